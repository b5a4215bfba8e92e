package dev.candor.agents.internal.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random requests of OTLP's official classes, with values in all fields, also those that the decoder does not read. */
final class RandomRequests {
    private static final int DEEPEST = 16;
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "event.name",
            "thread.id",
            "two\nlines\t\"quoted\" \\",
            "\u00e9\u20ac\uD83D\uDE00",
            "\u0000\u001f\u2028",
            "x".repeat(200),
            "9223372036854775807");
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        127,
        128,
        1L << 31,
        1L << 32,
        (1L << 53) - 1,
        1_795_913_303_092_478_489L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final double[] REALS = {
        0, -0.0, 1, 0.1, -1e300, 5e-324, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    private final RandomGenerator random;

    RandomRequests(RandomGenerator random) {
        this.random = random;
    }

    Message request(Signal signal) {
        Message.Builder request = Official.builder(signal);
        fill(request, 0);
        return request.build();
    }

    private void fill(Message.Builder message, int depth) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean of = field.getContainingOneof() == null
                    || random.nextInt(field.getContainingOneof().getFieldCount()) == 0;
            if (!of || random.nextInt(5) == 0 || field.getName().contains("strindex")) {
                continue;
            }
            boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (nested && depth > DEEPEST) {
                continue;
            }
            if (field.isRepeated()) {
                // many where the tree is narrow, few where it would grow without end
                int most = depth < 2 ? 2 : depth < 5 ? 4 : depth < 7 ? 2 : 1;
                int least = depth < 3 ? 1 : 0;
                for (int i = random.nextInt(least, most + 1); i > 0; i--) {
                    message.addRepeatedField(field, value(message, field, depth));
                }
            } else {
                message.setField(field, value(message, field, depth));
            }
        }
    }

    private Object value(Message.Builder message, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> (int) number();
            case LONG -> number();
            case FLOAT -> (float) real();
            case DOUBLE -> real();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BYTE_STRING -> bytes(field.getName());
            case ENUM ->
                field.getEnumType()
                        .getValues()
                        .get(random.nextInt(field.getEnumType().getValues().size()));
            case MESSAGE -> {
                Message.Builder nested = message.newBuilderForField(field);
                fill(nested, depth + 1);
                yield nested.build();
            }
        };
    }

    private ByteString bytes(String field) {
        int right = field.equals("trace_id") ? 16 : field.endsWith("span_id") ? 8 : random.nextInt(5);
        byte[] bytes = new byte[random.nextInt(6) == 0 ? random.nextInt(20) : right];
        if (random.nextInt(6) > 0) {
            random.nextBytes(bytes);
        }
        return ByteString.copyFrom(bytes);
    }

    private long number() {
        return random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong();
    }

    private double real() {
        return random.nextBoolean() ? REALS[random.nextInt(REALS.length)] : random.nextDouble() * 1e6;
    }
}
