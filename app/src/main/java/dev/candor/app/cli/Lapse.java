package dev.candor.app.cli;

import dev.candor.foundation.text.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long something may take, as a person writes it: {@code 90s}, {@code 30m}, {@code 1h}, {@code 7d}, {@code 1.5h}; never less than a second. */
final class Lapse {
    private static final Pattern FORM = Pattern.compile("([0-9][0-9.]{0,11})([smhd])");

    /** A thousand years and more. */
    private static final BigDecimal LONGEST = BigDecimal.valueOf(86_400L * 999_999_999);

    private Lapse() {}

    /** What a flag's value names, if there is one. */
    static Optional<Duration> of(String flag, Optional<String> text) throws UsageException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text.get());
        Optional<BigDecimal> number = form.matches() ? Numbers.decimal(form.group(1)) : Optional.empty();
        if (number.isPresent()) {
            BigDecimal seconds = number.get().multiply(BigDecimal.valueOf(seconds(form.group(2))));
            if (seconds.compareTo(BigDecimal.ONE) >= 0 && seconds.compareTo(LONGEST) <= 0) {
                return Optional.of(Duration.ofSeconds(seconds.longValue()));
            }
        }
        throw new UsageException(
                "the flag " + flag + " needs a time such as 90s, 30m, 1.5h or 7d, found '" + text.get() + "'");
    }

    private static long seconds(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 86_400;
        };
    }
}
