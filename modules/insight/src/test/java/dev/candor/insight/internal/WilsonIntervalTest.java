package dev.candor.insight.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
    /** The last but two are the examples of Newcombe (1998), method 3, to more digits; all computed with 60 digits. */
    @ParameterizedTest
    @CsvSource({
        "0,0,0,1",
        "0,1,0,0.793450685622763",
        "1,1,0.206549314377237,1",
        "4,8,0.215216062213878,0.784783937786122",
        "19,20,0.763868806553258,0.991118551199205",
        "20,20,0.838874841947181,1",
        "999999,1000000,0.999994335088196,0.999999823475423",
        "0,20,0,0.161125158052819",
        "1,29,0.006113214292763,0.171755218793203",
        "15,148,0.062386399530736,0.160487241723308",
        "81,263,0.255288519878274,0.366209576982800",
    })
    void ofSuccesses_isThePublishedInterval(long successes, long runs, double low, double high) {
        WilsonInterval interval = WilsonInterval.of(successes, runs);
        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    @Test
    void moreSuccessesThanRuns_areRefused() {
        assertThatThrownBy(() -> WilsonInterval.of(2, 1)).hasMessage("expected 0 to 1 successes among 1 runs, found 2");
    }
}
