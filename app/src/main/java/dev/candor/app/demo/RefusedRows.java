package dev.candor.app.demo;

import dev.candor.app.demo.Story.Row;
import dev.candor.validation.contract.Contract;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows that somebody got wrong: a new emitter, a clock of its own, a run told twice. */
final class RefusedRows {
    /** The source and the row of each, with {@code @} for its moment. */
    private static final String FILE = "refused-rows.txt";
    /** A run that is there already, with another duration. */
    private static final String CONFLICT = "CONFLICT";

    private static final Pattern DURATION = Pattern.compile("(\"duration_ms\":)(\\d)");

    private final List<String> lines;

    /** A row as it is sent. */
    record Refused(String source, String text) {}

    RefusedRows() {
        lines = Story.lines(FILE);
    }

    int count() {
        return lines.size();
    }

    /**
     * One of them.
     *
     * @param at when it comes
     * @param before what was accepted on that day
     */
    Refused row(int place, Instant at, List<Row> before) {
        String line = lines.get(place);
        int space = line.indexOf(' ');
        String text = line.substring(space + 1);
        return new Refused(
                line.substring(0, space), text.equals(CONFLICT) ? toldOtherwise(before) : Story.filled(text, at));
    }

    private static String toldOtherwise(List<Row> before) {
        return before.stream()
                .filter(row -> row.contract().equals(Contract.EXECUTION))
                .map(row -> DURATION.matcher(row.json()))
                .filter(Matcher::find)
                .findFirst()
                .map(duration -> duration.replaceFirst("$19$2"))
                .orElse("");
    }
}
