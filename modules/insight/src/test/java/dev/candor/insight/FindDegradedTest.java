package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.insight.DegradationReport.Group;
import dev.candor.insight.DegradationReport.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindDegradedTest {
    private static final Instant AT = Instant.parse("2026-01-28T14:00:00Z");

    private final List<Run> runs = new ArrayList<>();
    private final FindDegraded degraded = new FindDegraded(new RunList(runs));

    /** Runs a second apart: {@code .} succeeded, {@code x} failed, {@code ?} is unknown. */
    private void run(String kind, String key, String outcomes) {
        for (char outcome : outcomes.toCharArray()) {
            runs.add(new Run(
                    kind,
                    key,
                    AT.plusSeconds(runs.size()),
                    outcome == '?' ? Optional.empty() : Optional.of(outcome == '.'),
                    Optional.of(1.0),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    outcome == 'x' ? "{\"run_id\":\"r" + runs.size() + "\"}" : "{}"));
        }
    }

    private void skill(String key, String outcomes) {
        run(Run.SKILL, key, outcomes);
    }

    private DegradationReport report(String arguments) throws Exception {
        return degraded.call(
                FindDegradedQueryShape.INSTANCE.read(ObjectValue.parse(arguments), AT), ToolContext.unattended());
    }

    private Group found(String key) throws Exception {
        return report("{}").groups().stream()
                .filter(group -> group.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private String told() throws Exception {
        Page page = new Page();
        degraded.tell(report("{}"), page);
        return page.text();
    }

    @Test
    void noRunsAtAll_nothingIsCompared() throws Exception {
        assertThat(report("{}").passed()).isTrue();
        assertThat(told()).isEqualTo("no run was recorded yet, so there is nothing to compare");
    }

    @Test
    void drop_isReportedWhole_withTheFirstBadRun() throws Exception {
        skill("plan", "......x.".repeat(5) + "..xxxx.xx.");
        assertThat(DegradationReportShape.INSTANCE.write(report("{\"window\":10,\"min_drop\":0.2}")))
                .isEqualTo(ObjectValue.parse("""
                {"window":10,"history_runs":500,"min_drop":0.2,"max_p":0.01,"cusum_threshold":4.6,"judged":1,"passed":false,
                 "groups":[{"key":"plan","kind":"skill","state":"degraded",
                   "recent":{"runs":10,"successes":4,"failures":6,"success_rate":0.4000,"rate_low":0.1682,"rate_high":0.6873},
                   "baseline":
                     {"runs":38,"successes":34,"failures":4,"success_rate":0.8947,"rate_low":0.7587,"rate_high":0.9583},
                   "flips":4,"p_value":0.00253,"p_adjusted":0.00253,
                   "first_bad":{"at":"2026-01-28T14:00:38.000Z","row":{"run_id":"r38"}},
                   "sentence":"skill plan: 4 of the last 10 runs succeeded, 34 of 38 before (p = 0.00253, corrected for 1 \
                judged); the first bad run was at 2026-01-28T14:00:38.000Z"}],
                 "notes":[]}"""));
    }

    @Test
    void table_tellsWhatIsNotHealthy_theWorstFirst() throws Exception {
        skill("fine", ".".repeat(60));
        skill("new", ".......");
        skill("plan", ".".repeat(100) + "..x.xx.x.xx.");
        run(Run.ITEM, "acme/scraper@1.0.0", ".".repeat(40));
        run(Run.ITEM, "acme/scraper@2.0.0", "..xxxxx");
        skill("weather", ".x..x.x..x.x");
        assertThat(told()).isEqualTo("""
                STATE                RECENT  95 % INTERVAL       BEFORE  95 % INTERVAL            P  WHAT
                broken               2 of 7  8.2 % to 64.1 %          ?  ?                        ?  item acme/scraper@2.0.0
                degraded           14 of 20  48.1 % to 85.4 %  86 of 86  95.7 % to 100 %  0.0000682  skill plan
                flaky               7 of 12  32 % to 80.7 %           ?  ?                        ?  skill weather
                insufficient data    7 of 7  64.6 % to 100 %          ?  ?                        ?  skill new
                item acme/scraper@2.0.0: the last 5 runs failed; the first bad run was at 2026-01-28T14:03:41.000Z
                skill plan: 14 of the last 20 runs succeeded, 86 of 86 before (p = 0.0000682, corrected for 3 judged); the \
                first bad run was at 2026-01-28T14:02:49.000Z
                skill weather: 7 of the last 12 runs succeeded, and the outcome changed 9 times
                skill new: insufficient data: 7 of 40 runs
                3 of 6 compared: 1 broken, 1 degraded, 1 flaky, 2 healthy, 1 with insufficient data""");
    }

    @Test
    void fewRuns_areNoFinding() throws Exception {
        skill("plan", "....xxx");
        assertThat(found("plan").state()).isEqualTo(State.INSUFFICIENT_DATA);
        assertThat(found("plan").sentence()).isEqualTo("skill plan: insufficient data: 7 of 40 runs");
        assertThat(found("plan").baseline()).isEmpty();
        assertThat(found("plan").pValue()).isEmpty();
        skill("plan", ".".repeat(32));
        assertThat(found("plan").state()).isEqualTo(State.INSUFFICIENT_DATA);
        skill("plan", ".");
        assertThat(found("plan").state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void smallDrop_isNone_howeverSureItIs() throws Exception {
        skill("plan", ".".repeat(1000) + ("x" + ".".repeat(10)).repeat(18) + "..");
        assertThat(report("{\"window\":200}").groups().getFirst().state()).isEqualTo(State.HEALTHY);
        assertThat(report("{\"window\":200,\"min_drop\":0.05}")
                        .groups()
                        .getFirst()
                        .state())
                .isEqualTo(State.DEGRADED);
    }

    @Test
    void dropOfExactlyWhatIsAsked_isOne() throws Exception {
        skill("plan", ".".repeat(100) + "......xx...x........");
        assertThat(report("{\"min_drop\":0.15}").groups().getFirst().state()).isEqualTo(State.DEGRADED);
        assertThat(report("{\"min_drop\":0.16}").groups().getFirst().state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void dropThatChanceExplains_isNone() throws Exception {
        skill("plan", "......x.".repeat(12) + "......xxx......xx...");
        Group plan = found("plan");
        assertThat(plan.recent().successes()).isEqualTo(15);
        assertThat(plan.state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void drop_isOverOnlyWhenTheRateIsBackWithinFivePoints() throws Exception {
        skill("plan", ".".repeat(100) + "x..x..x..x..");
        assertThat(found("plan").state()).isEqualTo(State.DEGRADED);
        skill("plan", "..........x....x" + ".".repeat(14));
        Group plan = found("plan");
        assertThat(plan.recent().successes())
                .as("no finding, were it not one yet")
                .isEqualTo(18);
        assertThat(plan.state()).isEqualTo(State.DEGRADED);
        assertThat(plan.firstBad().orElseThrow().at()).isEqualTo(AT.plusSeconds(100));
        skill("plan", ".");
        assertThat(found("plan").state()).as("19 of 20, 5 points below").isEqualTo(State.HEALTHY);
    }

    @Test
    void baselineOfADrop_staysWhatItWas() throws Exception {
        skill("plan", ".".repeat(40) + "xx...".repeat(40));
        Group plan = found("plan");
        assertThat(plan.state()).isEqualTo(State.DEGRADED);
        assertThat(plan.baseline().orElseThrow().failures()).isZero();
        assertThat(plan.firstBad().orElseThrow().at()).isEqualTo(AT.plusSeconds(40));
    }

    @Test
    void firstBadRun_isOfThisDrop_notOfAnEarlierOne() throws Exception {
        skill("plan", ".".repeat(60) + "xxxx" + ".".repeat(56) + "x..x.x.x.x..");
        Group plan = found("plan");
        assertThat(plan.state()).isEqualTo(State.DEGRADED);
        assertThat(plan.baseline().orElseThrow().failures()).isEqualTo(4);
        assertThat(plan.firstBad().orElseThrow().at()).isEqualTo(AT.plusSeconds(120));
    }

    @Test
    void firstBadRun_staysTheSame_whenItGetsWorseLater() throws Exception {
        skill("plan", ("x" + ".".repeat(19)).repeat(5) + "xxxx.xxx" + ".........x".repeat(40) + "...xxxx.xxxx.");
        Group plan = report("{\"min_drop\":0.05}").groups().getFirst();
        assertThat(plan.state()).isEqualTo(State.DEGRADED);
        assertThat(plan.baseline().orElseThrow().successes()).as("of 87").isEqualTo(82);
        assertThat(plan.firstBad().orElseThrow().at()).isEqualTo(AT.plusSeconds(100));
    }

    @Test
    void amongMany_aDropMustBeSurer() throws Exception {
        String dropped = ".".repeat(100) + "......xx...x........";
        skill("plan", dropped);
        assertThat(found("plan").state()).as("p = 0.005").isEqualTo(State.DEGRADED);
        for (int i = 0; i < 4; i++) {
            skill("fine-" + i, ".".repeat(40));
        }
        assertThat(found("plan").state()).as("p = 0.025 among five").isEqualTo(State.HEALTHY);
    }

    @Test
    void fiveFailuresInARow_areBroken_fourAreNot() throws Exception {
        skill("plan", "xxxx");
        assertThat(found("plan").state()).isEqualTo(State.INSUFFICIENT_DATA);
        skill("plan", "x");
        assertThat(found("plan").sentence())
                .isEqualTo("skill plan: the last 5 runs failed; the first bad run was at 2026-01-28T14:00:00.000Z");
        skill("plan", ".");
        assertThat(found("plan").state()).isEqualTo(State.INSUFFICIENT_DATA);
    }

    @Test
    void failuresThatBeginBeforeWhatIsLookedAt_areToldOf() throws Exception {
        skill("plan", "x".repeat(600) + "?");
        assertThat(report("{\"window\":10}").notes())
                .containsExactly(
                        "1 run without a known outcome, which no comparison counts",
                        "1 of them ran 500 times or more, of which the last 500 are looked at; what dropped before is what is"
                                + " usual by now",
                        "skill plan failed in all runs that are looked at; the first of these is named as the first bad one");
    }

    @Test
    void outcomesByTurns_areFlaky_fromTenRunsOn() throws Exception {
        skill("plan", "..x...x..");
        assertThat(found("plan").state()).isEqualTo(State.INSUFFICIENT_DATA);
        skill("plan", ".");
        assertThat(found("plan").state()).as("4 of 9 changes").isEqualTo(State.FLAKY);
        skill("plan", "....");
        assertThat(found("plan").state()).as("4 of 13 changes").isEqualTo(State.FLAKY);
        skill("plan", ".");
        assertThat(found("plan").state()).as("4 of 14 changes").isEqualTo(State.INSUFFICIENT_DATA);
    }

    @Test
    void versionsOfAnItem_areJudgedApart() throws Exception {
        run(Run.ITEM, "acme/scraper@1.0.0", ".".repeat(40));
        run(Run.ITEM, "acme/scraper@2.0.0", "..xx.x.");
        assertThat(found("acme/scraper@1.0.0").state()).isEqualTo(State.HEALTHY);
        assertThat(found("acme/scraper@2.0.0").state()).isEqualTo(State.INSUFFICIENT_DATA);
    }

    @Test
    void unknownOutcomes_areNoEvidence() throws Exception {
        skill("plan", "????" + ".".repeat(39) + "?");
        assertThat(found("plan").sentence()).isEqualTo("skill plan: insufficient data: 39 of 40 runs");
        assertThat(report("{}").notes()).containsExactly("5 runs without a known outcome, which no comparison counts");
    }

    @Test
    void strict_saysByTheExitCodeThatOneIsBad() throws Exception {
        skill("flaky", "x.".repeat(10));
        assertThat(degraded.exitCode(report("{\"strict\":true}"))).isZero();
        skill("plan", "xxxxx");
        assertThat(degraded.exitCode(report("{}"))).isZero();
        assertThat(degraded.exitCode(report("{\"strict\":true}"))).isEqualTo(2);
    }
}
