package dev.candor.items.run;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.items.file.Placeholders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Fills the configuration of a YAML tool, for one run: all its texts together have a bound. */
final class Template {
    private final Map<String, String> environment;
    private final Set<String> declared;
    private final ObjectValue params;
    private int room = Placeholders.MAX_TEXT;

    /**
     * What is filled in.
     *
     * @param declared the parameters that the tool takes
     * @param params those that are given or have a default
     */
    Template(Map<String, String> environment, Set<String> declared, ObjectValue params) {
        this.environment = Map.copyOf(environment);
        this.declared = Set.copyOf(declared);
        this.params = params;
    }

    ObjectValue params() {
        return params;
    }

    /** The text of a value with everything filled in. */
    String text(JsonValue value) throws ToolException {
        return filled(Placeholders.text(value), UnaryOperator.identity(), room);
    }

    /** An address with everything filled in; it has the bound of an argument. */
    String address(String text, UnaryOperator<String> encoded) throws ToolException {
        return filled(text, encoded, Placeholders.MAX_ARGUMENT);
    }

    /**
     * A text that has the bound of an argument, with everything filled in, but nothing at all for what is only the
     * placeholder of a parameter that is not given.
     */
    Optional<String> entry(JsonValue value) throws ToolException {
        if (value instanceof StringValue string && isAbsent(string.text())) {
            return Optional.empty();
        }
        return Optional.of(filled(Placeholders.text(value), UnaryOperator.identity(), Placeholders.MAX_ARGUMENT));
    }

    private String filled(String text, UnaryOperator<String> encoded, int most) throws ToolException {
        String filled = Placeholders.fill(text, environment, declared, params, encoded, Math.min(most, room));
        room -= filled.length();
        return filled;
    }

    /**
     * A value with all its texts filled in. What is only a placeholder becomes the parameter with its type, and goes when
     * it is not given.
     */
    Optional<JsonValue> value(JsonValue value) throws ToolException {
        return switch (value) {
            case StringValue string -> {
                Optional<String> only = Placeholders.only(string.text());
                Optional<JsonValue> given = only.flatMap(params::member).filter(Placeholders::isGiven);
                if (given.isPresent()) {
                    take(Placeholders.text(given.get()).length());
                }
                yield given.isPresent() || isAbsent(string.text()) ? given : Optional.of(JsonValue.of(text(string)));
            }
            case ObjectValue object -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                    take(member.getKey().length());
                    value(member.getValue()).ifPresent(filled -> members.put(member.getKey(), filled));
                }
                yield Optional.of(new ObjectValue(members));
            }
            case ArrayValue array -> {
                List<JsonValue> items = new ArrayList<>();
                for (JsonValue item : array.items()) {
                    value(item).ifPresent(items::add);
                }
                yield Optional.of(new ArrayValue(items));
            }
            case JsonValue.NumberValue plain -> Optional.of(plain);
            case JsonValue.BooleanValue plain -> Optional.of(plain);
            case JsonValue.NullValue plain -> Optional.of(plain);
        };
    }

    /** The same parameter many times is one in memory, but not in what is sent. */
    private void take(int length) throws ToolException {
        Placeholders.refuseIfLonger(length, room);
        room -= length;
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
