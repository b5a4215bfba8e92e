package dev.candor.app.mcp;

import dev.candor.validation.schema.Violation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /**
     * The level of that name.
     *
     * @param where what the client wrote it into
     */
    static LogLevel named(String where, String word) throws McpError {
        return of(word).orElseThrow(() -> McpError.invalidParams("expected " + where + " to be one of "
                + Arrays.stream(values()).map(LogLevel::word).collect(Collectors.joining(", ")) + ", found "
                + Violation.quoted(word)));
    }
}
