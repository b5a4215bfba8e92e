package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Our values as Jackson's, for networknt to read. */
final class JsonNodes {
    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private JsonNodes() {}

    static JsonNode node(JsonValue value) {
        return switch (value) {
            case ObjectValue object -> {
                ObjectNode node = FACTORY.objectNode();
                object.members().forEach((name, member) -> node.set(name, node(member)));
                yield node;
            }
            case ArrayValue array -> {
                ArrayNode node = FACTORY.arrayNode();
                array.items().forEach(item -> node.add(node(item)));
                yield node;
            }
            case StringValue string -> FACTORY.stringNode(string.text());
            case NumberValue number -> number(number.number());
            case BooleanValue bool -> FACTORY.booleanNode(bool.value());
            case NullValue nothing -> FACTORY.nullNode();
        };
    }

    private static JsonNode number(BigDecimal number) {
        return number.scale() == 0
                ? FACTORY.numberNode(number.toBigIntegerExact())
                : (JsonNode) FACTORY.numberNode(number);
    }
}
