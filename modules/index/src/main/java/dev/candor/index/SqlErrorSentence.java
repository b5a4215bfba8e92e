package dev.candor.index;

import java.util.List;
import java.util.regex.Pattern;

/** What DuckDB says of a failure, which is several lines with a drawing, as one sentence. */
final class SqlErrorSentence {
    private static final String PLACE = "LINE ";
    private static final int MAX_NEAR = 40;
    /** Settings are locked. */
    private static final Pattern SETTING_ADVICE = Pattern.compile("(\\. Use|, or) \"?SET [a-z_]+.*");

    private SqlErrorSentence() {}

    /** The first line, without advice to change a setting. */
    static String of(String message) {
        return SETTING_ADVICE
                .matcher(message.lines().findFirst().orElse("the query failed"))
                .replaceFirst("");
    }

    /** The first line, the place in the text of the query, and which columns there are, if DuckDB knows. */
    static String withPlace(String message) {
        List<String> lines = message.lines().toList();
        StringBuilder sentence = new StringBuilder(of(message));
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith(PLACE) && i + 1 < lines.size()) {
                sentence.append(place(lines.get(i), lines.get(i + 1)));
            }
        }
        lines.stream()
                .skip(1)
                .filter(line -> line.startsWith("Candidate"))
                .forEach(line -> sentence.append(". ").append(line));
        return sentence.toString();
    }

    private static String place(String line, String carets) {
        int colon = line.indexOf(':');
        int from = carets.indexOf('^');
        if (colon < 0 || from < 0 || from >= line.length()) {
            return "";
        }
        int to = Math.min(Math.min(carets.lastIndexOf('^') + 1, from + MAX_NEAR), line.length());
        return " (line " + line.substring(PLACE.length(), colon) + ", near '" + line.substring(from, to) + "')";
    }
}
