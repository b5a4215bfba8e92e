package dev.candor.foundation.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * A pull reader over one JSON text in a slice of bytes, as strict as RFC 8259 allows and stricter where leniency
 * would hide a lie: a name twice in one object, text after the value, invalid UTF-8 and lone surrogates are refused.
 *
 * <p>One reader serves many slices ({@link #over}), one thread at a time. Names and strings stay spans of bytes
 * until somebody asks for their text, so that checking a row allocates next to nothing. Bounds: nesting
 * {@value #MAX_DEPTH}, {@value #MAX_NAMES} names per object, {@value #MAX_NUMBER_LENGTH} characters and an exponent
 * of at most four digits per number.
 */
public final class JsonReader {
    /** The deepest nesting of objects and arrays. */
    public static final int MAX_DEPTH = 64;
    /** The most names in one object. */
    public static final int MAX_NAMES = NameScope.MAX_NAMES;
    /** The longest number, in characters. */
    public static final int MAX_NUMBER_LENGTH = NumberScanner.MAX_LENGTH;

    private enum Expect {
        VALUE,
        FIRST_NAME_OR_END,
        FIRST_VALUE_OR_END,
        COMMA_OR_END,
        NOTHING
    }

    private final int maxDepth;
    private final boolean[] inObject;
    private final NameScope names;
    private final NumberScanner numbers = new NumberScanner();
    private final StringScanner strings = new StringScanner();
    private byte[] bytes = {};
    private int start;
    private int at;
    private int end;
    private int begin;
    private int depth;
    private Expect expect = Expect.VALUE;
    private JsonToken token = JsonToken.END;

    /** A reader of nothing yet. */
    public JsonReader() {
        this(MAX_DEPTH);
    }

    /** A reader of texts that hold others, and so may nest deeper than one. */
    public JsonReader(int maxDepth) {
        this.maxDepth = maxDepth;
        this.inObject = new boolean[maxDepth + 1];
        this.names = new NameScope(maxDepth);
    }

    /** Starts over on {@code bytes[from, to)}. The array is not copied and must not change while it is read. */
    public JsonReader over(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.start = from;
        this.at = from;
        this.end = to;
        this.depth = 0;
        this.expect = Expect.VALUE;
        names.clear();
        return this;
    }

    /**
     * Reads on to the next token.
     *
     * @throws JsonSyntaxException when the slice is not exactly one JSON text within the bounds
     */
    public JsonToken next() {
        token = advance();
        return token;
    }

    private JsonToken advance() {
        int c = skipSpace();
        return switch (expect) {
            case VALUE -> value(c);
            case FIRST_VALUE_OR_END -> c == ']' ? close(JsonToken.ARRAY_END) : value(c);
            case FIRST_NAME_OR_END -> c == '}' ? close(JsonToken.OBJECT_END) : name(c);
            case COMMA_OR_END -> another(c, inObject[depth]);
            case NOTHING -> {
                if (c >= 0) {
                    throw fault(at, "text follows the end of the JSON value: " + shown(c));
                }
                yield JsonToken.END;
            }
        };
    }

    private JsonToken another(int c, boolean member) {
        if (c == (member ? '}' : ']')) {
            return close(member ? JsonToken.OBJECT_END : JsonToken.ARRAY_END);
        }
        if (c != ',') {
            throw unexpected(c, member ? "',' or '}'" : "',' or ']'");
        }
        at++;
        int next = skipSpace();
        return member ? name(next) : value(next);
    }

    private int skipSpace() {
        while (at < end) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
            at++;
        }
        return -1;
    }

    private JsonToken name(int c) {
        if (c != '"') {
            throw unexpected(c, "a name in double quotes");
        }
        int quote = at;
        at = strings.scan(bytes, at + 1, end, start);
        if (!names.add(strings)) {
            throw fault(quote, "the name \"" + strings.text() + "\" stands " + names.refusal());
        }
        if (skipSpace() != ':') {
            throw unexpected(at < end ? bytes[at] & 0xFF : -1, "':' after a name");
        }
        at++;
        expect = Expect.VALUE;
        return JsonToken.NAME;
    }

    private JsonToken value(int c) {
        begin = at;
        return switch (c) {
            case '{' -> open(true, JsonToken.OBJECT_START, Expect.FIRST_NAME_OR_END);
            case '[' -> open(false, JsonToken.ARRAY_START, Expect.FIRST_VALUE_OR_END);
            case '"' -> {
                at = strings.scan(bytes, at + 1, end, start);
                yield scalar(JsonToken.STRING);
            }
            case 't' -> literal("true", JsonToken.TRUE);
            case 'f' -> literal("false", JsonToken.FALSE);
            case 'n' -> literal("null", JsonToken.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                at = numbers.scan(bytes, at, end, start);
                yield scalar(JsonToken.NUMBER);
            }
            default -> throw unexpected(c, "a JSON value");
        };
    }

    private JsonToken scalar(JsonToken scalar) {
        expect = depth == 0 ? Expect.NOTHING : Expect.COMMA_OR_END;
        return scalar;
    }

    private JsonToken literal(String word, JsonToken literal) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= end || bytes[at + i] != word.charAt(i)) {
                throw fault(at, "expected the word " + word);
            }
        }
        at += word.length();
        return scalar(literal);
    }

    private JsonToken open(boolean object, JsonToken opening, Expect then) {
        if (depth == maxDepth) {
            throw fault(at, "objects and arrays nest deeper than " + maxDepth);
        }
        at++;
        inObject[++depth] = object;
        if (object) {
            names.open();
        }
        expect = then;
        return opening;
    }

    private JsonToken close(JsonToken closing) {
        at++;
        if (inObject[depth]) {
            names.close();
        }
        depth--;
        expect = depth == 0 ? Expect.NOTHING : Expect.COMMA_OR_END;
        return closing;
    }

    private JsonSyntaxException unexpected(int c, String wanted) {
        return fault(at, "expected " + wanted + ", found " + shown(c));
    }

    private static String shown(int c) {
        if (c < 0) {
            return "the end of the text";
        }
        return c > 0x20 && c < 0x7F ? "'" + (char) c + "'" : "the byte 0x" + Integer.toHexString(c);
    }

    private JsonSyntaxException fault(int where, String sentence) {
        return new JsonSyntaxException(where - start, sentence);
    }

    /** The token last read. */
    public JsonToken token() {
        return token;
    }

    /** How many objects and arrays are open. */
    public int depth() {
        return depth;
    }

    /** Bytes read so far, from the start of the slice. */
    public int offset() {
        return at - start;
    }

    /** Where the value begins whose first token was read last, in bytes from the start of the slice. */
    public int valueOffset() {
        return begin - start;
    }

    /**
     * The text of a STRING that was read before, or as many of its first characters as take at most {@code maxBytes} of
     * UTF-8.
     *
     * @param from where its opening quote stands
     * @param to the end of its closing quote
     */
    public static String text(byte[] bytes, int from, int to, int maxBytes) {
        StringScanner strings = new StringScanner();
        strings.scan(bytes, from + 1, to, from);
        return strings.text(maxBytes);
    }

    /** The text of the NAME or STRING last read, unescaped. */
    public String text() {
        return strings.text();
    }

    /** Whether the NAME or STRING last read is written without escapes: what is between its quotes is its text. */
    public boolean plainText() {
        return strings.isPlain();
    }

    /** Whether the NAME or STRING last read is exactly this UTF-8 text. */
    public boolean textEquals(byte[] utf8) {
        return strings.matches(utf8);
    }

    /** A hash of the unescaped bytes of the NAME or STRING last read; the same as {@link #hash(byte[])} of them. */
    public int textHash() {
        return strings.hash();
    }

    /** The hash that {@link #textHash()} gives for this UTF-8 text. */
    public static int hash(byte[] utf8) {
        int h = 0;
        for (byte b : utf8) {
            h = 31 * h + b;
        }
        return h;
    }

    /** The length of the NAME or STRING last read, in Unicode code points. */
    public int codePoints() {
        return strings.codePoints();
    }

    /** Whether the NUMBER last read is written without fraction and exponent. */
    public boolean plainInteger() {
        return numbers.plainInteger();
    }

    /** The NUMBER last read, exactly. */
    public BigDecimal number() {
        return new BigDecimal(numberText());
    }

    /** The NUMBER last read, as it is written. */
    public String numberText() {
        return new String(bytes, numbers.from(), numbers.to() - numbers.from(), StandardCharsets.US_ASCII);
    }

    /** Skips the rest of the value whose first token was read last: for an opening token up to its closing one. */
    public void skipValue() {
        if (token == JsonToken.OBJECT_START || token == JsonToken.ARRAY_START) {
            int outside = depth - 1;
            while (depth > outside) {
                next();
            }
        }
    }
}
