package dev.candor.items.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunLimitsTest {
    @Test
    void of_withinTheBounds_isThatLong() {
        assertThat(RunLimits.seconds(JsonValue.parse("0.25"))).contains(Duration.ofMillis(250));
        assertThat(RunLimits.seconds(JsonValue.parse("8.64e4"))).contains(Duration.ofDays(1));
        assertThat(RunLimits.seconds(JsonValue.parse("1e-12"))).contains(Duration.ofNanos(1));
    }

    @Test
    void of_anythingElse_isNothing() {
        for (String none : new String[] {"0", "-1", "86400.001", "1e300", "\"5\"", "null"}) {
            assertThat(RunLimits.seconds(JsonValue.parse(none))).as(none).isEmpty();
        }
    }
}
