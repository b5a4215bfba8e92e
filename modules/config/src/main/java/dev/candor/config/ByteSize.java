package dev.candor.config;

import dev.candor.foundation.text.Numbers;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of bytes as people write them: {@code 500}, {@code 10MB} (ten million), {@code 1.5 GiB} (1024³ and a half). */
public final class ByteSize {
    /** What is accepted, as the end of a sentence. */
    public static final String FORM = "a number of bytes such as 500000, 10MB or 2GiB";

    private static final Pattern SIZE = Pattern.compile("([0-9][0-9.e+]{0,20}) ?([kmgt]?i?b)?");
    private static final Map<String, Long> UNITS = Map.of(
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "tb", 1_000_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "tib", 1L << 40);

    private ByteSize() {}

    /** How many bytes that is; empty when it is no amount, or more than a file can have. */
    public static OptionalLong parse(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return OptionalLong.empty();
        }
        Long unit = UNITS.get(size.group(2) == null ? "b" : size.group(2));
        Optional<BigDecimal> number = Numbers.decimal(size.group(1));
        return unit == null || number.isEmpty()
                ? OptionalLong.empty()
                : Numbers.whole(number.get().multiply(BigDecimal.valueOf(unit)).toString());
    }

    /** The amount for people, with the largest unit that it reaches: {@code 10.5 MB}. */
    public static String text(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        long unit = 1000;
        int power = 0;
        while (bytes / unit >= 1000 && power < 3) {
            unit *= 1000;
            power++;
        }
        return bytes / unit + "." + bytes % unit * 10 / unit + " " + "kMGT".charAt(power) + "B";
    }
}
