package dev.candor.skillusage;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Names for files that belong to another file, made from its {@link dev.candor.foundation.files.RealPath}. */
final class PathKey {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private PathKey() {}

    /** Sixteen hexadecimal digits (FNV-1a). Whoever uses them compares the text as well. */
    static String digits(String text) {
        long hash = FNV_OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return HexFormat.of().toHexDigits(hash);
    }
}
