package dev.candor.foundation.capability;

import dev.candor.foundation.text.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 30m}, {@code 1.5h}, {@code 7d}, {@code 2w}. */
public final class Durations {
    /** For sentences. */
    public static final String EXAMPLES = "90s, 30m, 1.5h or 7d";

    private static final Pattern FORM = Pattern.compile("([0-9][0-9.]{0,11})(ms|s|m|h|d|w)");
    /** A thousand years and more. */
    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(86_400L * 999_999);

    private Durations() {}

    /** The duration that a text with a unit names; empty for any other text, and for more than people live. */
    public static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Numbers.decimal(form.group(1))
                .map(number -> number.multiply(seconds(form.group(2))))
                .filter(seconds -> seconds.compareTo(MAX_SECONDS) <= 0)
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }

    private static BigDecimal seconds(String unit) {
        return switch (unit) {
            case "ms" -> new BigDecimal("0.001");
            case "s" -> BigDecimal.ONE;
            case "m" -> BigDecimal.valueOf(60);
            case "h" -> BigDecimal.valueOf(3600);
            case "d" -> BigDecimal.valueOf(86_400);
            default -> BigDecimal.valueOf(604_800);
        };
    }
}
