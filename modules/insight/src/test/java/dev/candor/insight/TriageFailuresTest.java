package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriageFailuresTest {
    private static final Instant NOW = Instant.parse("2026-01-28T14:22:00Z");

    private final List<Run> runs = new ArrayList<>();
    private final TriageFailures triage = new TriageFailures(
            (last, visitor) -> runs.forEach(visitor),
            InstantSource.fixed(NOW),
            List.of("command_failed", "publish_failed"));

    private void succeed(String skill, int times) {
        for (int i = 0; i < times; i++) {
            runs.add(new Run(
                    Run.SKILL,
                    skill,
                    NOW.minusSeconds(3600),
                    Optional.of(true),
                    Optional.of(5.0),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "{}"));
        }
    }

    private void fail(String skill, String reason, long secondsAgo) {
        fail(Run.SKILL, skill, reason, secondsAgo);
    }

    private void fail(String kind, String key, String reason, long secondsAgo) {
        runs.add(new Run(
                kind,
                key,
                NOW.minusSeconds(secondsAgo),
                Optional.of(false),
                Optional.of(5.0),
                Optional.of(reason),
                Optional.of("runtime"),
                Optional.of("ci"),
                "{\"ago\":" + secondsAgo + "}"));
    }

    private TriageReport report(int sinceDays, List<String> failOn, Optional<Long> total, List<String> failOnSkill)
            throws ToolException, IOException {
        return triage.call(
                new TriageFailures.Query(sinceDays, 20, List.of(), List.of(), failOn, total, failOnSkill),
                ToolContext.unattended());
    }

    private TriageReport report(int sinceDays) throws ToolException, IOException {
        return report(sinceDays, List.of(), Optional.empty(), List.of());
    }

    @Test
    void noRuns_noFailures() throws Exception {
        assertThat(TriageReportShape.INSTANCE.write(report(0))).isEqualTo(ObjectValue.parse("""
                {"schema_version":1,"since":null,"events_total":0,"failures_total":0,"unknown_total":0,\
                "by_reason_code":[],"by_error_class":[],"by_skill":[],"top_failed_skills":[],\
                "fail_on":{"passed":true,"thresholds":{"reason_codes":[],"skills":[],"total":null},"violations":[]},\
                "notes":[]}"""));
    }

    @Test
    void thresholdOfASkillThatNeverRan_isToldOf() throws Exception {
        fail("publish", "publish_failed", 60);
        TriageReport report = triage.call(
                TriageFailuresQueryShape.INSTANCE.read(
                        ObjectValue.parse("{\"fail_on_skill\":[\"publish:1\",\"publis:0\"]}"), NOW),
                ToolContext.unattended());
        assertThat(report.notes()).containsExactly("no run of 'publis' was recorded, so its threshold judges nothing");
    }

    @Test
    void oneFailure_isCountedEverywhere() throws Exception {
        fail("publish", "publish_failed", 60);
        String group = """
                "count":1,"first_seen":"2026-01-28T14:21:00.000Z","last_seen":"2026-01-28T14:21:00.000Z",\
                "state":"ongoing","example":{"ago":60}}]""";
        ObjectValue report = TriageReportShape.INSTANCE.write(report(0));
        assertThat(report.member("by_reason_code"))
                .hasValue(JsonValue.parse("[{\"reason_code\":\"publish_failed\"," + group));
        assertThat(report.member("by_error_class")).hasValue(JsonValue.parse("[{\"error_class\":\"runtime\"," + group));
        assertThat(report.member("by_skill"))
                .hasValue(JsonValue.parse("[{\"skill\":\"publish\",\"kind\":\"skill\"," + group));
        assertThat(report.member("top_failed_skills"))
                .hasValue(JsonValue.parse("[{\"skill\":\"publish\",\"kind\":\"skill\",\"count\":1}]"));
    }

    @Test
    void failedBeforeTheSpan_isOngoing_andFirstInItIsNew() throws Exception {
        fail("publish", "publish_failed", 200_000);
        fail("publish", "publish_failed", 120);
        fail("plan", "command_failed", 60);
        assertThat(report(1).bySkill().stream()
                        .map(row -> row.skill() + " " + row.group().state()))
                .containsExactly("plan NEW", "publish ONGOING");
    }

    @Test
    void spanBeginsWithItsFirstMoment() throws Exception {
        fail("plan", "command_failed", 86_401);
        fail("publish", "publish_failed", 86_400);
        assertThat(report(1).bySkill().stream()
                        .map(row -> row.skill() + " " + row.group().state()))
                .containsExactly("publish NEW");
    }

    @Test
    void failsAgainAfterTwentySuccesses_isARegression_andNotAfterFewer() throws Exception {
        fail("publish", "publish_failed", 9000);
        succeed("publish", 19);
        fail("publish", "publish_failed", 120);
        assertThat(report(0).bySkill().getFirst().group().state()).isEqualTo(FailureGroup.State.ONGOING);
        succeed("publish", 20);
        fail("publish", "publish_failed", 60);
        assertThat(report(0).bySkill().getFirst().group().state()).isEqualTo(FailureGroup.State.REGRESSED);
    }

    @Test
    void asManyAsAllowed_passes_andOneMoreDoesNot() throws Exception {
        fail("a:b", "command_failed", 120);
        fail("a:b", "publish_failed", 60);
        assertThat(report(0, List.of("command_failed:1,publish_failed:1"), Optional.of(2L), List.of("a:b:2")))
                .satisfies(report -> assertThat(report.passed()).isTrue())
                .satisfies(report -> assertThat(triage.exitCode(report)).isZero());
        TriageReport report =
                report(0, List.of("command_failed:0", "publish_failed:1"), Optional.of(1L), List.of("a:b:1"));
        assertThat(triage.exitCode(report)).isEqualTo(2);
        assertThat(TriageReportShape.INSTANCE.write(report).object("fail_on")).isEqualTo(ObjectValue.parse("""
                {"passed":false,"thresholds":{"reason_codes":[{"reason_code":"command_failed","max":0},\
                {"reason_code":"publish_failed","max":1}],"skills":[{"skill":"a:b","max":1}],"total":{"max":1}},\
                "violations":[{"type":"reason_code","reason_code":"command_failed","count":1,"max":0},\
                {"type":"skill","skill":"a:b","count":2,"max":1},{"type":"total","count":2,"max":1}]}"""));
    }

    @Test
    void skillAndItemOfOneName_areTwoGroups_andShareTheirThreshold() throws Exception {
        fail(Run.SKILL, "lint", "command_failed", 120);
        fail(Run.ITEM, "lint", "timeout", 60);
        TriageReport report = report(0, List.of("timeout:0"), Optional.empty(), List.of("lint:1"));
        assertThat(report.bySkill()).extracting(TriageReport.SkillCount::kind).containsExactly("item", "skill");
        assertThat(report.failOn().violations())
                .extracting(TriageReport.Violation::sentence)
                .containsExactly("1 failure of timeout, at most 0 allowed", "2 failures of lint, at most 1 allowed");
    }

    @Test
    void sourcesAndReasonCodes_narrowWhatIsCounted_byCommasToo() throws Exception {
        fail("plan", "command_failed", 120);
        fail("plan", "publish_failed", 60);
        succeed("plan", 3);
        assertThat(report(List.of("ci"), List.of()).eventsTotal()).isEqualTo(2);
        assertThat(report(List.of("other"), List.of()).eventsTotal()).isZero();
        assertThat(report(List.of(), List.of("command_failed, timeout", "cancelled"))
                        .eventsTotal())
                .isEqualTo(1);
    }

    private TriageReport report(List<String> sources, List<String> reasonCodes) throws ToolException, IOException {
        return triage.call(
                new TriageFailures.Query(0, 20, sources, reasonCodes, List.of(), Optional.of(-1L), List.of()),
                ToolContext.unattended());
    }

    @Test
    void misspeltReasonCode_isRefused_becauseItsGateWouldNeverClose() {
        assertThatThrownBy(() -> report(0, List.of("comand_failed:0"), Optional.empty(), List.of()))
                .isInstanceOf(ToolException.class)
                .hasMessage("{fail_on} names the reason code 'comand_failed', which is in no run and not in the"
                        + " dictionary (did you mean \"command_failed\"?)");
    }

    @Test
    void thresholdWithoutAMaximum_isRefused() {
        assertThatThrownBy(() -> report(0, List.of(), Optional.empty(), List.of("publish")))
                .hasMessage("{fail_on_skill} must be a name, a colon and how many failures are allowed, such as"
                        + " command_failed:3, found 'publish'");
        assertThatThrownBy(() -> report(0, List.of(), Optional.empty(), List.of("a:1", "a:2")))
                .hasMessage("{fail_on_skill} names 'a' twice; omit one of them");
    }

    @Test
    void report_isToldAsATable() throws Exception {
        fail("publish", "publish_failed", 120);
        succeed("publish", 1);
        Page page = new Page();
        triage.tell(report(0, List.of(), Optional.of(0L), List.of()), page);
        assertThat(page.text()).isEqualTo("""
                2 runs, 1 failed
                FAILED  STATE    LAST SEEN                 WHAT
                     1  ongoing  2026-01-28T14:20:00.000Z  reason publish_failed
                     1  ongoing  2026-01-28T14:20:00.000Z  class runtime
                     1  ongoing  2026-01-28T14:20:00.000Z  skill publish
                1 failure, at most 0 allowed""");
    }
}
