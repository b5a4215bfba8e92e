package dev.candor.sessions.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.sessions.score.CriticalTally.Hit;
import dev.candor.sessions.score.Microdrills.Microdrill;
import dev.candor.sessions.score.Microdrills.Miss;
import dev.candor.sessions.score.Microdrills.Priority;
import dev.candor.sessions.score.Microdrills.SelectionPolicy;
import dev.candor.sessions.score.Microdrills.Trigger;
import dev.candor.sessions.score.Rubric.CriticalError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrodrillsTest {
    private static final List<Microdrill> DRILLS = List.of(
            drill("light", List.of("light"), List.of()),
            drill("heavy", List.of("heavy", "other"), List.of("slip")),
            drill("heavy2", List.of("heavy"), List.of()),
            drill("crash", List.of(), List.of("crash")),
            drill("never", List.of(), List.of()));

    private static Microdrill drill(String id, List<String> missed, List<String> errors) {
        return new Microdrill(id, List.of(), new Trigger(missed, errors), Optional.empty());
    }

    private static Microdrills choosing(int most, Priority... priority) {
        return new Microdrills("x", DRILLS, new SelectionPolicy(most, List.of(priority)));
    }

    private static Hit hit(String code, int penalty) {
        CriticalError error =
                new CriticalError(code, BigDecimal.valueOf(penalty), false, "t", Optional.empty(), "Wrong.");
        return new Hit(error, "e-" + code);
    }

    private static Miss miss(String id, int weight) {
        return new Miss(id, BigDecimal.valueOf(weight), "Missed.");
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
        List<String> ids = choosing(most, first, second)
                .choose(
                        List.of(hit("slip", 5), hit("crash", 30)),
                        List.of(miss("light", 10), miss("other", 20), miss("heavy", 20)))
                .stream()
                .map(choice -> choice.drill().microdrillId())
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
        assertThat(choosing(1, priority).choose(List.of(hit("slip", 5)), List.of(miss("heavy", 1))))
                .extracting(Microdrills.Choice::reason)
                .containsExactly(reason);
    }
}
