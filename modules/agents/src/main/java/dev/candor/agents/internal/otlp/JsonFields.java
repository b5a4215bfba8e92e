package dev.candor.agents.internal.otlp;

import dev.candor.agents.internal.otlp.Message.Field;
import dev.candor.agents.internal.otlp.Value.BytesValue;
import dev.candor.foundation.json.JsonReader;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Fields in OTLP's JSON, which differs from that of protobuf: ids are hexadecimal, words of enumerations are numbers.
 * {@code null} is no value, whatever the field. A late field that stands before others is skipped and read afterwards, by a
 * reader of its own.
 */
final class JsonFields implements FieldReader {
    /** Around the records; and for each message an object in an array. */
    private static final int MAX_JSON_DEPTH = 2 * MAX_DEPTH;

    /** A reader that waits while another one reads a late field again. */
    private record Waiting(JsonReader reader, int start, int depth) {}

    private final byte[] bytes;
    private final Message[] messages = new Message[MAX_DEPTH];
    private final @Nullable Field[] fields = new Field[MAX_DEPTH];
    /** The place in the array that the field holds, below 0 outside of one. */
    private final int[] items = new int[MAX_DEPTH];
    /** How many fields were met that are not late. */
    private final int[] others = new int[MAX_DEPTH];

    private final @Nullable Field[] late = new Field[MAX_DEPTH];
    /** Where the value of the late field stands if it is still to be read, else below 0. */
    private final int[] lateFrom = new int[MAX_DEPTH];

    private final int[] lateTo = new int[MAX_DEPTH];
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    /** Readers of late fields that were read, kept for the next ones. */
    private final Deque<JsonReader> spare = new ArrayDeque<>();

    private JsonReader reader = new JsonReader(MAX_JSON_DEPTH);
    /** Where the slice of the reader begins. */
    private int start;

    private int depth = -1;
    private long readTwice;

    JsonFields(byte[] bytes, int length) {
        this.bytes = bytes;
        reader.over(bytes, 0, length);
        read();
    }

    @Override
    public void enter(Message message) {
        if (reader.token() != JsonToken.OBJECT_START) {
            throw expected("an object");
        }
        depth++;
        messages[depth] = message;
        fields[depth] = null;
        items[depth] = -1;
        others[depth] = 0;
        late[depth] = null;
        lateFrom[depth] = -1;
    }

    @Override
    public String next() {
        while (true) {
            Field field = fields[depth];
            if (items[depth] >= 0 && field != null) {
                JsonToken token = read();
                if (token != JsonToken.ARRAY_END) {
                    items[depth]++;
                    if (token != JsonToken.NULL) {
                        return field.name;
                    }
                    continue;
                }
                items[depth] = -1;
            }
            fields[depth] = null;
            if (!waiting.isEmpty() && waiting.getLast().depth == depth) {
                Waiting back = waiting.removeLast();
                spare.addLast(reader);
                reader = back.reader;
                start = back.start;
                return leave();
            }
            if (read() == JsonToken.OBJECT_END) {
                if (lateFrom[depth] < 0) {
                    return leave();
                }
                readLate();
            } else if (!readMember()) {
                continue;
            }
            field = fields[depth];
            if (field != null && !field.repeated) {
                return field.name;
            }
            if (reader.token() != JsonToken.ARRAY_START) {
                throw expected("an array");
            }
            items[depth] = 0;
        }
    }

    private String leave() {
        fields[depth] = null;
        depth--;
        if (depth < 0) {
            read();
        }
        return "";
    }

