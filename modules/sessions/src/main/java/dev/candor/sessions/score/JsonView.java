package dev.candor.sessions.score;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An object in a file that keeps its schema, so that what is there has the right type.
 *
 * @param pointer where it stands
 */
record JsonView(String pointer, ObjectValue object) {
    String text(String name) {
        return object.text(name).orElseThrow();
    }

    Optional<BigDecimal> number(String name) {
        return object.members().get(name) instanceof NumberValue number
                ? Optional.of(number.number())
                : Optional.empty();
    }

    boolean isTrue(String name) {
        return object.members().get(name) instanceof BooleanValue flag && flag.value();
    }

    /** An object within it; an empty one when it is absent. */
    JsonView member(String name) {
        return new JsonView(
                pointer + "/" + name,
                object.members().get(name) instanceof ObjectValue member ? member : new ObjectValue(Map.of()));
    }

    /** The objects of a list within it; none when it is absent. */
    List<JsonView> members(String name) {
        List<JsonValue> items = items(name);
        return IntStream.range(0, items.size())
                .filter(i -> items.get(i) instanceof ObjectValue)
                .mapToObj(i -> new JsonView(pointer + "/" + name + "/" + i, (ObjectValue) items.get(i)))
                .toList();
    }

    /** The texts of a list within it; none when it is absent. */
    List<String> texts(String name) {
        return items(name).stream()
                .filter(StringValue.class::isInstance)
                .map(item -> ((StringValue) item).text())
                .toList();
    }

    private List<JsonValue> items(String name) {
        return object.members().get(name) instanceof ArrayValue array ? array.items() : List.of();
    }
}
