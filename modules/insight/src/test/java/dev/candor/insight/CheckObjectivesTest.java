package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.insight.ObjectivesReport.Judgement;
import dev.candor.insight.ObjectivesReport.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckObjectivesTest {
    private static final Instant AT = Instant.parse("2026-01-28T14:22:00Z");

    private final List<Run> runs = new ArrayList<>();
    private final CheckObjectives objectives = new CheckObjectives((last, visitor) -> runs.forEach(visitor));

    private void run(String kind, String key, Optional<Boolean> succeeded, double durationMs, int times) {
        for (int i = 0; i < times; i++) {
            runs.add(new Run(
                    kind,
                    key,
                    AT,
                    succeeded,
                    Optional.of(durationMs),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "{}"));
        }
    }

    private ObjectivesReport report(String arguments) throws Exception {
        return objectives.call(
                CheckObjectivesQueryShape.INSTANCE.read(ObjectValue.parse(arguments), AT), ToolContext.unattended());
    }

    private Judgement judged(String arguments) throws Exception {
        return report(arguments).objectives().getFirst();
    }

    private List<String> sentences(String arguments) throws Exception {
        return judged(arguments).violations().stream()
                .map(ObjectivesReport.Violation::sentence)
                .toList();
    }

    @Test
    void noRunsAtAll_nothingIsJudged() throws Exception {
        ObjectivesReport report = report("{}");
        assertThat(report.passed()).isTrue();
        assertThat(report.objectives()).isEmpty();
        assertThat(told(report)).isEqualTo("no run was recorded yet, so there is nothing to judge");
    }

    @Test
    void noRunsOfWhatIsNamed_isInsufficient_andFailsOnlyWhereAsked() throws Exception {
        ObjectivesReport report = report("{\"skills\":[\"publish\"],\"strict\":true}");
        assertThat(report.objectives().getFirst().verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(objectives.exitCode(report)).isZero();
        assertThat(sentences("{\"skills\":[\"publish\"],\"insufficient_fails\":true}"))
                .containsExactly("skill publish: insufficient data: 0 of 1 needed runs");
    }

    @Test
    void oneRun_isReportedWhole() throws Exception {
        run(Run.ITEM, "linter", Optional.of(true), 12.5, 1);
        assertThat(ObjectivesReportShape.INSTANCE.write(report("{\"window\":5}")))
                .isEqualTo(ObjectValue.parse("""
                {"schema_version":1,"events_total":1,"window":5,"passed":true,"objectives":[{
                  "kind":"item","key":"linter","verdict":"met","invocations":1,"successes":1,"failures":0,"unknown":0,
                  "success_rate":1.0000,"rate_low":0.2065,"rate_high":1.0000,"p95_duration_ms":12.5,
                  "thresholds":{"min_invocations":1,"min_success_rate":1,"max_p95_duration_ms":15000,
                    "trend_windows":0,"max_success_rate_drop":null,"max_p95_increase_ms":null},
                  "trend":null,"violations":[]}],"notes":[]}"""));
    }

    @Test
    void allFailed_isViolated_andStrictSaysSoByTheExitCode() throws Exception {
        run(Run.SKILL, "publish", Optional.of(false), 16_000, 20);
        ObjectivesReport report = report("{\"skills\":[\"publish\"]}");
        assertThat(objectives.exitCode(report)).isZero();
        assertThat(objectives.exitCode(report("{\"skills\":[\"publish\"],\"strict\":true}")))
                .isEqualTo(2);
        assertThat(told(report)).isEqualTo("""
                RUNS  SUCCESS  95 % INTERVAL   P95  VERDICT   WHAT
                  20      0 %  0 % to 16.1 %  16 s  violated  skill publish
                skill publish: 0 of 20 runs succeeded, a rate of 0.0000 (95 % interval 0.0000 to 0.1611), at least 1 is \
                asked
                skill publish: the 95th percentile of 20 durations is 16000 ms, at most 15000 ms is asked
                1 objective, 1 violated, 0 with insufficient data""");
    }

    private String told(ObjectivesReport report) {
        Page page = new Page();
        objectives.tell(report, page);
        return page.text();
    }

    @Test
    void rateThatIsAsked_isEnough_alsoWhereRoundingWouldHideThatItIsNot() throws Exception {
        run(Run.SKILL, "plan", Optional.of(true), 1, 19_999);
        run(Run.SKILL, "plan", Optional.of(false), 1, 1);
        String asked = "{\"skills\":[\"plan\"],\"window\":10000,\"min_success_rate\":";
        assertThat(judged(asked + "0.9999}").verdict()).isEqualTo(Verdict.MET);
        assertThat(judged(asked + "0.99991}").verdict()).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void unknownOutcomes_areRuns_andInNoRate() throws Exception {
        run(Run.SKILL, "plan", Optional.empty(), 1, 3);
        assertThat(judged("{\"skills\":[\"plan\"]}").verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        run(Run.SKILL, "plan", Optional.of(true), 1, 1);
        Judgement judged = judged("{\"skills\":[\"plan\"],\"min_invocations\":4}");
        assertThat(judged.verdict()).isEqualTo(Verdict.MET);
        assertThat(judged.unknown()).isEqualTo(3);
    }

    @Test
    void worseThanTheMeanOfTheWindowsBefore_isViolated() throws Exception {
        run(Run.SKILL, "plan", Optional.of(true), 100, 4);
        run(Run.SKILL, "plan", Optional.of(true), 200, 3);
        run(Run.SKILL, "plan", Optional.of(false), 200, 1);
        run(Run.SKILL, "plan", Optional.of(true), 400, 2);
        run(Run.SKILL, "plan", Optional.of(false), 400, 2);
        String asked = "{\"skills\":[\"plan\"],\"window\":4,\"min_success_rate\":0,\"trend_windows\":2";
        assertThat(sentences(asked + ",\"max_success_rate_drop\":0.375,\"max_p95_increase_ms\":250}"))
                .isEmpty();
        assertThat(sentences(asked + ",\"max_success_rate_drop\":0.3,\"max_p95_increase_ms\":249}"))
                .containsExactly(
                        "skill plan: the success rate is 0.3750 below the mean of the 2 windows before, at most 0.3 is"
                                + " asked",
                        "skill plan: the 95th percentile is 250 ms above the mean of the 2 windows before, at most 249"
                                + " ms is asked");
    }

    @Test
    void fewerWindowsThanAsked_areInsufficientData() throws Exception {
        run(Run.SKILL, "plan", Optional.of(true), 100, 7);
        String asked = "{\"skills\":[\"plan\"],\"window\":4,\"trend_windows\":1";
        assertThat(judged(asked + "}").verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(sentences(asked + ",\"insufficient_fails\":true}"))
                .containsExactly("skill plan: insufficient data: 0 of 1 windows before the last");
    }

    @Test
    void whatMakesNoSense_isRefused() {
        assertThatThrownBy(() -> report("{\"min_invocations\":21}"))
                .isInstanceOf(ToolException.class)
                .hasMessage("{min_invocations} must be at most the window, which is 20, found 21");
        assertThatThrownBy(() -> report("{\"max_success_rate_drop\":0.1}"))
                .hasMessage("{max_success_rate_drop} needs {trend_windows} of 1 or more, found 0");
        assertThatThrownBy(() -> report("{\"skills\":[\"a\",\"a\"]}"))
                .hasMessage("skill a is named twice; omit one of them");
        assertThatThrownBy(() -> report("{\"config\":\"window: 2\",\"window\":3}"))
                .hasMessage("{config} says all that is asked; omit it, or everything else but {strict}");
    }

    @Test
    void sourceThatCannotBeRead_saysSo() {
        CheckObjectives unreadable = new CheckObjectives((last, visitor) -> {
            throw new IOException("no");
        });
        assertThatThrownBy(() -> unreadable.call(
                        CheckObjectivesQueryShape.INSTANCE.read(ObjectValue.parse("{}"), AT), ToolContext.unattended()))
                .isInstanceOf(IOException.class);
    }
}
