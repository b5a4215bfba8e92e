package dev.candor.agents.internal.otlp;

import static dev.candor.agents.internal.otlp.Message.FIXED_32;
import static dev.candor.agents.internal.otlp.Message.FIXED_64;
import static dev.candor.agents.internal.otlp.Message.LENGTH;
import static dev.candor.agents.internal.otlp.Message.VARINT;

import dev.candor.agents.internal.otlp.Message.Field;
import dev.candor.agents.internal.otlp.Value.BytesValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Fields in the encoding of protobuf. A message with late fields is gone through twice; the messages in it are jumped over
 * by their length, so the second time costs next to nothing.
 */
final class ProtobufFields implements FieldReader {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_VARINT = 10;

    private final byte[] bytes;
    private final Message[] messages = new Message[MAX_DEPTH];
    private final @Nullable Field[] fields = new Field[MAX_DEPTH];
    private final int[] ends = new int[MAX_DEPTH];
    /** Of the late field that counts; and where it begins, below 0 without one. */
    private final @Nullable Field[] late = new Field[MAX_DEPTH];

    private final int[] lateFrom = new int[MAX_DEPTH];
    private final boolean[] again = new boolean[MAX_DEPTH];
    private int depth = -1;
    private int end;
    private int at;
    private long steps;

    ProtobufFields(byte[] bytes, int length) {
        this.bytes = bytes;
        this.end = length;
    }

    @Override
    public void enter(Message message) {
        if (depth >= 0) {
            int length = length();
            end = at + length;
        }
        depth++;
        messages[depth] = message;
        ends[depth] = end;
        fields[depth] = null;
        late[depth] = null;
        again[depth] = false;
    }

    @Override
    public String next() {
        while (true) {
            if (at == end) {
                if (late[depth] == null || again[depth]) {
                    depth--;
                    end = depth < 0 ? end : ends[depth];
                    return "";
                }
                again[depth] = true;
                at = lateFrom[depth];
            }
            steps++;
            fields[depth] = null;
            int from = at;
            int tag = (int) varint();
            Field field = messages[depth].field(tag >>> 3, tag & 7);
            fields[depth] = field;
            if (field == null) {
                skip(tag, from);
            } else if (field.late == again[depth] && (!field.late || field == late[depth])) {
                return field.name;
            } else {
                if (field.late && !again[depth] && field != late[depth]) {
                    late[depth] = field;
                    lateFrom[depth] = from;
                }
                skip(tag, from);
            }
        }
    }

    private void skip(int tag, int from) {
        if (tag >>> 3 == 0) {
            throw refusal("Expected the number of a field, found 0", from);
        }
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED_64 -> take(Long.BYTES);
            case LENGTH -> take(length());
            case FIXED_32 -> take(Integer.BYTES);
            default ->
                throw refusal(
                        "Expected a field of wire type 0, 1, 2 or 5, found "
                                + ((tag & 7) <= 4 ? "a group, which OTLP does not have" : "wire type " + (tag & 7)),
                        from);
        }
    }

    @Override
    public void skip() {
        take(length());
    }

    /** Goes on behind so many bytes; returns where they begin. */
    private int take(int count) {
        int from = at;
        if (count > end - at) {
            throw refusal("Expected " + count + " bytes, found " + (end - at), at);
        }
        at += count;
        return from;
    }

    private int length() {
        int from = at;
        long length = varint();
        if (length < 0 || length > end - at) {
            throw refusal(
                    "Expected a length of at most the " + (end - at) + " bytes that are left, found "
                            + Long.toUnsignedString(length),
                    from);
        }
        return (int) length;
    }

    private long varint() {
        int from = at;
        long value = 0;
        for (int i = 0; i < MAX_VARINT; i++) {
            if (at == end) {
                throw refusal("Expected a number, found the end of the message", at);
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw refusal("Expected a number of at most " + MAX_VARINT + " bytes, found a longer one", from);
    }

    @Override
    public Text text() {
        int length = length();
        int from = take(length);
        return length == 0 ? Text.EMPTY : new Text(bytes, from, at, false);
    }

    @Override
    public BytesValue bytes() {
        return new BytesValue(text(), false);
    }

    @Override
    public String id(int length) {
        int from = take(length());
        boolean any = false;
        for (int i = from; i < at; i++) {
            any |= bytes[i] != 0;
        }
        return any && at - from == length ? HexFormat.of().formatHex(bytes, from, at) : "";
    }

    @Override
    public long integer() {
        Field field = fields[depth];
        return field != null && field.wireType == FIXED_64 ? (long) LONG.get(bytes, take(Long.BYTES)) : varint();
    }

    @Override
    public int code() {
        return (int) varint();
    }

    @Override
    public double real() {
        return Double.longBitsToDouble((long) LONG.get(bytes, take(Long.BYTES)));
    }

    @Override
    public boolean flag() {
        return varint() != 0;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public OtlpSyntaxException refusal(String sentence) {
        return refusal(sentence, at);
    }

    private OtlpSyntaxException refusal(String sentence, int offset) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i <= depth; i++) {
            Field field = fields[i];
            if (field != null) {
                pointer.append('/').append(field.name);
            }
        }
        return new OtlpSyntaxException(sentence, offset, pointer.toString());
    }
}
