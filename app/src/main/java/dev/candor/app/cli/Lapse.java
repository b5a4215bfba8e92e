package dev.candor.app.cli;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long something may take, as a person writes it: {@code 90s}, {@code 30m}, {@code 1h}, {@code 7d}. */
final class Lapse {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})(s|m|h|d)");
    private static final Map<String, Long> UNITS = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);

    private Lapse() {}

    /** The seconds that a flag's value names, if there is one. */
    static Optional<Long> seconds(String flag, Optional<String> text) throws UsageException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text.get());
        if (!form.matches()) {
            throw new UsageException(
                    "the flag " + flag + " needs a time such as 90s, 30m, 1h or 7d, found '" + text.get() + "'");
        }
        return Optional.of(Long.parseLong(form.group(1)) * UNITS.getOrDefault(form.group(2), 1L));
    }
}
