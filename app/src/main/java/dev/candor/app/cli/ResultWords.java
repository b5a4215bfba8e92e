package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.tool.Wording;
import java.util.List;
import java.util.Map;

/** What the result of a tool holds, for a person to read: what others wrote cannot steer the terminal. */
final class ResultWords {
    private static final int LONGEST = 500;

    private ResultWords() {}

    /** The text of a member on one line; {@code -} when it has none. */
    static String text(ObjectValue object, String name) {
        return object.text(name).map(ResultWords::line).orElse("-");
    }

    static String line(String text) {
        return Wording.line(text, LONGEST);
    }

    static long number(ObjectValue object, String name) {
        return object.integer(name).orElse(0L);
    }

    static ObjectValue object(ObjectValue object, String name) {
        return object.members().get(name) instanceof ObjectValue member ? member : new ObjectValue(Map.of());
    }

    static List<ObjectValue> objects(ObjectValue object, String name) {
        return items(object, name).stream()
                .filter(ObjectValue.class::isInstance)
                .map(ObjectValue.class::cast)
                .toList();
    }

    static List<String> texts(ObjectValue object, String name) {
        return items(object, name).stream()
                .filter(StringValue.class::isInstance)
                .map(item -> line(((StringValue) item).text()))
                .toList();
    }

    private static List<JsonValue> items(ObjectValue object, String name) {
        return object.members().get(name) instanceof ArrayValue array ? array.items() : List.of();
    }

    /** A text, with spaces behind it up to a width. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
