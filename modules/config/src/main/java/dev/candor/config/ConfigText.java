package dev.candor.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The text of a config file.
 *
 * @param file whose text it is, for sentences
 * @param marked whether a byte order mark stands before the text
 * @param text without that mark
 */
record ConfigText(Path file, boolean marked, String text) {
    /** The longest file, in bytes. */
    static final int MAX_BYTES = 1 << 20;

    private static final char MARK = '\uFEFF';

    /** Decodes a file's bytes, which must be UTF-8. */
    static ConfigText decode(Path file, byte[] bytes) throws ConfigException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String read = decoded.flip().toString();
        boolean marked = !read.isEmpty() && read.charAt(0) == MARK;
        ConfigText text = new ConfigText(file, marked, marked ? read.substring(1) : read);
        if (result.isError()) {
            throw text.problem(
                    text.text.codePointCount(0, text.text.length()),
                    "the bytes here are not UTF-8; save the file as UTF-8");
        }
        return text;
    }

    /** The same file with another text. */
    ConfigText with(String other) {
        return new ConfigText(file, marked, other);
    }

    /** The text as bytes of the file. */
    byte[] encode() {
        return (marked ? MARK + text : text).getBytes(StandardCharsets.UTF_8);
    }

    /** Where the code point of that number (from 0) stands in {@link #text}. */
    int offset(int codePoint) {
        return text.offsetByCodePoints(0, codePoint);
    }

    /** What is wrong at the code point of that number (from 0). */
    ConfigException problem(int codePoint, String what) {
        int line = 1;
        int lineStart = 0;
        int end = offset(codePoint);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            // as editors count: a line ends at LF, at CR LF, and at CR alone
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
                line++;
                lineStart = i + 1;
            }
        }
        int column = text.codePointCount(lineStart, end) + 1;
        return new ConfigException(file + ", line " + line + ", column " + column + ": " + what);
    }
}
