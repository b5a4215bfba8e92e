package dev.candor.validation.schema;

import com.networknt.schema.regex.RegularExpression;
import dev.candor.foundation.json.JsonToken;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled schema: what a value must be, as data for {@link StreamingRowChecker} to walk. An absent keyword is null,
 * or the bound that everything meets.
 *
 * @param types bits of {@link JsonType}; 0 allows every type
 * @param additional the schema of properties that the table does not name
 * @param closed whether such properties are refused
 */
record SchemaNode(
        int types,
        @Nullable Allowed allowed,
        Text text,
        Range range,
        PropertyTable properties,
        @Nullable SchemaNode additional,
        boolean closed,
        @Nullable SchemaNode items,
        Size itemCount) {

    static final SchemaNode ANY = new SchemaNode(
            0,
            null,
            new Text(null, "", Size.ANY),
            new Range(null, null, null, null),
            PropertyTable.EMPTY,
            null,
            false,
            null,
            Size.ANY);

    /** The values of {@code enum} or {@code const}, and the keyword that names them. */
    record Allowed(String keyword, List<Scalar> values) {
        List<String> texts() {
            return values.stream()
                    .filter(value -> value.token() == JsonToken.STRING)
                    .map(value -> value.text)
                    .toList();
        }
    }

    /** A value that is not made of others. */
    static final class Scalar {
        private final JsonToken token;
        private final String text;
        private final byte[] utf8;
        private final @Nullable BigDecimal number;

        /** A scalar as the reader meets it: a string has its text, a number its value, the others neither. */
        Scalar(JsonToken token, String text, @Nullable BigDecimal number) {
            this.token = token;
            this.text = text;
            this.utf8 = text.getBytes(StandardCharsets.UTF_8);
            this.number = number;
        }

        /** The scalar that a schema names; empty for an object or an array. */
        static Optional<Scalar> of(JsonValue value) {
            if (value instanceof StringValue string) {
                return Optional.of(new Scalar(JsonToken.STRING, string.text(), null));
            } else if (value instanceof NumberValue number) {
                return Optional.of(new Scalar(JsonToken.NUMBER, "", number.number()));
            } else if (value instanceof BooleanValue bool) {
                return Optional.of(new Scalar(bool.value() ? JsonToken.TRUE : JsonToken.FALSE, "", null));
            }
            return value instanceof NullValue ? Optional.of(new Scalar(JsonToken.NULL, "", null)) : Optional.empty();
        }

        JsonToken token() {
            return token;
        }

        byte[] utf8() {
            return utf8;
        }

        @Nullable
        BigDecimal number() {
            return number;
        }

        @Override
        public String toString() {
            return switch (token) {
                case STRING -> Sentences.quoted(text);
                case NUMBER -> String.valueOf(number);
                case TRUE -> "true";
                case FALSE -> "false";
                case NULL -> "null";
                case NAME, OBJECT_START, OBJECT_END, ARRAY_START, ARRAY_END, END ->
                    throw new IllegalStateException("no scalar is a " + token);
            };
        }
    }

    /** Bounds of a string's length in code points, and what it must match. */
    record Text(@Nullable RegularExpression pattern, String patternText, Size length) {}

    record Range(
            @Nullable BigDecimal minimum,
            @Nullable BigDecimal maximum,
            @Nullable BigDecimal exclusiveMinimum,
            @Nullable BigDecimal exclusiveMaximum) {}

    record Size(int least, int most) {
        static final Size ANY = new Size(0, Integer.MAX_VALUE);

        boolean isBounded() {
            return least > 0 || most < Integer.MAX_VALUE;
        }
    }
}
