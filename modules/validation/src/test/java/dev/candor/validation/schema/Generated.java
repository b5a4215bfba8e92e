package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Schemas of the compiled keywords, and rows that keep them, nearly keep them, or ignore them. One seed, one series. */
final class Generated {
    static final List<String> NAMES =
            List.of("a", "b", "skill", "", "a/b", "m~n", "~1", "é", "😀", "q\"\\", "tab\t", "$ref", "type", "0", "A");
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "abc",
            "abc\n",
            "ABC",
            "a\u0000b",
            "é",
            "😀",
            "😀😀",
            "e\u0301",
            "1",
            "null",
            "\"",
            "\\",
            "a/b",
            "\u2028",
            "\r",
            "zzzzzzzzzz");
    private static final List<String> PATTERNS =
            List.of("^[a-z]+$", "[a-z]", "^a", "c$", "^$", "", "^.$", "^(a|abc)$", "^a|1$", "\\d", "😀", "^[^\\n]*$");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "0.0",
            "1",
            "1.0",
            "1e0",
            "10E-1",
            "2",
            "2.5",
            "-3",
            "1e2",
            "100",
            "-1.5e1",
            "0.1",
            "0.10",
            "9007199254740993",
            "9007199254740992",
            "12345678901234567890123",
            "12345678901234567890123.5",
            "1e400",
            "1e-400",
            "-1e9999",
            "3.0000000000000000000000001");
    private static final List<String> TYPES =
            List.of("object", "array", "string", "number", "integer", "boolean", "null");

    private final Random random;

    Generated(long seed) {
        this.random = new Random(seed);
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    ObjectValue schema(int depth) {
        Map<String, JsonValue> schema = new LinkedHashMap<>();
        if (chance(0.6)) {
            schema.put("type", type(depth));
        }
        if (chance(0.12)) {
            schema.put("enum", JsonValue.of(List.of(scalar(), scalar(), scalar(), scalar())));
        } else if (chance(0.06)) {
            schema.put("const", scalar());
        }
        bounds(schema);
        if (depth > 0 && chance(0.7)) {
            properties(schema, depth);
        }
        if (depth > 0 && chance(0.3)) {
            schema.put("items", schema(depth - 1));
        }
        if (chance(0.1)) {
            schema.put("description", JsonValue.of("words"));
        }
        return new ObjectValue(schema);
    }

    private JsonValue type(int depth) {
        if (depth > 1) {
            return JsonValue.of("object");
        }
        return chance(0.7)
                ? JsonValue.of(one(TYPES))
                : JsonValue.of(random.ints(0, TYPES.size())
                        .distinct()
                        .limit(1 + random.nextInt(3))
                        .mapToObj(TYPES::get)
                        .map(JsonValue::of)
                        .toList());
    }

    private void bounds(Map<String, JsonValue> schema) {
        for (String keyword : List.of("minLength", "maxLength", "minItems", "maxItems")) {
            if (chance(0.15)) {
                schema.put(keyword, new NumberValue(one(List.of("0", "1", "2", "3", "2.0", "1e0"))));
            }
        }
        for (String keyword : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
            if (chance(0.12)) {
                schema.put(keyword, new NumberValue(one(NUMBERS)));
            }
        }
        if (chance(0.15)) {
            schema.put("pattern", JsonValue.of(one(PATTERNS)));
        }
    }

    private void properties(Map<String, JsonValue> schema, int depth) {
        Map<String, JsonValue> properties = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            properties.put(one(NAMES), chance(0.1) ? JsonValue.of(true) : schema(depth - 1));
        }
        schema.put("properties", new ObjectValue(properties));
        if (chance(0.5)) {
            List<String> required = new ArrayList<>(properties.keySet());
            if (chance(0.3)) {
                required.add(one(NAMES));
            }
            schema.put(
                    "required",
                    JsonValue.of(required.stream().distinct().map(JsonValue::of).toList()));
        }
        if (chance(0.5)) {
            schema.put("additionalProperties", chance(0.6) ? JsonValue.of(chance(0.2)) : schema(depth - 1));
        }
    }

    JsonValue scalar() {
        return switch (random.nextInt(5)) {
            case 0 -> new NullValue();
            case 1 -> new BooleanValue(random.nextBoolean());
            case 2, 3 -> new NumberValue(one(NUMBERS));
            default -> new StringValue(one(TEXTS));
        };
    }

    /** A value that mostly keeps the schema. */
    JsonValue row(ObjectValue schema) {
        if (chance(0.1)) {
            return anything(2);
        }
        Optional<JsonValue> allowed = schema.member("const");
        if (schema.member("enum").orElse(null) instanceof ArrayValue values && chance(0.8)) {
            allowed = Optional.of(one(values.items()));
        }
        return allowed.orElseGet(() -> switch (wantedType(schema)) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "string" -> new StringValue(one(TEXTS));
            case "number" -> new NumberValue(one(NUMBERS));
            case "integer" -> new NumberValue(one(List.of("1", "1.0", "-0", "1e2", "12345678901234567890123")));
            case "boolean" -> new BooleanValue(random.nextBoolean());
            default -> new NullValue();
        });
    }

    private String wantedType(ObjectValue schema) {
        return switch (schema.member("type").orElse(new NullValue())) {
            case StringValue type -> type.text();
            case ArrayValue types -> ((StringValue) one(types.items())).text();
            case JsonValue absent -> schema.member("properties").isPresent() ? "object" : one(TYPES);
        };
    }

    private JsonValue object(ObjectValue schema) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (schema.member("properties").orElse(null) instanceof ObjectValue properties) {
            properties.members().forEach((name, property) -> {
                if (chance(0.85)) {
                    members.put(name, property instanceof ObjectValue known ? row(known) : anything(1));
                }
            });
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            members.putIfAbsent(
                    one(NAMES),
                    schema.member("additionalProperties").orElse(null) instanceof ObjectValue more
                            ? row(more)
                            : anything(1));
        }
        return new ObjectValue(members);
    }

    private JsonValue array(ObjectValue schema) {
        List<JsonValue> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(schema.member("items").orElse(null) instanceof ObjectValue item ? row(item) : anything(1));
        }
        return new ArrayValue(items);
    }

    JsonValue anything(int depth) {
        return switch (random.nextInt(depth > 0 ? 4 : 2)) {
            case 0, 1 -> scalar();
            case 2 -> object(new ObjectValue(Map.of()));
            default -> array(new ObjectValue(Map.of()));
        };
    }

    /** The value as text in a spelling of its own: some spaces, some characters escaped. */
    String spelled(JsonValue value) {
        return switch (value) {
            case ObjectValue object -> {
                List<String> members = new ArrayList<>();
                object.members()
                        .forEach((name, member) ->
                                members.add(spelled(new StringValue(name)) + space() + ":" + spelled(member)));
                yield "{" + String.join(space() + ",", members) + space() + "}";
            }
            case ArrayValue array ->
                array.items().stream().map(this::spelled).toList().toString();
            case StringValue string -> chance(0.3) ? escaped(string.text()) : JsonWriter.compact(string);
            case JsonValue scalar -> space() + JsonWriter.compact(scalar);
        };
    }

    private String space() {
        return chance(0.1) ? one(List.of(" ", "\t", "\r\n")) : "";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder("\"");
        text.chars().forEach(unit -> escaped.append(String.format("\\u%04X", unit)));
        return escaped.append('"').toString();
    }
}
