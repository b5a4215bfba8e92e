package dev.candor.app.demo;

import dev.candor.app.demo.Month.Day;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ReasonCodes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Wrapped runs of skills: most of them do well, and one each is degraded, flaky, broken and unused. */
final class SkillStory implements Story {
    /** So often each skill with a fate runs in the month, however many rows there are: it is to be found in them. */
    private static final int RUNS_WITH_A_FATE = 600;

    private static final double FAILURES = 0.012;
    private static final double DEGRADED_FAILURES = 0.4;
    private static final double FLIPS = 0.75;
    private static final String ROW =
            "{@'context':'@','duration_ms':@,'skill':'@','source':'@','status':'@','timestamp_utc':'@'}";
    private static final List<String> SOURCES = List.of("claude-code", "codex", "nightly", "gemini-cli");
    private static final List<Skill> FINE = List.of(
            new Skill("commit-message", Fate.FINE, "run", 2_100, List.of("git_commit_failed", "repo_not_git")),
            new Skill("changelog", Fate.FINE, "publish", 3_800, List.of("validation_failed", "git_push_failed")),
            new Skill("docs-lint", Fate.FINE, "run", 1_400, List.of("validation_failed")),
            new Skill("release-notes", Fate.FINE, "publish", 6_500, List.of("publish_failed", "git_push_failed")),
            new Skill("dependency-bump", Fate.FINE, "run", 41_000, List.of("regression_failed", "git_push_failed")),
            new Skill("security-review", Fate.FINE, "run", 74_000, List.of("command_failed", "source_root_missing")),
            new Skill("roadmap-prep", Fate.FINE, "triage", 9_300, List.of("roadmap_prep_failed")));
    private static final List<Skill> FATED = List.of(
            new Skill(
                    "pr-review", Fate.DEGRADED, "run", 18_000, List.of("rollup_contract_failed", "validation_failed")),
            new Skill("test-triage", Fate.FLAKY, "triage", 25_000, List.of("triage_failed", "regression_failed")),
            new Skill("db-migrate", Fate.BROKEN, "run", 12_000, List.of("command_failed")),
            new Skill("api-client-gen", Fate.UNUSED, "run", 5_200, List.of("command_failed")));

    private enum Fate {
        FINE,
        DEGRADED,
        FLAKY,
        BROKEN,
        UNUSED
    }

    private record Skill(String name, Fate fate, String context, int medianMs, List<String> reasons) {}

    private final Chance chance;
    private final Month month;
    private final ReasonCodes dictionary = ReasonCodes.parse(Contract.SKILL_USAGE.reasonCodesFile());
    private final Map<Skill, Boolean> failedLast = new HashMap<>();

    SkillStory(Chance chance, Month month) {
        this.chance = chance;
        this.month = month;
    }

    @Override
    public void tell(Day day, long rows, List<Row> told) {
        long each = Math.round(RUNS_WITH_A_FATE * day.share());
        for (Skill skill : FATED) {
            if (skill.fate() != Fate.UNUSED || day.until().isBefore(month.ago(21))) {
                day.moments(each, chance).forEach(at -> told.add(run(skill, at)));
            }
        }
        day.moments(rows - each * FATED.size(), chance).forEach(at -> told.add(run(chance.early(FINE), at)));
    }

    private Row run(Skill skill, Instant at) {
        boolean fails = fails(skill, at);
        failedLast.put(skill, fails);
        String more = skill.fate() == Fate.DEGRADED
                ? Story.filled("'skill_version':'@',", hasChanged(at) ? "3.0.0" : "2.4.1")
                : "";
        if (fails) {
            String reason = chance.early(skill.reasons());
            String error = dictionary.classOf(reason).orElseThrow();
            more += Story.filled(
                    "'error_class':'@','reason_code':'@','reason_detail':'command_exit=@',",
                    error,
                    reason,
                    1 + chance.below(2));
        }
        long duration = chance.about(fails ? skill.medianMs() * 0.6 : skill.medianMs(), 0.5);
        String status = fails ? "failure" : "success";
        String source = chance.early(SOURCES);
        return Row.of(Contract.SKILL_USAGE, at, ROW, more, skill.context(), duration, skill.name(), source, status, at);
    }

    private boolean hasChanged(Instant at) {
        return at.isAfter(month.ago(9));
    }

    private boolean fails(Skill skill, Instant at) {
        return switch (skill.fate()) {
            case FINE, UNUSED -> chance.happens(FAILURES);
            case DEGRADED -> chance.happens(hasChanged(at) ? DEGRADED_FAILURES : FAILURES);
            case FLAKY -> chance.happens(FLIPS) != failedLast.getOrDefault(skill, false);
            case BROKEN -> at.isAfter(month.ago(2)) || chance.happens(FAILURES);
        };
    }
}
