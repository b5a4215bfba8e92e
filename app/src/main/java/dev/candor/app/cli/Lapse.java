package dev.candor.app.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long something may take, as a person writes it: {@code 90s}, {@code 30m}, {@code 1h}, {@code 7d}; never 0. */
final class Lapse {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

    private Lapse() {}

    /** What a flag's value names, if there is one. */
    static Optional<Duration> of(String flag, Optional<String> text) throws UsageException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text.get());
        if (!form.matches()) {
            throw new UsageException(
                    "the flag " + flag + " needs a time such as 90s, 30m, 1h or 7d, found '" + text.get() + "'");
        }
        long number = Long.parseLong(form.group(1));
        return Optional.of(
                switch (form.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }
}
