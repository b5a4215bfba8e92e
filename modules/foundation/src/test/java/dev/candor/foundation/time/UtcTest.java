package dev.candor.foundation.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("sets the locale and the time zone")
class UtcTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-28T14:22:00Z, 2026-01-28T14:22:00.000Z",
        "2026-01-28T14:22:00.1Z, 2026-01-28T14:22:00.100Z",
        "2026-12-31T23:59:59.999999999Z, 2026-12-31T23:59:59.999Z",
        "2024-02-29T00:00:00.001Z, 2024-02-29T00:00:00.001Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
    })
    void timestamp_anyInstant_hasMillisecondsAndZ(Instant instant, String text) {
        assertThat(Utc.timestamp(instant)).isEqualTo(text).hasSize(24);
    }

    @Test
    void timestamp_readBack_isTheInstantInMilliseconds() {
        Instant instant = Instant.ofEpochMilli(1_769_610_120_123L);
        assertThat(Instant.parse(Utc.timestamp(instant))).isEqualTo(instant);
    }

    @Test
    void timestamp_otherTimeZoneAndLocale_areOfNoMatter() {
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Utc.timestamp(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }
}
