package dev.candor.foundation.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, 2026-11-20T00:00:00Z",
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00+02:00, 2026-11-20T08:00:00Z",
        "7d, 2026-11-15T00:00:00Z",
        "1.5h, 2026-11-21T22:30:00Z"
    })
    void dayMomentOrHowLongAgo_isAnInstant(String text, Instant meant) throws InvalidArgumentException {
        assertThat(Moments.parse("since", text, NOW)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday!", "2026-02-30", "2026-11-20T10:00:00", "7y"})
    void anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Moments.parse("since", text, NOW))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("must be a moment such as 2026-11-20T10:00:00Z, a day such as 2026-11-20, or how long ago"
                        + " such as 7d, 12h or 90s; found '" + text + "'");
    }
}
