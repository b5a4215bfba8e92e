package dev.candor.foundation.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "100, 100",
        "100.0, 100",
        "1e2, 100",
        "1E+2, 100",
        "+5, 5",
        "-7, -7",
        "007, 7",
        "2.50e1, 25",
        "1000e-1, 100",
        "0e9000, 0",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808.0," + " -9223372036854775808"
    })
    void wholeNumber_isWholeInAnySpelling(String text, long number) {
        assertThat(Numbers.whole(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1.5",
                "1e-1",
                "9223372036854775808",
                "1e19",
                "1e9000",
                "NaN",
                "0x10",
                "1_0",
                "1 0",
                "\u0663",
                "1d"
            })
    void anythingElse_isNoWholeNumber(String text) {
        assertThat(Numbers.whole(text)).isEmpty();
    }

    @Test
    void fraction_isExact() {
        assertThat(Numbers.decimal("2.5")).contains(new BigDecimal("2.5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e99999999999", "1e", "Infinity"})
    void exponentThatNobodyMeans_isNoNumber(String text) {
        assertThat(Numbers.decimal(text)).isEmpty();
    }
}
