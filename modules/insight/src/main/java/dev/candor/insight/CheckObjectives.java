package dev.candor.insight;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.insight.Objectives.Objective;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether skills and items keep what is asked of them. */
public final class CheckObjectives implements Capability<CheckObjectives.Query, ObjectivesReport> {
    /** What doors know of it. */
    public static final Declaration<Query, ObjectivesReport> DECLARATION = Declaration.of(
                    "check_objectives",
                    "Check objectives",
                    CheckObjectivesQueryShape.INSTANCE,
                    ObjectivesReportShape.INSTANCE,
                    """
                    Tells whether skills and items keep what is asked of their last runs: how many succeed, how long they \
                    take, and whether that got worse. Without skills, items and config it judges everything that ran. Too \
                    few runs are insufficient data, which fails only with insufficient_fails. Use it to find out what is \
                    unreliable or slow, or to gate a release on it. Changes nothing. \
                    Example: {"skills": ["publish"], "min_success_rate": 0.95, "max_p95_duration_ms": 5000}""")
            .command(Command.of("slo", "Compare the last runs of skills and items with what is asked of them.")
                    .files("config")
                    .exitCodes("2  with --strict, an objective is violated")
                    .orFilesOf("skill-usage")
                    .examples(
                            "candor slo --skills publish --min-success-rate 0.95 --strict",
                            "candor slo --config objectives.yaml --strict --json",
                            "candor slo --window 50 --trend-windows 3 --max-success-rate-drop 0.1"))
            .post("/v1/objectives/check")
            .unavailable("runs-unavailable", "the runs cannot be read");

    private static final int VIOLATED = 2;

    private final RunSource runs;

    /** Of what, and what is asked. */
    @Arguments
    record Query(
            @Doc("The skills that are judged.") @Size(max = 1000)
            List<@Size(min = 1, max = 256) String> skills,

            @Doc("The items that are judged, by their ids.") @Size(max = 1000)
            List<@Size(min = 1, max = 256) String> items,

            @Doc("How many runs of each are judged at most: the last ones (default 20).")
            @Range(min = 1, max = Objectives.MAX_WINDOW)
            Optional<Integer> window,

            @Doc("How many runs are needed to judge it (default 1), one of them with a known outcome.")
            @Range(min = 0, max = Objectives.MAX_WINDOW)
            Optional<Integer> minInvocations,

            @Doc("The least part of the runs with a known outcome that succeed (default 1).") @Range(min = 0, max = 1)
            Optional<BigDecimal> minSuccessRate,

            @Doc("The greatest 95th percentile of the durations in milliseconds (default 15000).") @Range(min = 0)
            Optional<BigDecimal> maxP95DurationMs,

            @Doc("Compare with the mean of so many windows before the last one; 0 for none (default 0).")
            @Range(min = 0, max = Limits.MAX_TREND_WINDOWS)
            Optional<Integer> trendWindows,

            @Doc("How far the success rate may be below that mean.") @Range(min = 0, max = 1)
            Optional<BigDecimal> maxSuccessRateDrop,

            @Doc("How far the 95th percentile may be above that mean, in milliseconds.") @Range(min = 0)
            Optional<BigDecimal> maxP95IncreaseMs,

            @Doc("Whether too few runs are a violation.") boolean insufficientFails,

            @Doc(
                    "Objectives as YAML: window, insufficient_fails, defaults (the thresholds above) and objectives, a list of"
                            + " thresholds each with a skill or an item. Instead of the arguments above.")
            @Size(min = 1, max = ObjectivesFile.MAX_LENGTH)
            Optional<String> config,

            @Doc("Whether the command's exit code says that an objective is violated.")
            boolean strict) {
        Objectives objectives() {
            Limits limits = new Limits(
                    minInvocations.orElse(Limits.STANDARD.minInvocations()),
                    minSuccessRate.orElse(Limits.STANDARD.minSuccessRate()),
                    maxP95DurationMs.orElse(Limits.STANDARD.maxP95DurationMs()),
                    trendWindows.orElse(Limits.STANDARD.trendWindows()),
                    maxSuccessRateDrop,
                    maxP95IncreaseMs);
            List<Objective> named = Stream.concat(
                            skills.stream().map(skill -> new Subject(Run.SKILL, skill)),
                            items.stream().map(item -> new Subject(Run.ITEM, item)))
                    .map(subject -> new Objective(subject, limits))
                    .toList();
            return new Objectives(
                    window.orElse(Objectives.DEFAULT_WINDOW),
                    insufficientFails,
                    named.isEmpty() ? Optional.of(limits) : Optional.empty(),
                    named);
        }

        /** Whether there is nothing but {@code config} and {@code strict}. */
        boolean isConfigOnly() {
            return skills.isEmpty()
                    && items.isEmpty()
                    && !insufficientFails
                    && Stream.of(
                                    window,
                                    minInvocations,
                                    minSuccessRate,
                                    maxP95DurationMs,
                                    trendWindows,
                                    maxSuccessRateDrop,
                                    maxP95IncreaseMs)
                            .allMatch(Optional::isEmpty);
        }
    }

    /** Of the runs of a source. */
    public CheckObjectives(RunSource runs) {
        this.runs = runs;
    }

    @Override
    public ObjectivesReport call(Query query, ToolContext context) throws ToolException, IOException {
        Objectives objectives = objectives(query);
        ObjectiveCheck check = new ObjectiveCheck(objectives);
        runs.visit(objectives.runsNeeded(), check::add, context.counting("reading", "rows read"));
        // only the last runs are judged, which pruning leaves
        return check.report(query.strict(), runs.gaps(Optional.of(Instant.MAX)));
    }

    private static Objectives objectives(Query query) throws ToolException {
        if (query.config().isPresent()) {
            if (!query.isConfigOnly()) {
                throw Threshold.invalid("{config} says all that is asked; omit it, or everything else but {strict}");
            }
            return ObjectivesFile.parse(query.config().get());
        }
        try {
            return query.objectives();
        } catch (IllegalArgumentException e) {
            String sentence = String.valueOf(e.getMessage());
            for (String name : Limits.NAMES) {
                sentence = sentence.replace(name, "{" + name + "}");
            }
            throw Threshold.invalid(sentence);
        }
    }

    @Override
    public void tell(ObjectivesReport report, Page page) {
        report.tell(page);
    }

    @Override
    public int exitCode(ObjectivesReport report) {
        return report.strict() && !report.passed() ? VIOLATED : 0;
    }
}
