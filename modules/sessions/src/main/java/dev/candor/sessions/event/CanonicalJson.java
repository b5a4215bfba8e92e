package dev.candor.sessions.event;

import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The one text of a JSON value: on one line, names sorted by UTF-16 code unit, strings as they are, numbers by their
 * value and never rounded: {@code 25} for {@code 25.0} and {@code 2.5e1}.
 */
public final class CanonicalJson {
    private static final int MAX_PLAIN_DIGITS = 21;
    private static final int MAX_PLAIN_ZEROS = 6;
    private static final int MAX_EXPONENT = 9999;
    private static final int SURELY_PLAIN = 18;

    private CanonicalJson() {}

    /** The text of a value. */
    public static String text(JsonValue value) {
        return JsonWriter.compact(normal(value));
    }

    /** The value with its numbers spelled in the one way; the same object where they are already. */
    public static JsonValue normal(JsonValue value) {
        if (value instanceof NumberValue number) {
            return isPlainInteger(number.text()) ? number : number(number.number());
        }
        if (value instanceof ObjectValue object) {
            return isNormal(object.members().values()) ? object : normalMembers(object);
        }
        return value instanceof ArrayValue array && !isNormal(array.items())
                ? JsonValue.of(array.items().stream().map(CanonicalJson::normal).toList())
                : value;
    }

    private static ObjectValue normalMembers(ObjectValue object) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object.members().forEach((name, member) -> members.put(name, normal(member)));
        return new ObjectValue(members);
    }

    /** Most rows are normal: to look is cheaper than to copy. */
    private static boolean isNormal(Collection<JsonValue> values) {
        for (JsonValue value : values) {
            boolean normal = value instanceof ObjectValue object
                    ? isNormal(object.members().values())
                    : value instanceof ArrayValue array
                            ? isNormal(array.items())
                            : !(value instanceof NumberValue number) || isNormal(number);
            if (!normal) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNormal(NumberValue number) {
        String text = number.text();
        return isPlainInteger(text) || number(number.number()).text().equals(text);
    }

    /** Whether a number is written in at most 18 characters, which are digits after a sign; {@code -0} is not. */
    private static boolean isPlainInteger(String text) {
        if (text.length() > SURELY_PLAIN || text.equals("-0")) {
            return false;
        }
        for (int i = text.charAt(0) == '-' ? 1 : 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /**
     * A number in the one spelling: plain up to 21 digits before and 6 zeros behind the point, as ECMAScript and RFC 8785
     * do, else one digit, its fraction and an exponent: {@code 1.5e+30}. A number that is too long for a reader in this
     * spelling, because it has very many digits, gets the exponent nearest to that with which it is not; one that only a
     * {@code +} makes too long does without it.
     */
    public static NumberValue number(BigDecimal value) {
        BigDecimal exact = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        int before = exact.precision() - exact.scale();
        if (before <= MAX_PLAIN_DIGITS && before > -MAX_PLAIN_ZEROS) {
            String plain = exact.toPlainString();
            if (plain.length() <= JsonReader.MAX_NUMBER_LENGTH) {
                return new NumberValue(plain);
            }
        }
        return new NumberValue(nearest(exact, before, "+")
                .or(() -> nearest(exact, before, ""))
                .orElseThrow(() -> new IllegalArgumentException("no reader would take the number " + value)));
    }

    /** The spelling with the exponent nearest to that with which it is not too long. */
    private static Optional<String> nearest(BigDecimal exact, int before, String plus) {
        return IntStream.concat(
                        IntStream.rangeClosed(1, JsonReader.MAX_NUMBER_LENGTH),
                        IntStream.rangeClosed(0, JsonReader.MAX_NUMBER_LENGTH).map(zeros -> -zeros))
                .mapToObj(point -> withExponent(exact, before - point, plus))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The spelling with that exponent; empty when it is too long. */
    private static Optional<String> withExponent(BigDecimal exact, int exponent, String plus) {
        String digits = exact.scaleByPowerOfTen(-exponent).toPlainString();
        String text = exponent == 0 ? digits : digits + "e" + (exponent < 0 ? "" : plus) + exponent;
        return Math.abs(exponent) <= MAX_EXPONENT && text.length() <= JsonReader.MAX_NUMBER_LENGTH
                ? Optional.of(text)
                : Optional.empty();
    }
}
