package dev.candor.execution.internal;

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
final class Placeholders {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{([^{}]{1,512})\\}|\\{(?:input:)?([A-Za-z_][A-Za-z0-9_-]{0,63})\\}");

    private Placeholders() {}

    /** The text with its parameters filled in; placeholders of other names stay as they are. */
    static String fill(String text, ObjectValue params) {
        return replace(text, Optional.empty(), Set.of(), params, UnaryOperator.identity());
    }

    /**
     * The text with variables and parameters filled in.
     *
     * @param known names of parameters that may be absent: they become nothing; other names stay as they are
     * @param encoded how a parameter's text is written so that it stays one part of the whole
     */
    static String fill(
            String text,
            Map<String, String> variables,
            Set<String> known,
            ObjectValue params,
            UnaryOperator<String> encoded) {
        return replace(text, Optional.of(variables), known, params, encoded);
    }

    private static String replace(
            String text,
            Optional<Map<String, String>> variables,
            Set<String> known,
            ObjectValue params,
            UnaryOperator<String> encoded) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String name = match.group(2);
            if (name == null) {
                return Matcher.quoteReplacement(
                        variables.map(all -> variable(match.group(1), all)).orElse(match.group()));
            }
            return Matcher.quoteReplacement(params.member(name)
                    .filter(Placeholders::isGiven)
                    .map(value -> encoded.apply(text(value)))
                    .orElse(known.contains(name) ? "" : match.group()));
        });
    }

    private static String variable(String expression, Map<String, String> variables) {
        int dash = expression.indexOf(":-");
        return dash < 0
                ? variables.getOrDefault(expression.strip(), "")
                : variables.getOrDefault(expression.substring(0, dash).strip(), expression.substring(dash + 2));
    }

    /** The parameter that a text is the placeholder of, and nothing else. */
    static Optional<String> only(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text.strip());
        return matcher.matches() ? Optional.ofNullable(matcher.group(2)) : Optional.empty();
    }

    /** The parameters that a text names. */
    static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        PLACEHOLDER
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(2))
                .filter(name -> name != null)
                .forEach(names::add);
        return names;
    }

    static boolean isGiven(JsonValue value) {
        return !(value instanceof NullValue);
    }

    /** A parameter as text: a string as it is, anything else as JSON. */
    static String text(JsonValue value) {
        return value instanceof StringValue string ? string.text() : JsonWriter.compact(value);
    }
}
