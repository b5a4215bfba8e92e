package dev.candor.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a config file that says nothing but the switch, as Candor itself writes it: comments, {@code telemetry:}, and
 * {@code enabled: true} or {@code false} indented below. Whatever has anything else in it is for the YAML parser, which a
 * wrapped command would wait for.
 */
final class PlainSwitch {
    private static final String SECTION = "telemetry:";
    private static final String KEY = "enabled: ";

    private PlainSwitch() {}

    /** What the file says; empty when it must be parsed. */
    static Optional<Boolean> read(byte[] bytes) {
        boolean inSection = false;
        Optional<Boolean> enabled = Optional.empty();
        for (String line : new String(bytes, StandardCharsets.US_ASCII).split("\n", -1)) {
            if (line.isEmpty() || (line.startsWith("#") && isPlain(line))) {
                continue;
            }
            String value = line.strip();
            if (!inSection && line.equals(SECTION)) {
                inSection = true;
            } else if (inSection && enabled.isEmpty() && line.startsWith(" ") && isValue(value, line)) {
                enabled = Optional.of(value.equals(KEY + true));
            } else {
                return Optional.empty();
            }
        }
        return enabled;
    }

    private static boolean isValue(String value, String line) {
        return (value.equals(KEY + true) || value.equals(KEY + false))
                && line.equals(" ".repeat(line.length() - value.length()) + value);
    }

    /** What is no ASCII came as U+FFFD; other control characters than a tab are no YAML. */
    private static boolean isPlain(String comment) {
        return comment.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\t');
    }
}
