package dev.candor.agents.internal.otlp;

import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.json.JsonToken;
import java.math.BigDecimal;

/**
 * Numbers of OTLP's JSON, which may be written as strings, too. What is none is told by a {@link NumberFormatException}
 * whose message says what was expected and what was found.
 */
final class JsonNumber {
    /** As many digits never exceed 64 bits. */
    private static final int SURE_DIGITS = 19;

    private static final BigDecimal SIGNED_LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal SIGNED_MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal UNSIGNED_MOST = new BigDecimal(Long.toUnsignedString(-1));

    private JsonNumber() {}

    /** The whole number of 64 bits that a reader has just read. */
    static long integer(JsonReader reader, boolean unsigned) {
        String text = text(reader, "a whole number");
        if (text.length() <= SURE_DIGITS) {
            long value = 0;
            int at = 0;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                value = 10 * value + text.charAt(at++) - '0';
            }
            if (at == text.length() && at > 0 && value >= 0) {
                return value;
            }
        }
        BigDecimal number = decimal(text, "a whole number", reader).stripTrailingZeros();
        BigDecimal least = unsigned ? BigDecimal.ZERO : SIGNED_LEAST;
        BigDecimal most = unsigned ? UNSIGNED_MOST : SIGNED_MOST;
        if (number.scale() > 0 || number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            throw new NumberFormatException(
                    "Expected a whole number from " + least + " to " + most + ", found another number");
        }
        return number.toBigInteger().longValue();
    }

    /** The number that a reader has just read. */
    static double real(JsonReader reader) {
        String text = text(reader, "a number");
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                double value = decimal(text, "a number", reader).doubleValue();
                if (Double.isInfinite(value)) {
                    throw new NumberFormatException("Expected a number of 64 bits, found a larger one");
                }
                yield value == 0 && text.startsWith("-") ? -0.0 : value;
            }
        };
    }

    private static String text(JsonReader reader, String wanted) {
        if (reader.token() == JsonToken.NUMBER) {
            return reader.numberText();
        }
        boolean isShort = reader.offset() - reader.valueOffset() <= JsonReader.MAX_NUMBER_LENGTH + 2;
        if (reader.token() != JsonToken.STRING || !isShort) {
            throw new NumberFormatException(expected(wanted, reader));
        }
        return reader.text();
    }

    private static BigDecimal decimal(String text, String wanted, JsonReader reader) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new NumberFormatException(expected(wanted, reader));
        }
    }

    /** Says that something else was expected than what a reader has just read, without the value itself. */
    static String expected(String wanted, JsonReader reader) {
        String found = switch (reader.token()) {
            case OBJECT_START -> "an object";
            case ARRAY_START -> "an array";
            case STRING -> "another string";
            case NUMBER -> "a number";
            case TRUE, FALSE -> "true or false";
            case NULL -> "null";
            case NAME, OBJECT_END, ARRAY_END, END -> "none";
        };
        return "Expected " + wanted + ", found " + found;
    }
}
