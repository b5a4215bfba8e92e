package dev.candor.execution.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What was written, as far as the bound reaches, and the end of it; the rest is only counted. One thread at a time. */
final class BoundedOutput {
    private static final int TAIL = 4096;
    private static final int LONGEST_LINE = 500;

    private final int bound;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final byte[] tail = new byte[TAIL];
    private int tailLength;
    private long total;

    BoundedOutput(int bound) {
        this.bound = bound;
    }

    void write(byte[] bytes, int length) {
        total += length;
        head.write(bytes, 0, Math.min(length, bound - head.size()));
        int fromBytes = Math.min(length, TAIL);
        int fromTail = Math.min(tailLength, TAIL - fromBytes);
        System.arraycopy(tail, tailLength - fromTail, tail, 0, fromTail);
        System.arraycopy(bytes, length - fromBytes, tail, fromTail, fromBytes);
        tailLength = fromTail + fromBytes;
    }

    boolean isTruncated() {
        return total > head.size();
    }

    /** The first part as text. What is no UTF-8 is replaced. */
    String keptText() {
        byte[] kept = head.toByteArray();
        return new String(kept, 0, isTruncated() ? wholeCharacters(kept) : kept.length, StandardCharsets.UTF_8);
    }

    /** The first part as text, with a line that says so when there was more. */
    String text() {
        return isTruncated()
                ? keptText() + "\n[truncated: the first " + bound + " of " + total + " bytes are shown]"
                : keptText();
    }

    /** The last line that is not empty, on one line of at most 500 characters; empty when there is none. */
    String lastLine() {
        String[] lines = new String(tail, 0, tailLength, StandardCharsets.UTF_8).split("\\R", -1);
        for (int i = lines.length - 1; i >= 0; i--) {
            if (!lines[i].isBlank()) {
                return oneLine(lines[i]);
            }
        }
        return "";
    }

    static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
        if (line.length() <= LONGEST_LINE) {
            return line;
        }
        int end = LONGEST_LINE - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** How many of the bytes make whole characters: the bound may have cut the last one. */
    private static int wholeCharacters(byte[] bytes) {
        int start = bytes.length - 1;
        while (start >= 0 && start > bytes.length - 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        if (start < 0) {
            return bytes.length;
        }
        int lead = bytes[start] & 0xFF;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return bytes.length - start < needed ? start : bytes.length;
    }
}
