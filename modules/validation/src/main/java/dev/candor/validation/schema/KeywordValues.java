package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the keywords of a schema hold, whichever way they are written. */
final class KeywordValues {
    private KeywordValues() {}

    /** The texts of a list. */
    static List<String> texts(@Nullable JsonValue value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof ArrayValue list) {
            for (JsonValue item : list.items()) {
                if (item instanceof StringValue string) {
                    texts.add(string.text());
                }
            }
        }
        return texts;
    }

    /** The types of {@code type}; a number is also what an integer is. Empty when every type is allowed. */
    static Set<String> types(@Nullable JsonValue value) {
        Set<String> types = new TreeSet<>(texts(value));
        if (value instanceof StringValue one) {
            types.add(one.text());
        }
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    /** The values of {@code enum}, or the one of {@code const}. */
    static List<JsonValue> values(String keyword, @Nullable JsonValue value) {
        if (value == null) {
            return List.of();
        }
        return keyword.equals("enum") && value instanceof ArrayValue list ? list.items() : List.of(value);
    }

    /** How two numbers compare; empty when one of them is none. */
    static Optional<Integer> compare(@Nullable JsonValue one, @Nullable JsonValue other) {
        return one instanceof NumberValue first && other instanceof NumberValue second
                ? Optional.of(first.number().compareTo(second.number()))
                : Optional.empty();
    }
}
