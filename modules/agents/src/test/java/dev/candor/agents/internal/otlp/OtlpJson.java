package dev.candor.agents.internal.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Messages of the official classes as OTLP's JSON and back. Writes in every way that the format allows: members in any
 * order, unknown ones between them, numbers as strings or not, ids in upper and lower case, absent values as null.
 */
final class OtlpJson {
    private final Random random;

    OtlpJson(long seed) {
        random = new Random(seed);
    }

    byte[] written(Message message) {
        return JsonWriter.compact(object(message)).getBytes(UTF_8);
    }

    private ObjectValue object(Message message) {
        List<FieldDescriptor> fields =
                new ArrayList<>(message.getDescriptorForType().getFields());
        if (random.nextInt(3) == 0) {
            Collections.shuffle(fields, random);
        }
        JsonObject object = new JsonObject();
        Map<FieldDescriptor, Object> given = message.getAllFields();
        for (FieldDescriptor field : fields) {
            Object value = given.get(field);
            if (value instanceof List<?> list) {
                object.put(
                        field.getJsonName(),
                        list.stream().map(item -> value(field, item)).toList());
            } else if (value != null) {
                object.put(field.getJsonName(), value(field, value));
            } else if (random.nextInt(20) == 0
                    && !message.getDescriptorForType().getName().equals("AnyValue")) {
                object.put(field.getJsonName(), new JsonValue.NullValue());
            }
            if (random.nextInt(20) == 0) {
                object.put(
                        "later" + field.getNumber(),
                        JsonValue.of(List.of(object(message.getDefaultInstanceForType()))));
            }
        }
        return object.object();
    }

    private JsonValue value(FieldDescriptor field, Object value) {
        return switch (value) {
            case Message message -> object(message);
            case EnumValueDescriptor word -> JsonValue.of(word.getNumber());
            case ByteString bytes -> JsonValue.of(text(field, bytes.toByteArray()));
            case Boolean flag -> JsonValue.of(flag);
            case String text -> JsonValue.of(text);
            case Double number -> real(number);
            case Float number -> real(number);
            case Integer number -> number(Integer.toString(number));
            case Long number ->
                number(
                        field.getType() == FieldDescriptor.Type.FIXED64
                                        || field.getType() == FieldDescriptor.Type.UINT64
                                ? Long.toUnsignedString(number)
                                : Long.toString(number));
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    private JsonValue number(String text) {
        return random.nextBoolean() ? new NumberValue(text) : JsonValue.of(text);
    }

    private JsonValue real(double number) {
        return Double.isFinite(number) ? number(Double.toString(number)) : JsonValue.of(Double.toString(number));
    }

    private String text(FieldDescriptor field, byte[] bytes) {
        if (isId(field)) {
            String hex = HexFormat.of().formatHex(bytes);
            return random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT);
        }
        Base64.Encoder encoder = random.nextBoolean() ? Base64.getEncoder() : Base64.getUrlEncoder();
        return (random.nextBoolean() ? encoder : encoder.withoutPadding()).encodeToString(bytes);
    }

    private static boolean isId(FieldDescriptor field) {
        return field.getName().endsWith("trace_id") || field.getName().endsWith("span_id");
    }

    /** The message that a JSON text is, as far as the official classes know its members. */
    static Message read(Signal signal, byte[] json) {
        Message.Builder message = Official.builder(signal);
        fill(message, ObjectValue.parse(json));
        return message.build();
    }

    private static void fill(Message.Builder message, ObjectValue object) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            object.given(field.getJsonName()).ifPresent(value -> {
                if (field.isRepeated()) {
                    ((ArrayValue) value)
                            .items()
                            .forEach(item -> message.addRepeatedField(field, read(message, field, item)));
                } else {
                    message.setField(field, read(message, field, value));
                }
            });
        }
    }

    private static Object read(Message.Builder message, FieldDescriptor field, JsonValue value) {
        return switch (field.getJavaType()) {
            case INT -> number(value).intValueExact();
            case LONG -> number(value).toBigIntegerExact().longValue();
            case FLOAT -> number(value).floatValue();
            case DOUBLE -> number(value).doubleValue();
            case BOOLEAN -> value.equals(JsonValue.of(true));
            case STRING -> ((StringValue) value).text();
            case BYTE_STRING ->
                ByteString.copyFrom(
                        isId(field)
                                ? HexFormat.of().parseHex(((StringValue) value).text())
                                : Base64.getDecoder().decode(((StringValue) value).text()));
            case ENUM ->
                field.getEnumType()
                        .findValueByNumberCreatingIfUnknown(number(value).intValueExact());
            case MESSAGE -> {
                Message.Builder nested = message.newBuilderForField(field);
                fill(nested, (ObjectValue) value);
                yield nested.build();
            }
        };
    }

    private static BigDecimal number(JsonValue value) {
        return value instanceof StringValue text ? new BigDecimal(text.text()) : ((NumberValue) value).number();
    }
}
