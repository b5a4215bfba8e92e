package dev.candor.insight.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
    /** The fifteen p-values of Benjamini and Hochberg (1995), section 4.1; four are significant at 5 %. */
    private static final double[] PUBLISHED = {
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0000
    };

    @Test
    void publishedValues_areAdjustedByTheirRanks() {
        double[] adjusted = BenjaminiHochberg.adjusted(PUBLISHED);
        assertThat(adjusted)
                .containsExactly(
                        new double[] {
                            0.0015,
                            0.003,
                            0.0095,
                            0.035625,
                            0.0603,
                            0.0638571428571,
                            0.0638571428571,
                            0.0645,
                            0.0765,
                            0.486,
                            0.5811818181818,
                            0.714875,
                            0.7532307692308,
                            0.8132142857143,
                            1
                        },
                        within(1e-12));
        assertThat(Arrays.stream(adjusted).filter(p -> p <= 0.05)).hasSize(4);
    }

    @Test
    void order_isThatOfTheGivenValues() {
        assertThat(BenjaminiHochberg.adjusted(new double[] {0.5, 0.01, 0.02}))
                .containsExactly(new double[] {0.5, 0.03, 0.03}, within(1e-15));
    }

    @Test
    void noneOrOne_isNotAdjusted() {
        assertThat(BenjaminiHochberg.adjusted(new double[0])).isEmpty();
        assertThat(BenjaminiHochberg.adjusted(new double[] {0.04})).containsExactly(0.04);
    }
}
