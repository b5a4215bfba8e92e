package dev.candor.foundation.tool;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Moments among the arguments of a tool. */
public final class Moments {
    private static final int DATE_LENGTH = 10;

    private Moments() {}

    /**
     * The moment that an argument names, a day being its beginning in UTC; empty without that argument.
     *
     * @throws ToolException {@code arguments-invalid}: the argument names none
     */
    public static Optional<Instant> of(ObjectValue arguments, String name) throws ToolException {
        Optional<String> text = arguments.text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.get().length() == DATE_LENGTH
                            ? LocalDate.parse(text.get())
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : OffsetDateTime.parse(text.get()).toInstant());
        } catch (DateTimeException e) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "arguments-invalid",
                    name + " must be a moment such as 2026-11-20T10:00:00Z or a day such as 2026-11-20, found '"
                            + text.get() + "'");
        }
    }
}
