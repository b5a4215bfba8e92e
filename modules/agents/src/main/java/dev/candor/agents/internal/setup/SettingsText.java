package dev.candor.agents.internal.setup;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text of a settings file: UTF-8, which comes back byte for byte. */
final class SettingsText {
    static final String BYTE_ORDER_MARK = "\uFEFF";

    private SettingsText() {}

    /** The text of bytes, with its byte order mark. */
    static String decode(byte[] bytes) throws BrokenSettingsException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer read = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), read, true);
        String text = read.flip().toString();
        try {
            if (result.isError()) {
                result.throwException();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new BrokenSettingsException(text, text.length(), "expected UTF-8, found other bytes");
        }
    }

    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How its lines end: as the first one does. */
    static String lineEnd(String text) {
        int feed = text.indexOf('\n');
        return feed > 0 && text.charAt(feed - 1) == '\r' ? "\r\n" : "\n";
    }

    /** Where the line that holds a place begins. */
    static int lineStart(String text, int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    /** Where the line of a place ends, before its line feed. */
    static int endOfLine(String text, int at) {
        int feed = text.indexOf('\n', at);
        int end = feed < 0 ? text.length() : feed;
        return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** The spaces and tabs that the line of a place begins with. */
    static String indentation(String text, int at) {
        int start = lineStart(text, at);
        if (start == 0 && text.startsWith(BYTE_ORDER_MARK)) {
            start = 1;
        }
        int end = start;
        while (end < text.length() && isBlank(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
