package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.insight.RunWindow.Outcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunWindowTest {
    @Test
    void tieThatASumMisses_goesToTheEvenNeighbourAllTheSame() {
        double difference = (1 / 20.0 + 9 / 16.0) / 2 - 0.5;
        assertThat(difference).as("the tie is at -0.19375").isGreaterThan(-0.19375);
        assertThat(RunWindow.rounded(difference)).isEqualTo(new BigDecimal("-0.1938"));
    }

    @Test
    void durations_haveNoZerosAtTheEnd_andNoExponent() {
        assertThat(RunWindow.ms(16_000)).isEqualTo(new BigDecimal("16000"));
        assertThat(RunWindow.ms(12.5)).isEqualTo(new BigDecimal("12.5"));
        assertThat(RunWindow.ms(0.0005)).isEqualTo(new BigDecimal("0"));
    }

    @Test
    void noRuns_haveNoOutcomes() {
        assertThat(RunWindow.of(List.of())).isEqualTo(new RunWindow(0, 0, 0, 0));
    }

    @Test
    void unknownOutcomes_areNoSuccessesAndNoFailures() {
        assertThat(RunWindow.of(List.of(
                        new Outcome(Optional.empty(), Optional.of(7.0)),
                        new Outcome(Optional.of(false), Optional.of(3.0)))))
                .isEqualTo(new RunWindow(2, 0, 1, 7));
    }
}
