package dev.candor.export.internal.bundle;

import dev.candor.foundation.files.MeasuredStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The name of the folder of a session's bundle: none leads out of its parent, and no two sessions have the same, where a
 * disk tells upper case from lower case.
 */
public final class FolderName {
    private static final int MAX_LENGTH = 100;
    private static final int HASH_DIGITS = 32;
    private static final String HEX = "0123456789ABCDEF";

    private FolderName() {}

    /**
     * The session's id where it is a plain file name of at most {@value #MAX_LENGTH} characters; else its UTF-8 bytes, those
     * that are no letter, digit, {@code _}, {@code -} or inner {@code .} percent-encoded; what gets too long is cut and
     * closed by {@code ~} and a hash.
     */
    public static String of(String sessionId) {
        byte[] bytes = sessionId.getBytes(StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder();
        int cut = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (isPlain(b) || (b == '.' && i > 0 && i < bytes.length - 1)) {
                name.append((char) b);
            } else {
                name.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
            if (name.length() < MAX_LENGTH - HASH_DIGITS) {
                cut = name.length();
            }
        }
        return name.length() <= MAX_LENGTH ? name.toString() : name.substring(0, cut) + "~" + hash(bytes);
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' || b == '-';
    }

    private static String hash(byte[] bytes) {
        try (MeasuredStream measured = new MeasuredStream(OutputStream.nullOutputStream())) {
            measured.write(bytes);
            return measured.sha256().substring(0, HASH_DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written, so nothing fails", e);
        }
    }
}
