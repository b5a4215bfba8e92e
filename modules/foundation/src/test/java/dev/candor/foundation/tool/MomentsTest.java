package dev.candor.foundation.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    private static ObjectValue since(String text) {
        return new ObjectValue(Map.of("since", JsonValue.of(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, 2026-11-20T00:00:00Z",
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00+02:00, 2026-11-20T08:00:00Z"
    })
    void dayOrMoment_isAnInstant(String text, Instant meant) throws ToolException {
        assertThat(Moments.of(since(text), "since")).contains(meant);
    }

    @Test
    void noArgument_isNoMoment() throws ToolException {
        assertThat(Moments.of(since("2026-11-20"), "until")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday!", "2026-02-30", "2026-11-20T10:00:00"})
    void anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Moments.of(since(text), "since"))
                .isInstanceOf(ToolException.class)
                .extracting("code", "message")
                .containsExactly(
                        "arguments-invalid",
                        "since must be a moment such as 2026-11-20T10:00:00Z or a day such as 2026-11-20, found '"
                                + text + "'");
    }
}
