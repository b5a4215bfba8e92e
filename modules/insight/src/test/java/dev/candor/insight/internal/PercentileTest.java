package dev.candor.insight.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentileTest {
    /** The ranks by exact fractions, halves to the even neighbour. */
    @ParameterizedTest
    @CsvSource({
        "1,0,0,0",
        "2,0,1,1",
        "3,1,2,2",
        "5,2,4,4",
        "10,4,9,9",
        "11,5,10,10",
        "20,10,18,19",
        "21,10,19,20",
        "30,14,28,29",
        "31,15,28,30",
        "51,25,48,50",
        "100,50,94,98",
        "101,50,95,99",
        "1000,500,949,989",
    })
    void ofValuesInAnyOrder_isTheValueOfThatRank(int count, double p50, double p95, double p99) {
        double[] descending =
                IntStream.range(0, count).mapToDouble(i -> count - 1 - i).toArray();
        assertThat(Percentile.of(descending, 0.50)).isEqualTo(p50);
        assertThat(Percentile.of(descending, 0.95)).isEqualTo(p95);
        assertThat(Percentile.of(descending, 0.99)).isEqualTo(p99);
    }

    @Test
    void noValues_haveNoPercentile() {
        assertThatThrownBy(() -> Percentile.of(new double[0], 0.95)).hasMessageContaining("found 0 values and 0.95");
    }
}
