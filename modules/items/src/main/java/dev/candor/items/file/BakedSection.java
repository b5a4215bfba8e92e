package dev.candor.items.file;

import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one form in which statistics stand in an item's file: a heading and six keys, a line each, all with the same end.
 * Only what has exactly this form is taken out again. Lines come with their ends.
 */
final class BakedSection {
    /** How many lines it has. */
    static final int LINES = 7;

    /** What stands behind the heading where taking the section out must leave front matter without a key. */
    private static final String MARK = " # in front matter that was empty";

    private static final String HEADING = "telemetry:";
    private static final String COUNT = "\\d{1,19}";

    private BakedSection() {}

    /**
     * The lines.
     *
     * @param prefix what each begins with: nothing, or the sign of a comment and a space
     * @param marked whether it stands in front matter that is empty without it
     * @param end of each line
     */
    static List<String> lines(ItemStatistics statistics, String prefix, boolean marked, String end) {
        List<String> lines = new ArrayList<>(LINES);
        lines.add(prefix + HEADING + (marked ? MARK : "") + end);
        statistics
                .json()
                .members()
                .forEach((key, value) -> lines.add(prefix + "  " + key + ": "
                        + switch (value) {
                            case NumberValue number -> number.text();
                            case StringValue text -> '"' + text.text() + '"';
                            case NullValue none -> "null";
                            default -> throw new IllegalStateException(key + " is no statistic");
                        }
                        + end));
        return lines;
    }

    /** Whether it begins at that line. */
    static boolean isAt(List<String> lines, int heading, String prefix) {
        if (heading + LINES > lines.size() || !lines.get(heading).startsWith(prefix + HEADING)) {
            return false;
        }
        Matcher form = form(prefix).matcher(String.join("", lines.subList(heading, heading + LINES)));
        return form.matches();
    }

    private static Pattern form(String prefix) {
        String sign = Pattern.quote(prefix);
        String member = "\\1" + sign + "  ";
        return Pattern.compile(sign + HEADING + "(?:" + Pattern.quote(MARK) + ")?(\\r?\\n)" + sign + "  total_runs: "
                + COUNT + member + "success_count: " + COUNT + member + "failure_count: " + COUNT + member
                + "success_rate: [01]\\.\\d{3}" + member + "avg_duration_ms: " + COUNT + "(?:\\.\\d{1,3})?" + member
                + "last_run: (?:\"" + ItemStatistics.MOMENT.pattern() + "\"|null)(?:\\1)?");
    }

    /** Whether it says of itself that the front matter around it is empty without it. */
    static boolean isMarked(String heading) {
        return heading.contains(MARK);
    }

    /** The line end of a line; empty for a last line without one. */
    static String endOf(String line) {
        return line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : "";
    }

    /** The line end that a text is written with: that of its first line. */
    static String endOf(List<String> lines) {
        return lines.isEmpty() || endOf(lines.getFirst()).isEmpty() ? "\n" : endOf(lines.getFirst());
    }

    /**
     * The lines with more of them before one, or at the end. What had no newline at its end has none afterwards either:
     * that is how {@link #without} knows.
     */
    static List<String> with(List<String> lines, int at, List<String> block, String end) {
        List<String> all = new ArrayList<>(lines);
        if (at == lines.size() && at > 0 && endOf(lines.getLast()).isEmpty()) {
            all.set(at - 1, lines.getLast() + end);
            all.addAll(block);
            String last = all.removeLast();
            all.add(last.substring(0, last.length() - end.length()));
        } else {
            all.addAll(at, block);
        }
        return all;
    }

    /** The lines without some of them, as they were before {@link #with}. */
    static List<String> without(List<String> lines, BakingPlace.Baked baked) {
        List<String> rest = new ArrayList<>(lines.subList(0, baked.from()));
        rest.addAll(lines.subList(baked.to(), lines.size()));
        String end = endOf(lines.get(baked.heading()));
        boolean cameWithItsEnd = baked.from() > 0
                && baked.to() == lines.size()
                && endOf(lines.getLast()).isEmpty();
        if (cameWithItsEnd && rest.getLast().endsWith(end)) {
            String last = rest.removeLast();
            rest.add(last.substring(0, last.length() - end.length()));
        }
        return rest;
    }

    /** The lines with other statistics in the place of those that are there. */
    static List<String> replaced(List<String> lines, BakingPlace.Baked baked, ItemStatistics statistics) {
        String heading = lines.get(baked.heading());
        String prefix = heading.substring(0, heading.indexOf(HEADING));
        String end = endOf(heading);
        List<String> block = lines(statistics, prefix, isMarked(heading), end);
        List<String> all = new ArrayList<>(lines);
        for (int i = 0; i < LINES; i++) {
            String line = block.get(i);
            int at = baked.heading() + i;
            all.set(at, endOf(lines.get(at)).isEmpty() ? line.substring(0, line.length() - end.length()) : line);
        }
        return all;
    }
}
