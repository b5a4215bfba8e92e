package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.insight.Objectives.Objective;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectivesFileTest {
    private static void refused(String yaml, String sentence) {
        assertThatThrownBy(() -> ObjectivesFile.parse(yaml)).hasMessage(sentence);
    }

    @Test
    void objectives_takeWhatTheyDoNotSayFromTheDefaults() throws Exception {
        assertThat(ObjectivesFile.parse("""
                window: 50
                insufficient_fails: true
                defaults: {min_success_rate: 0.9, max_success_rate_drop: 0.1, trend_windows: 2}
                objectives:
                  - {skill: publish, max_p95_duration_ms: 5000.5}
                  - {item: linter, min_success_rate: 1, min_invocations: 10}
                """)).satisfies(read -> {
            assertThat(read.window()).isEqualTo(50);
            assertThat(read.insufficientFails()).isTrue();
            assertThat(read.others()).isEmpty();
            assertThat(read.named())
                    .containsExactly(
                            new Objective(new Subject(Run.SKILL, "publish"), limits(1, "0.9", "5000.5")),
                            new Objective(new Subject(Run.ITEM, "linter"), limits(10, "1", "15000")));
        });
    }

    private static Limits limits(int minInvocations, String minSuccessRate, String maxP95DurationMs) {
        return new Limits(
                minInvocations,
                new BigDecimal(minSuccessRate),
                new BigDecimal(maxP95DurationMs),
                2,
                Optional.of(new BigDecimal("0.1")),
                Optional.empty());
    }

    @Test
    void nothing_asksTheStandardOfEverything() throws Exception {
        assertThat(ObjectivesFile.parse(""))
                .isEqualTo(new Objectives(20, false, Optional.of(Limits.STANDARD), List.of()));
    }

    @Test
    void unknownKeys_areRefusedWithTheNearestRightOne() {
        refused(
                "windows: 3",
                "{config}, line 1, column 1: windows is not known (did you mean \"window\"?); there are"
                        + " window, insufficient_fails, defaults, objectives");
        refused(
                """
                objectives:
                  - skill: publish
                    min_succes_rate: 0.9
                """,
                "{config}, line 3, column 5: min_succes_rate is not known (did you mean \"min_success_rate\"?); there"
                        + " are min_invocations, min_success_rate, max_p95_duration_ms, trend_windows, max_success_rate_drop,"
                        + " max_p95_increase_ms");
        refused(
                "defaults: {skill: a}",
                "{config}, line 1, column 12: skill is not known; there are min_invocations,"
                        + " min_success_rate, max_p95_duration_ms, trend_windows, max_success_rate_drop, max_p95_increase_ms");
    }

    @Test
    void valuesOfAnotherKind_areRefusedWithTheirPlace() {
        refused("window: 0", "{config}, line 1, column 1: window must be a whole number from 1 to 10000, found 0");
        refused(
                "window: many",
                "{config}, line 1, column 1: window must be a whole number from 1 to 10000, found \"many\"");
        refused(
                "\ninsufficient_fails: 1",
                "{config}, line 2, column 1: insufficient_fails must be true or false, found 1");
        refused("defaults: [1]", "{config}, line 1, column 1: a mapping of names to values is needed, found [1]");
        refused(
                "defaults: {trend_windows: 1.5}",
                "{config}, line 1, column 1: trend_windows must be a whole number, found 1.5");
        refused(
                "defaults: {min_success_rate: high}",
                "{config}, line 1, column 12: min_success_rate must be a number, found" + " \"high\"");
        refused(
                "objectives: []",
                "{config}, line 1, column 1: objectives must be a list of at least one, found []; omit it to"
                        + " judge everything that ran");
        refused("""
                objectives:
                  - {skill: a}
                  - {skill: b, min_success_rate: 90}
                """, "{config}, line 3, column 5: min_success_rate must be from 0 to 1, found 90");
    }

    @Test
    void objectiveOfNothingOrOfTwo_isRefused() {
        refused(
                "objectives: [{min_invocations: 1}]",
                "{config}, line 1, column 14: an objective needs either skill, a name,"
                        + " or item, an id; found {\"min_invocations\":1}");
        refused(
                "objectives: [{skill: a, item: b}]",
                "{config}, line 1, column 14: an objective needs either skill, a name,"
                        + " or item, an id; found {\"item\":\"b\",\"skill\":\"a\"}");
        refused(
                "objectives: [{skill: a}, {skill: a}]",
                "{config}, line 1, column 26: skill a is named twice; omit one of them");
    }

    @Test
    void brokenYaml_isRefusedWithItsPlace() {
        refused(
                "window: 3\nwindow: 4",
                "{config} is no YAML: line 2, column 1: the key window stands here a second time");
    }
}
