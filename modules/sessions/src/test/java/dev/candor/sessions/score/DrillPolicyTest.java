package dev.candor.sessions.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.score.CriticalTally.Hit;
import dev.candor.sessions.score.DrillPolicy.Miss;
import dev.candor.sessions.score.DrillPolicy.Priority;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillPolicyTest {
    private static final RequiredDetail NOTHING = RequiredDetail.of(new ObjectValue(Map.of()));
    private static final List<Microdrill> DRILLS = List.of(
            drill("light", List.of("light"), List.of()),
            drill("heavy", List.of("heavy", "other"), List.of("slip")),
            drill("heavy2", List.of("heavy"), List.of()),
            drill("crash", List.of(), List.of("crash")),
            drill("never", List.of(), List.of()));

    private static Microdrill drill(String id, List<String> missed, List<String> errors) {
        return new Microdrill(id, "", List.of(), missed, errors);
    }

    private static Hit hit(String code, int penalty) {
        return new Hit(
                new CriticalError(code, BigDecimal.valueOf(penalty), false, "t", NOTHING, "Wrong."), "e-" + code);
    }

    private static Miss miss(String id, int weight) {
        Objective objective = new Objective(
                id,
                id,
                BigDecimal.valueOf(weight),
                new ObjectivePolicy.Binary(),
                "t",
                NOTHING,
                Optional.empty(),
                "Right.",
                "Wrong.",
                List.of("p"),
                List.of());
        return new Miss(objective, "Missed.");
    }

    @ParameterizedTest
    @CsvSource({
        "CRITICAL_ERROR_MATCH, HIGHEST_WEIGHT_MISS, 9, 'crash,heavy,heavy2,light'",
        "HIGHEST_WEIGHT_MISS, CRITICAL_ERROR_MATCH, 9, 'heavy,heavy2,light,crash'",
        "CRITICAL_ERROR_MATCH, HIGHEST_WEIGHT_MISS, 2, 'crash,heavy'",
        "HIGHEST_WEIGHT_MISS, CRITICAL_ERROR_MATCH, 1, 'heavy'",
        "CRITICAL_ERROR_MATCH, HIGHEST_WEIGHT_MISS, 0, ''",
    })
    void choose_takesTheCostliestFirst_eachDrillOnce(Priority first, Priority second, int most, String chosen) {
        List<String> ids = new DrillPolicy(most, List.of(first, second), DRILLS)
                        .choose(
                                List.of(hit("slip", 5), hit("crash", 30)),
                                List.of(miss("light", 10), miss("other", 20), miss("heavy", 20)))
                        .stream()
                        .map(choice -> choice.drill().id())
                        .toList();
        assertThat(String.join(",", ids)).isEqualTo(chosen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CRITICAL_ERROR_MATCH | Critical error slip: Wrong (e-slip).",
                "HIGHEST_WEIGHT_MISS  | Missed objective heavy: Missed.",
            })
    void choose_saysWhy(Priority priority, String reason) {
        assertThat(new DrillPolicy(1, List.of(priority), DRILLS)
                        .choose(List.of(hit("slip", 5)), List.of(miss("heavy", 1))))
                .extracting(DrillPolicy.Choice::reason)
                .containsExactly(reason);
    }
}
