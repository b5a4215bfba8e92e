package dev.candor.sessions.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.sessions.score.Rubric.Verdict;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RubricTest {
    private static final Rubric OF_100 =
            new Rubric("x", new BigDecimal(100), new BigDecimal(80), new BigDecimal(65), List.of(), List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100   | 0    | 100   | pass",
                "80    | 0    | 80    | pass",
                "79.99 | 0    | 79.99 | conditional_pass",
                "85    | 20   | 65    | conditional_pass",
                "64.99 | 0    | 64.99 | fail",
                "0     | 0    | 0     | fail",
                "10    | 30.5 | 0     | fail",
                "120   | 10   | 100   | pass",
            })
    void verdict_isFoundFromTheSum(BigDecimal gained, BigDecimal lost, BigDecimal total, String status) {
        Verdict verdict = OF_100.verdict(gained, lost, List.of());
        assertThat(verdict.total()).isEqualByComparingTo(total);
        assertThat(verdict.status()).isEqualTo(status);
    }

    @Test
    void verdict_belowZero_saysWhatItCountsAs() {
        assertThat(OF_100.verdict(BigDecimal.TEN, new BigDecimal("30.5"), List.of())
                        .sentence())
                .isEqualTo("Score 0 of 100: 10 for objectives - 30.5 for critical errors = -20.5, which counts as 0."
                        + " Status fail, below 65.");
    }

    @Test
    void verdict_hardFail_failsWhateverThePoints() {
        Verdict verdict = OF_100.verdict(new BigDecimal(100), BigDecimal.ZERO, List.of("a", "b"));
        assertThat(verdict.status()).isEqualTo("fail");
        assertThat(verdict.total()).isEqualByComparingTo("100");
        assertThat(verdict.sentence()).endsWith("Status fail, whatever the points, because of a, b.");
    }
}
