package dev.candor.foundation.capability;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.text.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What derived shapes are made of. Values are valid by the schema when they come here. */
public final class Members {
    private static final JsonValue NULL = new NullValue();

    private final Map<String, JsonValue> written = new LinkedHashMap<>();

    /** From a value to a type. */
    public interface Reader<T> {
        T read(JsonValue value) throws InvalidArgumentException;
    }

    /** From a type to a value. */
    public interface Writer<T> {
        JsonValue write(T value);
    }

    /** The member, read; empty when it is absent. */
    public static <T> Optional<T> optional(ObjectValue object, String name, Reader<T> reader)
            throws InvalidArgumentException {
        JsonValue value = object.members().get(name);
        return value == null ? Optional.empty() : Optional.of(reader.read(value));
    }

    /** The member, read, or what stands for it. */
    public static <T> T orElse(ObjectValue object, String name, Reader<T> reader, T absent)
            throws InvalidArgumentException {
        JsonValue value = object.members().get(name);
        return value == null ? absent : reader.read(value);
    }

    /** The member, read, which is there. */
    public static <T> T required(ObjectValue object, String name, Reader<T> reader) throws InvalidArgumentException {
        JsonValue value = object.members().get(name);
        if (value == null) {
            throw new InvalidArgumentException(name, "is missing");
        }
        return reader.read(value);
    }

    /** A reader of lists. */
    public static <T> Reader<List<T>> list(Reader<T> reader) {
        return value -> {
            List<T> items = new ArrayList<>();
            for (JsonValue item : ((ArrayValue) value).items()) {
                items.add(reader.read(item));
            }
            return List.copyOf(items);
        };
    }

    public static String text(JsonValue value) {
        return ((StringValue) value).text();
    }

    public static boolean bool(JsonValue value) {
        return ((BooleanValue) value).value();
    }

    /** A whole number that the schema bounds to what a long holds. */
    public static long whole(JsonValue value) {
        return Numbers.whole(((NumberValue) value).text()).orElseThrow();
    }

    public static int smallWhole(JsonValue value) {
        return Math.toIntExact(whole(value));
    }

    public static BigDecimal decimal(JsonValue value) {
        return ((NumberValue) value).number();
    }

    public static Duration seconds(JsonValue value) {
        return Duration.ofSeconds(whole(value));
    }

    public static ObjectValue object(JsonValue value) {
        return (ObjectValue) value;
    }

    /** A reader of an argument that is a moment. */
    public static Reader<Instant> moment(String name, Instant now) {
        return value -> Moments.parse(name, text(value), now);
    }

    /** A reader of the words of an enum. */
    public static <E extends Enum<E>> Reader<E> word(E[] all) {
        return value -> {
            for (E one : all) {
                if (word(one).equals(text(value))) {
                    return one;
                }
            }
            throw new IllegalStateException("the schema knows the word " + text(value) + ", its enum does not");
        };
    }

    /** An enum's word: its name in lower case. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Writes a member. */
    public <T> Members put(String name, T value, Writer<T> writer) {
        written.put(name, writer.write(value));
        return this;
    }

    /** Writes a member if there is a value. */
    public <T> Members putPresent(String name, Optional<T> value, Writer<T> writer) {
        value.ifPresent(present -> written.put(name, writer.write(present)));
        return this;
    }

    /** Writes a member, null without a value. */
    public <T> Members putOrNull(String name, Optional<T> value, Writer<T> writer) {
        written.put(name, value.map(writer::write).orElse(NULL));
        return this;
    }

    /** Writes the members of an object, but for those of some names. */
    public Members putAll(ObjectValue object, List<String> without) {
        object.members().forEach((name, value) -> {
            if (!without.contains(name)) {
                written.put(name, value);
            }
        });
        return this;
    }

    /** A writer of lists. */
    public static <T> Writer<List<T>> listOf(Writer<T> writer) {
        return items -> JsonValue.of(items.stream().map(writer::write).toList());
    }

    /** The object that was written. */
    public ObjectValue object() {
        return new ObjectValue(written);
    }
}
