package dev.candor.execution.internal;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Fills the configuration of a YAML tool.
 *
 * @param declared the parameters that the tool takes
 * @param params those that are given or have a default
 */
record Template(Map<String, String> environment, Set<String> declared, ObjectValue params) {
    /** The text of a value with everything filled in. */
    String text(JsonValue value) {
        return text(Placeholders.text(value), UnaryOperator.identity());
    }

    String text(String text, UnaryOperator<String> encoded) {
        return Placeholders.fill(text, environment, declared, params, encoded);
    }

    /** The same, but nothing at all for what is only the placeholder of a parameter that is not given. */
    Optional<String> entry(JsonValue value) {
        boolean absent = value instanceof StringValue string && isAbsent(string.text());
        return absent ? Optional.empty() : Optional.of(text(value));
    }

    /**
     * A value with all its texts filled in. What is only a placeholder becomes the parameter with its type, and goes when
     * it is not given.
     */
    Optional<JsonValue> value(JsonValue value) {
        return switch (value) {
            case StringValue string -> {
                Optional<String> only = Placeholders.only(string.text());
                Optional<JsonValue> given = only.flatMap(params::member).filter(Placeholders::isGiven);
                yield given.isPresent() || isAbsent(string.text()) ? given : Optional.of(JsonValue.of(text(string)));
            }
            case ObjectValue object -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                object.members()
                        .forEach((name, member) -> value(member).ifPresent(filled -> members.put(name, filled)));
                yield Optional.of(new ObjectValue(members));
            }
            case ArrayValue array -> {
                List<JsonValue> items = new ArrayList<>();
                array.items().forEach(item -> value(item).ifPresent(items::add));
                yield Optional.of(new ArrayValue(items));
            }
            case JsonValue.NumberValue plain -> Optional.of(plain);
            case JsonValue.BooleanValue plain -> Optional.of(plain);
            case JsonValue.NullValue plain -> Optional.of(plain);
        };
    }

    private boolean isAbsent(String text) {
        return Placeholders.only(text)
                .filter(name -> declared.contains(name)
                        && params.member(name).filter(Placeholders::isGiven).isEmpty())
                .isPresent();
    }

    /** The parameters that no text of a configuration names. */
    ObjectValue unnamedIn(JsonValue config) {
        Set<String> named = new TreeSet<>();
        collect(config, named);
        Map<String, JsonValue> rest = new LinkedHashMap<>(params.members());
        rest.keySet().removeAll(named);
        return new ObjectValue(rest);
    }

    private static void collect(JsonValue value, Set<String> names) {
        if (value instanceof StringValue string) {
            names.addAll(Placeholders.names(string.text()));
        } else if (value instanceof ObjectValue object) {
            object.members().values().forEach(member -> collect(member, names));
        } else if (value instanceof ArrayValue array) {
            array.items().forEach(item -> collect(item, names));
        }
    }
}
