package dev.candor.execution.internal;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one parameter must be.
 *
 * @param types JSON types, any of which will do; none for any value
 * @param allowed the only values; none for all
 */
record ParameterRule(
        String name, Set<String> types, boolean required, Optional<JsonValue> defaultValue, List<JsonValue> allowed) {
    /** The JSON types, and what authors of items write for them. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("string", "string"),
            Map.entry("str", "string"),
            Map.entry("integer", "integer"),
            Map.entry("int", "integer"),
            Map.entry("number", "number"),
            Map.entry("float", "number"),
            Map.entry("boolean", "boolean"),
            Map.entry("bool", "boolean"),
            Map.entry("array", "array"),
            Map.entry("list", "array"),
            Map.entry("object", "object"),
            Map.entry("dict", "object"),
            Map.entry("null", "null"));

    ParameterRule {
        types = Set.copyOf(types);
        allowed = List.copyOf(allowed);
    }

    /** The JSON type that a word means, if it means one. */
    static Optional<String> type(String word) {
        return Optional.ofNullable(TYPES.get(word));
    }

    /** What is wrong with a value, as a part of a sentence; empty when nothing is. */
    Optional<String> flaw(JsonValue value) {
        if (!types.isEmpty() && types.stream().noneMatch(type -> is(type, value))) {
            return Optional.of(name + " must be " + words() + ", found " + typeOf(value));
        }
        if (!allowed.isEmpty() && allowed.stream().noneMatch(one -> same(one, value))) {
            return Optional.of(name + " must be one of "
                    + allowed.stream().map(JsonWriter::compact).collect(Collectors.joining(", ")));
        }
        return Optional.empty();
    }

    /** Its types in words. */
    String words() {
        return types.isEmpty() ? "any value" : types.stream().sorted().collect(Collectors.joining(" or "));
    }

    private static boolean is(String type, JsonValue value) {
        return type.equals(typeOf(value)) || (type.equals("number") && value instanceof NumberValue);
    }

    private static String typeOf(JsonValue value) {
        return switch (value) {
            case StringValue string -> "string";
            case NumberValue number -> isWhole(number) ? "integer" : "number";
            case BooleanValue bool -> "boolean";
            case ArrayValue array -> "array";
            case ObjectValue object -> "object";
            case NullValue none -> "null";
        };
    }

    static boolean isWhole(NumberValue number) {
        return number.number().stripTrailingZeros().scale() <= 0;
    }

    private static boolean same(JsonValue one, JsonValue other) {
        if (one instanceof NumberValue number && other instanceof NumberValue value) {
            return number.number().compareTo(value.number()) == 0;
        }
        return one.equals(other);
    }
}
