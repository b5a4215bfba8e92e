package dev.candor.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeantWordTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "trails, trails, 0",
        "trials, trails, 1",
        "trials, triage, 2",
        "stauts, status, 1"
    })
    void distance_countsASwapOfNeighboursOnce(String from, String to, int distance) {
        assertThat(MeantWord.distance(from, to)).isEqualTo(distance);
        assertThat(MeantWord.distance(to, from)).isEqualTo(distance);
    }

    @Test
    void nearestWord_isMeant() {
        assertThat(MeantWord.hint("trials", List.of("triage", "trails"))).isEqualTo(" (did you mean \"trails\"?)");
        assertThat(MeantWord.hint("failure", List.of("success", "failed"))).isEqualTo(" (did you mean \"failed\"?)");
        assertThat(MeantWord.hint("x", List.of("success"))).isEmpty();
    }
}
