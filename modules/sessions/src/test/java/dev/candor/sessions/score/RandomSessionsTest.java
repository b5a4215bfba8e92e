package dev.candor.sessions.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.score.Scoring.Assessment;
import dev.candor.sessions.score.Scoring.Step;
import dev.candor.testing.Proof;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every session, whatever happened in it. */
class RandomSessionsTest {
    private static final int SESSIONS = 500;
    private static final String OFFICE = "office_fire_mvp";
    private static final String AGENT = "agent_skill_audit";

    private static void forAll(String id, BiConsumer<Scenario, Told> property) throws ToolException {
        Scenario scenario = Told.shipped(id);
        for (int seed = 0; seed < Proof.of(SESSIONS); seed++) {
            property.accept(scenario, Told.random(scenario, seed));
        }
    }

    private static BigDecimal number(ObjectValue object, String name) {
        return ((NumberValue) object.member(name).orElseThrow()).number();
    }

    private static BigDecimal sum(ObjectValue report, String list, String name) {
        return report.objects(list).stream().map(item -> number(item, name)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICE, AGENT})
    void total_isWhatOneScoresByHand(String id) throws ToolException {
        Map<String, Integer> statuses = new HashMap<>();
        forAll(id, (scenario, told) -> {
            ScoreByHand plain = new ScoreByHand(scenario, told.events());
            ObjectValue report = told.by(scenario).report();
            assertThat(number(report, "score_total").doubleValue()).isCloseTo(plain.total(), within(1e-6));
            report.objects("objective_breakdown")
                    .forEach(objective -> assertThat(
                                    number(objective, "score_awarded").doubleValue())
                            .isCloseTo(
                                    plain.points()
                                            .getOrDefault(
                                                    objective
                                                            .text("objective_id")
                                                            .orElseThrow(),
                                                    -1.0),
                                    within(1e-6)));
            assertThat(codes(report))
                    .isEqualTo(plain.made().stream()
                            .map(error -> error.text("code").orElseThrow())
                            .collect(Collectors.toSet()));
            boolean isHardFail = plain.made().stream().anyMatch(error -> error.isTrue("hard_fail"));
            String status = report.text("status").orElseThrow();
            assertThat(isHardFail && !status.equals("fail")).isFalse();
            statuses.merge(status, 1, Integer::sum);
        });
        assertThat(statuses).containsOnlyKeys("fail", "conditional_pass", "pass");
    }

    private static Set<String> codes(ObjectValue report) {
        return report.objects("critical_errors").stream()
                .map(error -> error.text("code").orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICE, AGENT})
    void total_isTheSumOfTheReport_withinItsBounds(String id) throws ToolException {
        Set<String> ends = new TreeSet<>();
        forAll(id, (scenario, told) -> {
            ObjectValue report = told.by(scenario).report();
            BigDecimal sum = sum(report, "objective_breakdown", "score_awarded")
                    .subtract(sum(report, "critical_errors", "penalty"));
            BigDecimal total = number(report, "score_total");
            assertThat(total).isEqualByComparingTo(sum.max(BigDecimal.ZERO));
            ends.add(sum.signum() < 0 ? "below" : "within");
        });
        assertThat(ends).containsExactly("below", "within");
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICE, AGENT})
    void steps_endAtTheTotal_andAddUp(String id) throws ToolException {
        forAll(id, (scenario, told) -> {
            BigDecimal before = BigDecimal.ZERO;
            List<Step> steps = told.steps(scenario);
            for (Step step : steps) {
                assertThat(step.running().subtract(step.change())).isEqualByComparingTo(before);
                assertThat(step.change().signum() != 0 && step.why().isEmpty()).isFalse();
                before = step.running();
            }
            assertThat(before).isEqualByComparingTo(number(told.by(scenario).score(), "score_total"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICE, AGENT})
    void points_nameTheirEvidence_whichIsInTheSession(String id) throws ToolException {
        forAll(id, (scenario, told) -> {
            Set<String> ids = told.events().stream().map(event -> event.id()).collect(Collectors.toSet());
            ObjectValue report = told.by(scenario).report();
            for (ObjectValue objective : report.objects("objective_breakdown")) {
                boolean isAchieved = objective.member("achieved").orElseThrow().equals(new BooleanValue(true));
                assertThat(isAchieved)
                        .isEqualTo(number(objective, "score_awarded").signum() > 0);
                List<String> evidence = objective.texts("evidence_event_ids");
                assertThat(ids).containsAll(evidence);
                assertThat(isAchieved && evidence.isEmpty()).isFalse();
            }
            assertThat(ids)
                    .containsAll(report.objects("critical_errors").stream()
                            .map(error -> error.text("trigger_event_id").orElseThrow())
                            .toList());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICE, AGENT})
    void report_keepsItsSchema_andSaysTheSameTwice(String id) throws ToolException {
        RowChecker schema = RowChecker.of(JsonValue.parse(Contract.SESSION.file("report.schema.json")), List.of());
        forAll(id, (scenario, told) -> {
            Assessment assessment = told.by(scenario);
            String report = CanonicalJson.text(assessment.report());
            assertThat(schema.check(report.getBytes(UTF_8)).violations()).isEmpty();
            assertThat(CanonicalJson.text(told.by(scenario).report())).isEqualTo(report);
            assertThat(assessment.report().member("score_total"))
                    .isEqualTo(assessment.score().member("score_total"));
            assertThat(assessment.report().member("status"))
                    .isEqualTo(assessment.score().member("status"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICE, AGENT})
    void drills_areTriggeredByWhatTheReportSays(String id) throws ToolException {
        forAll(id, (scenario, told) -> {
            ObjectValue report = told.by(scenario).report();
            ObjectValue file = ScoreByHand.file(scenario, "microdrills.json");
            List<String> chosen = report.objects("recommended_microdrills").stream()
                    .map(drill -> drill.text("microdrill_id").orElseThrow())
                    .toList();
            Set<String> missed = report.objects("objective_breakdown").stream()
                    .filter(objective -> number(objective, "score_awarded").signum() == 0)
                    .map(objective -> objective.text("objective_id").orElseThrow())
                    .collect(Collectors.toSet());
            List<String> triggered = file.objects("microdrills").stream()
                    .filter(drill -> drill.object("trigger_if").texts("missed_objective_ids").stream()
                                    .anyMatch(missed::contains)
                            || drill.object("trigger_if").texts("critical_error_codes").stream()
                                    .anyMatch(codes(report)::contains))
                    .map(drill -> drill.text("microdrill_id").orElseThrow())
                    .toList();
            long most = file.object("selection_policy").integer("max_assigned").orElseThrow();
            assertThat(triggered).containsAll(chosen);
            assertThat(chosen).doesNotHaveDuplicates().hasSize((int) Math.min(most, triggered.size()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICE, AGENT})
    void delta_isWhatTheLineageSays(String id) throws ToolException {
        Set<Boolean> met = new TreeSet<>();
        forAll(id, (scenario, told) -> {
            Assessment assessment = told.by(scenario);
            boolean isRepeated = assessment.lineage().stream().anyMatch(Scoring.Lineage::isRepeated);
            met.add(isRepeated);
            BigDecimal delta = assessment.lineage().stream()
                    .map(line -> line.repeated().subtract(line.first()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            Optional<BigDecimal> stated = assessment
                    .report()
                    .member("re_audit_delta")
                    .map(value -> number((ObjectValue) value, "score_delta"));
            assertThat(stated.isPresent()).isEqualTo(isRepeated);
            assertThat(stated.orElse(delta)).isEqualByComparingTo(delta);
        });
        assertThat(met).containsExactly(false, true);
    }
}
