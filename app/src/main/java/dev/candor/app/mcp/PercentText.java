package dev.candor.app.mcp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** What stands in the path of an address, with its escapes (RFC 3986) taken back. */
final class PercentText {
    private PercentText() {}

    /**
     * The text that is meant. Characters that should have been escaped and were not stand for themselves, but for
     * {@code ?} and {@code #}, where a path ends.
     *
     * @return empty when an escape lacks its two hexadecimal digits, when they add up to no UTF-8, or when the path ends
     */
    static Optional<String> decode(String path) {
        if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
            return Optional.empty();
        }
        try {
            ByteBuffer written = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(path));
            ByteBuffer meant = ByteBuffer.allocate(written.remaining());
            while (written.hasRemaining()) {
                byte next = written.get();
                if (next != '%') {
                    meant.put(next);
                } else if (isEscape(written)) {
                    meant.put((byte) (digit(written) << 4 | digit(written)));
                } else {
                    return Optional.empty();
                }
            }
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(meant.flip()).toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    private static boolean isEscape(ByteBuffer behindThePercent) {
        int at = behindThePercent.position();
        return behindThePercent.remaining() >= 2
                && HexFormat.isHexDigit(behindThePercent.get(at))
                && HexFormat.isHexDigit(behindThePercent.get(at + 1));
    }

    private static int digit(ByteBuffer digits) {
        return HexFormat.fromHexDigit(digits.get());
    }
}
