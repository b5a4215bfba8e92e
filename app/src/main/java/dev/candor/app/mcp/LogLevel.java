package dev.candor.app.mcp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a message of the log matters: the severities of RFC 5424, least first. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    /** As the protocol writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<LogLevel> of(String word) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(word))
                .findFirst();
    }
}
