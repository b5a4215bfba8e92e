package dev.candor.agents.internal.otlp;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bodies of answers to export requests. */
public final class OtlpAnswer {
    private OtlpAnswer() {}

    /**
     * The body of status 200.
     *
     * @param rejected how many log records, spans or data points were not kept
     * @param message why, or a warning where all were kept; empty where there is nothing to say
     */
    public static byte[] accepted(Signal signal, Encoding encoding, long rejected, String message) {
        boolean partial = rejected > 0 || !message.isEmpty();
        return switch (encoding) {
            case PROTOBUF -> partial ? bytes(1, message(rejected, message)) : new byte[0];
            case JSON -> {
                JsonObject answer = new JsonObject();
                if (partial) {
                    JsonObject success = new JsonObject();
                    if (rejected > 0) {
                        success.put(signal.rejected(), Long.toString(rejected));
                    }
                    if (!message.isEmpty()) {
                        success.put("errorMessage", message);
                    }
                    answer.put("partialSuccess", success.object());
                }
                yield json(answer);
            }
        };
    }

    /**
     * The body of every other status: a {@code google.rpc.Status}.
     *
     * @param code gRPC's number for the kind of failure
     * @param message what was wrong, and what to do
     */
    public static byte[] failed(Encoding encoding, int code, String message) {
        return switch (encoding) {
            case PROTOBUF -> message(code, message);
            case JSON -> json(new JsonObject().put("code", code).put("message", message));
        };
    }

    /** Both messages that are needed have a number as their first field, and a text as their second. */
    private static byte[] message(long number, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (number != 0) {
            out.write((1 << 3) | Message.VARINT);
            varint(number, out);
        }
        if (!text.isEmpty()) {
            out.writeBytes(bytes(2, text.getBytes(StandardCharsets.UTF_8)));
        }
        return out.toByteArray();
    }

    private static byte[] bytes(int field, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((field << 3) | Message.LENGTH);
        varint(value.length, out);
        out.writeBytes(value);
        return out.toByteArray();
    }

    private static void varint(long value, ByteArrayOutputStream out) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static byte[] json(JsonObject answer) {
        return JsonWriter.compact(answer.object()).getBytes(StandardCharsets.UTF_8);
    }
}
