package dev.candor.execution.internal;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a YAML tool declares: a list of {@code {name, type, required, default, enum}} or a JSON Schema object. */
final class DeclaredParameters {
    private DeclaredParameters() {}

    /**
     * The rules of a tool.
     *
     * @param tool the whole document; {@code parameters} or {@code config_schema} counts
     * @throws ToolException {@code item-invalid} when the declaration makes no sense
     */
    static ParameterRules of(ObjectValue tool) throws ToolException {
        Optional<JsonValue> declared =
                tool.member("parameters").or(() -> tool.member("config_schema")).filter(Placeholders::isGiven);
        if (declared.isEmpty()) {
            return ParameterRules.none();
        }
        if (declared.get() instanceof ArrayValue list) {
            List<ParameterRule> rules = new ArrayList<>();
            for (JsonValue item : list.items()) {
                ObjectValue parameter = object(item, "each entry of parameters");
                String name = parameter.text("name").orElse("");
                rules.add(rule(name, parameter, parameter.member("required").equals(yes())));
            }
            return new ParameterRules(rules, false);
        }
        return schema(object(declared.get(), "parameters"));
    }

    private static ParameterRules schema(ObjectValue schema) throws ToolException {
        Set<String> required = new LinkedHashSet<>();
        if (schema.member("required").orElse(null) instanceof ArrayValue names) {
            names.items().forEach(name -> required.add(Placeholders.text(name)));
        }
        List<ParameterRule> rules = new ArrayList<>();
        ObjectValue properties =
                object(schema.member("properties").orElse(new ObjectValue(Map.of())), "parameters.properties");
        for (Map.Entry<String, JsonValue> property : properties.members().entrySet()) {
            rules.add(rule(
                    property.getKey(),
                    object(property.getValue(), "parameters.properties." + property.getKey()),
                    required.contains(property.getKey())));
        }
        return new ParameterRules(rules, schema.member("additionalProperties").equals(yes()));
    }

    private static ParameterRule rule(String name, ObjectValue parameter, boolean required) throws ToolException {
        if (!ParameterRules.isName(name)) {
            throw broken("a parameter's name is a letter or _ and up to 63 more letters, digits, _ and -, found '"
                    + name + "'");
        }
        List<JsonValue> allowed =
                parameter.member("enum").orElse(null) instanceof ArrayValue values ? values.items() : List.of();
        return new ParameterRule(
                name,
                types(name, parameter),
                required,
                parameter.member("default").filter(Placeholders::isGiven),
                allowed);
    }

    private static Set<String> types(String name, ObjectValue parameter) throws ToolException {
        Set<String> types = new LinkedHashSet<>();
        List<JsonValue> words = switch (parameter.member("type").orElse(new ArrayValue(List.of()))) {
            case ArrayValue several -> several.items();
            case JsonValue one -> List.of(one);
        };
        for (JsonValue word : words) {
            types.add(ParameterRule.type(word instanceof StringValue string ? string.text() : "")
                    .orElseThrow(() -> broken("the type of " + name
                            + " must be string, integer, number, boolean, array or object, found "
                            + Placeholders.text(word))));
        }
        return types;
    }

    private static Optional<JsonValue> yes() {
        return Optional.of(new BooleanValue(true));
    }

    private static ObjectValue object(JsonValue value, String what) throws ToolException {
        if (value instanceof ObjectValue object) {
            return object;
        }
        throw broken(what + " must be a mapping");
    }

    static ToolException broken(String why) {
        return new ToolException(
                ToolException.Kind.REFUSED, "item-invalid", "The item cannot be run: " + why + ". Correct its file.");
    }
}
