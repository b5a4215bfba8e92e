package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LapseTest {
    @ParameterizedTest
    @CsvSource({"45s, PT45S", "90m, PT1H30M", "12h, PT12H", "30d, PT720H", "1.5h, PT1H30M", "90.0s, PT1M30S"})
    void lapse_isANumberAndAUnit(String text, Duration meant) throws UsageException {
        assertThat(Lapse.of("--older-than", Optional.of(text))).contains(meant);
    }

    @Test
    void noFlag_isNoLapse() throws UsageException {
        assertThat(Lapse.of("--older-than", Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d", "0s", "", "7", "d", "-1h", "1h30m", "0.5s", "1.2.3h", ".h", "99999999999d"})
    void anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Lapse.of("--older-than", Optional.of(text)))
                .isInstanceOf(UsageException.class)
                .hasMessage("the flag --older-than needs a time such as 90s, 30m, 1.5h or 7d, found '" + text + "'");
    }
}
