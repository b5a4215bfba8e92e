package dev.candor.agents.internal.listed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes of JSON texts, of which values are passed over or read, in one buffer. */
final class JsonBytes {
    /** What stands behind the last byte. */
    static final int END = -1;

    private static final int MAX_NUMBER_LENGTH = 40;
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int REPLACEMENT = 0xFFFD;

    private final InputStream in;
    private final boolean areLines;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int at;
    private int filled;
    private long passed;
    private int current;
    private long keptBytes;

    /** What is read is no JSON. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * The bytes of a stream.
     *
     * @param areLines whether a newline ends each text: then it is no space within
     */
    JsonBytes(InputStream in, boolean areLines) throws IOException {
        this.in = in;
        this.areLines = areLines;
        advance();
    }

    /** The next byte. */
    int current() {
        return current;
    }

    /** How many bytes were read so far. */
    long read() {
        return passed + at;
    }

    /** How many bytes of texts were handed out so far. */
    long keptBytes() {
        return keptBytes;
    }

    /** Goes to the next text of a stream of texts; returns whether there is one. */
    boolean skipToText() throws IOException {
        while (current == '\n' || isSpace(current)) {
            advance();
        }
        return current != END;
    }

    void skipLine() throws IOException {
        while (current != '\n' && current != END) {
            advance();
        }
    }

    /** The number, true, false or null that begins here. */
    String word() throws IOException, DamagedException {
        StringBuilder word = new StringBuilder();
        while (isOfWord(current)) {
            if (word.length() == MAX_NUMBER_LENGTH) {
                throw new DamagedException();
            }
            word.append((char) current);
            advance();
        }
        return word.toString();
    }

    private static boolean isOfWord(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '+' || c == '-' || c == '.';
    }

    /** Passes over a value of any depth without keeping track of what is open, but how much. */
    void skipValue() throws IOException, DamagedException {
        long open = 0;
        do {
            switch (current) {
                case '{', '[' -> open++;
                case '}', ']' -> {
                    if (--open < 0) {
                        throw new DamagedException();
                    }
                }
                case '"' -> {
                    skipText();
                    continue;
                }
                case END -> throw new DamagedException();
                case ',', ':' -> {
                    if (open == 0) {
                        throw new DamagedException();
                    }
                }
                default -> {
                    if (isOfWord(current)) {
                        while (isOfWord(current)) {
                            advance();
                        }
                        continue;
                    }
                    if (!isSpace(current) && (areLines || current != '\n')) {
                        throw new DamagedException();
                    }
                }
            }
            advance();
        } while (open > 0);
    }

    private void skipText() throws IOException, DamagedException {
        advance();
        while (current != '"') {
            if (current == '\\') {
                advance();
            }
            mustBeOfText();
            advance();
        }
        advance();
    }

    /** The text that begins here; empty when it is too long. */
    Optional<String> text() throws IOException, DamagedException {
        if (current != '"') {
            throw new DamagedException();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean isTooLong = false;
        advance();
        while (current != '"') {
            character(bytes);
            if (bytes.size() > ListedJson.MAX_TEXT_BYTES) {
                isTooLong = true;
                bytes.reset();
            }
        }
        advance();
        keptBytes += bytes.size();
        return isTooLong ? Optional.empty() : Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }

    /** Hands over the lines of the text that begins here. */
    void readLines(TextLines reader) throws IOException, DamagedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteArrayOutputStream next = new ByteArrayOutputStream();
        advance();
        while (current != '"') {
            next.reset();
            character(next);
            byte[] bytes = next.toByteArray();
            if (bytes[0] == '\n') {
                reader.line(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (line.size() < TextLines.MAX_LINE_BYTES) {
                line.writeBytes(bytes);
            }
        }
        reader.line(line.toString(StandardCharsets.UTF_8));
        advance();
    }

    /** Adds the next byte of a text, or the character that is escaped. */
    private void character(ByteArrayOutputStream bytes) throws IOException, DamagedException {
        mustBeOfText();
        if (current != '\\') {
            bytes.write(current);
            advance();
            return;
        }
        advance();
        escaped(bytes);
    }

    private void escaped(ByteArrayOutputStream bytes) throws IOException, DamagedException {
        int escaped = current;
        mustBeOfText();
        advance();
        switch (escaped) {
            case 'n' -> bytes.write('\n');
            case 't' -> bytes.write('\t');
            case 'r' -> bytes.write('\r');
            case 'b' -> bytes.write('\b');
            case 'f' -> bytes.write('\f');
            case 'u' -> unicode(bytes);
            default -> bytes.write(escaped);
        }
    }

    /** Two escapes make one character beyond the first 65,536; one of them alone is none. */
    private void unicode(ByteArrayOutputStream bytes) throws IOException, DamagedException {
        char unit = unit();
        if (!Character.isHighSurrogate(unit) || current != '\\') {
            add(unit, bytes);
            return;
        }
        advance();
        if (current != 'u') {
            add(unit, bytes);
            escaped(bytes);
            return;
        }
        advance();
        char low = unit();
        add(Character.isLowSurrogate(low) ? Character.toCodePoint(unit, low) : REPLACEMENT, bytes);
    }

    private static void add(int codePoint, ByteArrayOutputStream bytes) {
        int shown = Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint)
                ? REPLACEMENT
                : codePoint;
        bytes.writeBytes(Character.toString(shown).getBytes(StandardCharsets.UTF_8));
    }

    private char unit() throws IOException, DamagedException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(current, 16);
            if (digit < 0) {
                throw new DamagedException();
            }
            unit = unit * 16 + digit;
            advance();
        }
        return (char) unit;
    }

    private void mustBeOfText() throws DamagedException {
        if (current == END || (areLines && current == '\n')) {
            throw new DamagedException();
        }
    }

    /** Goes on behind what must stand here. */
    void expect(int c) throws IOException, DamagedException {
        if (current != c) {
            throw new DamagedException();
        }
        advance();
    }

    void skipSpace() throws IOException {
        while (isSpace(current) || (!areLines && current == '\n')) {
            advance();
        }
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    void advance() throws IOException {
        if (at == filled) {
            passed += filled;
            at = 0;
            filled = 0;
            int count = in.read(block);
            if (count <= 0) {
                current = END;
                return;
            }
            filled = count;
        }
        current = block[at++] & 0xFF;
    }
}
