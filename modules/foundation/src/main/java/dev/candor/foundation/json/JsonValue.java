package dev.candor.foundation.json;

import dev.candor.foundation.text.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A JSON value in memory. Numbers are exact. */
public sealed interface JsonValue {
    /** An object; members keep the order they were given or read in. */
    record ObjectValue(Map<String, JsonValue> members) implements JsonValue {
        public ObjectValue {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** Reads one JSON text that is known to be an object; see {@link JsonValue#parse(byte[])}. */
        public static ObjectValue parse(String text) {
            return (ObjectValue) JsonValue.parse(text);
        }

        /** As {@link #parse(String)}. */
        public static ObjectValue parse(byte[] utf8) {
            return (ObjectValue) JsonValue.parse(utf8);
        }

        /** The member of that name. */
        public Optional<JsonValue> member(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The member of that name, null being none. */
        public Optional<JsonValue> given(String name) {
            return member(name).filter(value -> !(value instanceof NullValue));
        }

        /** The object without its members that are null: for what many programs write instead of omitting it. */
        public ObjectValue withoutNulls() {
            if (members.values().stream().noneMatch(NullValue.class::isInstance)) {
                return this;
            }
            Map<String, JsonValue> given = new LinkedHashMap<>(members);
            given.values().removeIf(NullValue.class::isInstance);
            return new ObjectValue(given);
        }

        /** The object that is the member of that name, else an empty one. */
        public ObjectValue object(String name) {
            return members.get(name) instanceof ObjectValue object ? object : new ObjectValue(Map.of());
        }

        /** The objects in the array that is the member of that name. */
        public List<ObjectValue> objects(String name) {
            return items(name, ObjectValue.class);
        }

        /** The texts in the array that is the member of that name. */
        public List<String> texts(String name) {
            return items(name, StringValue.class).stream()
                    .map(StringValue::text)
                    .toList();
        }

        private <T extends JsonValue> List<T> items(String name, Class<T> type) {
            return members.get(name) instanceof ArrayValue array
                    ? array.items().stream()
                            .filter(type::isInstance)
                            .map(type::cast)
                            .toList()
                    : List.of();
        }

        /** Whether the member of that name is true. */
        public boolean isTrue(String name) {
            return members.get(name) instanceof BooleanValue bool && bool.value();
        }

        /** The text of the member of that name, when it is a string. */
        public Optional<String> text(String name) {
            return members.get(name) instanceof StringValue string ? Optional.of(string.text()) : Optional.empty();
        }

        /** The member of that name, when it is a whole number that fits a long, in any spelling. */
        public Optional<Long> integer(String name) {
            OptionalLong whole = members.get(name) instanceof NumberValue number
                    ? Numbers.whole(number.text())
                    : OptionalLong.empty();
            return whole.isPresent() ? Optional.of(whole.getAsLong()) : Optional.empty();
        }
    }

    /** An array. */
    record ArrayValue(List<JsonValue> items) implements JsonValue {
        public ArrayValue {
            items = List.copyOf(items);
        }
    }

    /** A string. */
    record StringValue(String text) implements JsonValue {}

    /**
     * A number.
     *
     * @param text as JSON writes it
     */
    record NumberValue(String text) implements JsonValue {
        public NumberValue {
            if (!NumberScanner.isNumber(text)) {
                throw new IllegalArgumentException(
                        "a JSON number within the reader's bounds is needed, found '" + text + "'");
            }
        }

        /** Its exact value. (The class BigDecimal takes milliseconds to load, so it is asked only when needed.) */
        public BigDecimal number() {
            return new BigDecimal(text);
        }
    }

    /** {@code true} or {@code false}. */
    record BooleanValue(boolean value) implements JsonValue {}

    /** {@code null}. */
    record NullValue() implements JsonValue {}

    /** A string value. */
    static JsonValue of(String text) {
        return new StringValue(text);
    }

    /** A number value. */
    static JsonValue of(long number) {
        return new NumberValue(Long.toString(number));
    }

    /** A number value with so many decimals, ties to the even neighbour. */
    static JsonValue rounded(double number, int decimals) {
        return new NumberValue(BigDecimal.valueOf(number)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString());
    }

    /** A boolean value. */
    static JsonValue of(boolean value) {
        return new BooleanValue(value);
    }

    /** An array value. */
    static JsonValue of(List<? extends JsonValue> items) {
        return new ArrayValue(List.copyOf(items));
    }

    /**
     * Reads one JSON text.
     *
     * @throws JsonSyntaxException when the bytes are not exactly one JSON text
     */
    static JsonValue parse(byte[] utf8) {
        return parse(utf8, 0, utf8.length);
    }

    /** Reads the one JSON text in {@code utf8[from, to)}; see {@link #parse(byte[])}. */
    static JsonValue parse(byte[] utf8, int from, int to) {
        JsonReader reader = new JsonReader().over(utf8, from, to);
        reader.next();
        JsonValue value = read(reader);
        reader.next();
        return value;
    }

    /** Reads one JSON text; see {@link #parse(byte[])}. */
    static JsonValue parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the value whose first token the reader has just met. */
    static JsonValue read(JsonReader reader) {
        return switch (reader.token()) {
            case OBJECT_START -> {
                Map<String, JsonValue> members = new LinkedHashMap<>();
                while (reader.next() == JsonToken.NAME) {
                    String name = reader.text();
                    reader.next();
                    members.put(name, read(reader));
                }
                yield new ObjectValue(members);
            }
            case ARRAY_START -> {
                List<JsonValue> items = new ArrayList<>();
                while (reader.next() != JsonToken.ARRAY_END) {
                    items.add(read(reader));
                }
                yield new ArrayValue(items);
            }
            case STRING -> new StringValue(reader.text());
            case NUMBER -> new NumberValue(reader.numberText());
            case TRUE -> new BooleanValue(true);
            case FALSE -> new BooleanValue(false);
            case NULL -> new NullValue();
            case OBJECT_END, ARRAY_END, NAME, END ->
                throw new IllegalStateException("no value starts at " + reader.token());
        };
    }
}
