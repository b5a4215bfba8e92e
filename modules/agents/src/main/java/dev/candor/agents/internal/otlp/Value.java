package dev.candor.agents.internal.otlp;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The value of an attribute, or a log record's body: OTLP's {@code AnyValue}. Agents write numbers and booleans as strings,
 * too, so each can be asked for as what it should be.
 */
public sealed interface Value
        permits Text,
                Value.EmptyValue,
                Value.IntValue,
                Value.DoubleValue,
                Value.BoolValue,
                Value.BytesValue,
                Value.ArrayValue,
                Value.MapValue {
    /** The text of a string, a number or a boolean; empty for all others. */
    default String text() {
        return "";
    }

    /** The whole number that this is, or whose text this is. */
    default OptionalLong integer() {
        try {
            return OptionalLong.of(Long.parseLong(text(32)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The number that this is, or whose text this is. */
    default OptionalDouble number() {
        try {
            return OptionalDouble.of(Double.parseDouble(text(64)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The boolean that this is, or whose text this is. */
    default Optional<Boolean> flag() {
        return switch (text(8).toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** The text if it is no longer than so many bytes, else none: what is longer is no number. */
    private String text(int maxBytes) {
        return this instanceof Text text && text.length() > maxBytes ? "" : text();
    }

    /** No value: {@code null}, {@code {}} or a member that is not there. */
    enum EmptyValue implements Value {
        EMPTY
    }

    /** A whole number. */
    record IntValue(long value) implements Value {
        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /** A number; not a number and the infinities are among them. */
    record DoubleValue(double value) implements Value {
        @Override
        public String text() {
            return Double.toString(value);
        }

        /** The number, if it has no fraction. */
        @Override
        public OptionalLong integer() {
            long whole = (long) value;
            return whole == value && whole != Long.MAX_VALUE ? OptionalLong.of(whole) : OptionalLong.empty();
        }
    }

    /** True or false. */
    record BoolValue(boolean value) implements Value {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    /**
     * Bytes, left where they stand.
     *
     * @param written the bytes, or their text in base 64
     */
    record BytesValue(Text written, boolean base64) implements Value {
        /** A copy of them. */
        public byte[] bytes() {
            return base64
                    ? Base64.getDecoder()
                            .decode(written.text()
                                    .replace("=", "")
                                    .replace('-', '+')
                                    .replace('_', '/'))
                    : written.bytes();
        }

        /** Whether a text is one in base 64, of either alphabet, padded or not. */
        boolean isWellFormed() {
            return !base64 || written.isBase64();
        }
    }

    /** Values in their order. */
    record ArrayValue(List<Value> items) implements Value {}

    /** Values with names. */
    record MapValue(Attributes members) implements Value {}
}