    /** Reads on from a name to its value; returns whether it is to be read now. */
    private boolean readMember() {
        Field field = messages[depth].field(reader);
        fields[depth] = field;
        JsonToken token = read();
        if (field == null) {
            skip();
            return false;
        }
        if (!field.late) {
            others[depth]++;
            return token != JsonToken.NULL;
        }
        if (token == JsonToken.NULL) {
            return false;
        }
        Field other = late[depth];
        if (other != null) {
            throw refusal("Expected no second kind of data beside " + other.name + ", found one");
        }
        late[depth] = field;
        if (others[depth] == messages[depth].others()) {
            return true;
        }
        lateFrom[depth] = start + reader.valueOffset();
        skip();
        lateTo[depth] = start + reader.offset();
        return false;
    }

    private void readLate() {
        waiting.addLast(new Waiting(reader, start, depth));
        start = lateFrom[depth];
        readTwice += lateTo[depth] - start;
        reader = spare.isEmpty() ? new JsonReader(MAX_JSON_DEPTH) : spare.removeLast();
        reader.over(bytes, start, lateTo[depth]);
        fields[depth] = late[depth];
        read();
    }

    private JsonToken read() {
        try {
            return reader.next();
        } catch (JsonSyntaxException e) {
            throw broken(e);
        }
    }

    @Override
    public void skip() {
        try {
            reader.skipValue();
        } catch (JsonSyntaxException e) {
            throw broken(e);
        }
    }

    private OtlpSyntaxException broken(JsonSyntaxException e) {
        // names of members may be content, too
        String sentence = e.sentence().replaceFirst("(?s)^the name \".*\" stands", "a name stands");
        return refusal(sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1), start + e.offset());
    }

    @Override
    public Text text() {
        if (reader.token() != JsonToken.STRING) {
            throw expected("a string");
        }
        int from = start + reader.valueOffset();
        int to = start + reader.offset();
        return reader.plainText() ? new Text(bytes, from + 1, to - 1, false) : new Text(bytes, from, to, true);
    }

    @Override
    public BytesValue bytes() {
        Text text = text();
        if (!reader.plainText()) {
            byte[] unescaped = text.text().getBytes(StandardCharsets.UTF_8);
            text = new Text(unescaped, 0, unescaped.length, false);
        }
        BytesValue value = new BytesValue(text, true);
        if (!value.isWellFormed()) {
            throw refusal("Expected bytes in base 64, found another string");
        }
        return value;
    }

    @Override
    public String id(int length) {
        Text text = text();
        String id = text.length() == 2 * length ? text.text().toLowerCase(Locale.ROOT) : "";
        boolean any = false;
        for (int i = 0; i < id.length(); i++) {
            if (!Character.isLetterOrDigit(id.charAt(i)) || Character.digit(id.charAt(i), 16) < 0) {
                return "";
            }
            any |= id.charAt(i) != '0';
        }
        return any ? id : "";
    }

    @Override
    public long integer() {
        Field field = fields[depth];
        try {
            return JsonNumber.integer(reader, field != null && field.unsigned);
        } catch (NumberFormatException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int code() {
        long code = integer();
        if (code != (int) code) {
            throw expected("a whole number of 32 bits");
        }
        return (int) code;
    }

    @Override
    public double real() {
        try {
            return JsonNumber.real(reader);
        } catch (NumberFormatException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean flag() {
        if (reader.token() != JsonToken.TRUE && reader.token() != JsonToken.FALSE) {
            throw expected("true or false");
        }
        return reader.token() == JsonToken.TRUE;
    }

    private OtlpSyntaxException expected(String wanted) {
        return refusal(JsonNumber.expected(wanted, reader));
    }

    @Override
    public long steps() {
        return start + reader.offset() + readTwice;
    }

    @Override
    public OtlpSyntaxException refusal(String sentence) {
        return refusal(sentence, start + reader.valueOffset());
    }

    private OtlpSyntaxException refusal(String sentence, int offset) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i <= depth; i++) {
            Field field = fields[i];
            if (field != null) {
                pointer.append('/').append(field.name);
                if (items[i] > 0) {
                    pointer.append('/').append(items[i] - 1);
                }
            }
        }
        return new OtlpSyntaxException(sentence, offset, pointer.toString());
    }
}
