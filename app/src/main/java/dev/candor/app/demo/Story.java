package dev.candor.app.demo;

import dev.candor.app.demo.Month.Day;
import dev.candor.foundation.time.Utc;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What happened in a month, told day by day in rows. */
interface Story {
    /**
     * Tells a day; what begins on it may end later.
     *
     * @param rows how many rows to tell, about
     */
    void tell(Day day, long rows, List<Row> told);

    /** A row as JSON, and when it came. Templates have ' for ", which no value has. */
    record Row(Contract contract, Instant at, String json) {
        static Row of(Contract contract, Instant at, String template, Object... values) {
            return new Row(contract, at, filled(template, values).replace('\'', '"'));
        }
    }

    /** The lines of a file that stands beside the stories. */
    static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(Story.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** The template with a value in place of each {@code @}. */
    static String filled(String template, Object... values) {
        StringBuilder filled = new StringBuilder(2 * template.length());
        int from = 0;
        for (Object value : values) {
            int to = template.indexOf('@', from);
            filled.append(template, from, to).append(value instanceof Instant at ? Utc.timestamp(at) : value);
            from = to + 1;
        }
        return filled.append(template, from, template.length()).toString();
    }
}
