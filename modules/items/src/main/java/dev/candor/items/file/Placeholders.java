package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code {name}} or {@code {input:name}} with a parameter and, where variables are given, <code>${NAME}</code> or
 * <code>${NAME:-default}</code> with an environment variable. In one pass: what is filled in is never looked at again.
 */
public final class Placeholders {
    /** Linux allows 128 KiB for one argument, its end included. */
    public static final int MAX_ARGUMENT = 128 * 1024 - 1;

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{([^{}]{1,512})\\}|\\{(?:input:)?([A-Za-z_][A-Za-z0-9_-]{0,63})\\}");

    /** The longest that a text may become by filling in, in characters. */
    public static final int MAX_TEXT = 4 << 20;

    private Placeholders() {}

    /**
     * The text with its parameters filled in; placeholders of other names stay as they are.
     *
     * @throws ToolException {@code params-invalid} when it would have more than {@value #MAX_TEXT} characters
     */
    public static String fill(String text, ObjectValue params) throws ToolException {
        return replace(text, Optional.empty(), Set.of(), params, UnaryOperator.identity(), MAX_TEXT);
    }

    /**
     * The text with variables and parameters filled in.
     *
     * @param known names of parameters that may be absent: they become nothing; other names stay as they are
     * @param encoded how a parameter's text is written so that it stays one part of the whole
     * @param most how many characters it may come to
     * @throws ToolException {@code params-invalid} when it would be longer
     */
    public static String fill(
            String text,
            Map<String, String> variables,
            Set<String> known,
            ObjectValue params,
            UnaryOperator<String> encoded,
            int most)
            throws ToolException {
        return replace(text, Optional.of(variables), known, params, encoded, most);
    }

    private static String replace(
            String text,
            Optional<Map<String, String>> variables,
            Set<String> known,
            ObjectValue params,
            UnaryOperator<String> encoded,
            int most)
            throws ToolException {
        StringBuilder filled = new StringBuilder();
        Matcher match = PLACEHOLDER.matcher(text);
        int from = 0;
        while (match.find()) {
            String asItIs = match.group();
            String expression = match.group(1);
            String value = expression == null
                    ? params.member(match.group(2))
                            .filter(Placeholders::isGiven)
                            .map(given -> encoded.apply(text(given)))
                            .orElse(known.contains(match.group(2)) ? "" : asItIs)
                    : variables.map(all -> variable(expression, all)).orElse(asItIs);
            refuseIfLonger(filled.length() + match.start() - from + value.length(), most);
            filled.append(text, from, match.start()).append(value);
            from = match.end();
        }
        refuseIfLonger(filled.length() + text.length() - from, most);
        return filled.append(text, from, text.length()).toString();
    }

    public static void refuseIfLonger(int length, int most) throws ToolException {
        if (length > most) {
            throw ParameterSchema.invalid(
                    "filled in, they would make too long a text: one argument, header or address may" + " have "
                            + MAX_ARGUMENT + " characters, all texts together " + MAX_TEXT);
        }
    }

    private static String variable(String expression, Map<String, String> variables) {
        int dash = expression.indexOf(":-");
        return dash < 0
                ? variables.getOrDefault(expression.strip(), "")
                : variables.getOrDefault(expression.substring(0, dash).strip(), expression.substring(dash + 2));
    }

    /** The parameter that a text is the placeholder of, and nothing else. */
    public static Optional<String> only(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text.strip());
        return matcher.matches() ? Optional.ofNullable(matcher.group(2)) : Optional.empty();
    }

    /** The parameters that a text names. */
    public static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        PLACEHOLDER
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(2))
                .filter(name -> name != null)
                .forEach(names::add);
        return names;
    }

    public static boolean isGiven(JsonValue value) {
        return !(value instanceof NullValue);
    }

    /** A parameter as text: a string as it is, anything else as JSON. */
    public static String text(JsonValue value) {
        return value instanceof StringValue string ? string.text() : JsonWriter.compact(value);
    }
}
