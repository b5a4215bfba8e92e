package dev.candor.insight.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BernoulliCusumTest {
    @Test
    void successes_leaveTheSumAtZero_andFailuresRaiseIt() {
        BernoulliCusum cusum = new BernoulliCusum(19, 19);
        cusum.add(false);
        assertThat(cusum.sum()).isZero();
        cusum.add(true);
        assertThat(cusum.sum()).as("ln of 0.175 / 0.025").isEqualTo(1.945910, within(1e-6));
        cusum.add(false);
        assertThat(cusum.sum()).as("and of 0.825 / 0.975").isEqualTo(1.778856, within(1e-6));
    }

    @Test
    void changePoint_isTheRunAfterTheLastZero() {
        BernoulliCusum cusum = new BernoulliCusum(50, 99);
        boolean[] failures = {true, false, false, false, true, true, false, true};
        for (boolean failed : failures) {
            cusum.add(failed);
        }
        assertThat(cusum.changePoint()).isEqualTo(4);
        assertThat(cusum.sum()).isLessThan(BernoulliCusum.THRESHOLD);
    }

    @Test
    void rateNearZero_isHalved() {
        BernoulliCusum cusum = new BernoulliCusum(0, 4);
        cusum.add(true);
        assertThat(cusum.sum()).as("ln of 0.95 / 0.9").isEqualTo(0.054067, within(1e-6));
    }

    @Test
    void moreSuccessesThanRuns_areRefused() {
        assertThatThrownBy(() -> new BernoulliCusum(3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 0 to 2 successes among 2 runs, found 3");
    }
}
