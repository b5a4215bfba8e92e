package dev.candor.foundation.capability;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What counts as given, at every door: programs write null and empty texts for what they do not mean. */
public final class GivenArguments {
    private final Map<String, JsonValue> properties;
    private final List<String> required;

    /** Of an object with this JSON Schema. */
    public GivenArguments(ObjectValue schema) {
        this.properties = schema.object("properties").members();
        this.required = schema.texts("required");
    }

    /** The arguments without those that may be omitted and are null, or an empty text where a character is needed. */
    public ObjectValue of(ObjectValue arguments) {
        return without(arguments, true);
    }

    /** As {@link #of}, with empty texts kept, so that they are refused: for what must be told which. */
    public ObjectValue withEmptyTexts(ObjectValue arguments) {
        return without(arguments, false);
    }

    private ObjectValue without(ObjectValue arguments, boolean emptyTexts) {
        Map<String, JsonValue> given = new LinkedHashMap<>(arguments.members());
        given.entrySet()
                .removeIf(argument -> properties.containsKey(argument.getKey())
                        && !required.contains(argument.getKey())
                        && (argument.getValue() instanceof NullValue || (emptyTexts && isEmptyText(argument))));
        return new ObjectValue(given);
    }

    private boolean isEmptyText(Map.Entry<String, JsonValue> argument) {
        return argument.getValue() instanceof StringValue text
                && text.text().isEmpty()
                && properties.get(argument.getKey()) instanceof ObjectValue property
                && (property.integer("minLength").orElse(0L) > 0
                        || property.members().containsKey("enum")
                        || property.members().containsKey("pattern"));
    }
}
