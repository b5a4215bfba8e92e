package dev.candor.items.run;

import dev.candor.foundation.text.Wording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What was written, as far as the bound reaches, and the end of it; the rest is only counted. One thread at a time. */
public final class BoundedOutput {
    private static final int TAIL = 4096;
    private static final int MAX_LINE = 500;

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

    /** Whether there was more than the bound. */
    public boolean isTruncated() {
        return total > head.size();
    }

    /** The first part as text. What is no UTF-8 is replaced. */
    public String keptText() {
        byte[] kept = head.toByteArray();
        return new String(
                kept, 0, isTruncated() ? wholeCharacters(kept, kept.length) : kept.length, StandardCharsets.UTF_8);
    }

    /** The first part as text, with a line that says so when there was more. */
    String text() {
        return isTruncated()
                ? keptText() + "\n[truncated: the first " + bound + " of " + total + " bytes are shown]"
                : keptText();
    }

    /** The last line that is not empty, at most 500 characters and nothing that terminals obey; empty when there is none. */
    String lastLine() {
        int from = total > tailLength ? firstCharacter() : 0;
        int to = wholeCharacters(tail, tailLength);
        String[] lines = new String(tail, from, Math.max(0, to - from), StandardCharsets.UTF_8).split("\\R", -1);
        for (int i = lines.length - 1; i >= 0; i--) {
            String line = oneLine(lines[i]);
            if (!line.isEmpty()) {
                return line;
            }
        }
        return "";
    }

    static String oneLine(String text) {
        return Wording.line(text, MAX_LINE);
    }

    /** Where the tail's first whole character begins: the one before it may be half gone. */
    private int firstCharacter() {
        int start = 0;
        while (start < Math.min(3, tailLength) && isContinued(tail[start])) {
            start++;
        }
        return start;
    }

    private static boolean isContinued(byte one) {
        return (one & 0xC0) == 0x80;
    }

    /** How many of the bytes make whole characters: the last one may be cut, or not be written to its end yet. */
    private static int wholeCharacters(byte[] bytes, int length) {
        int start = length - 1;
        while (start >= 0 && start > length - 4 && isContinued(bytes[start])) {
            start--;
        }
        if (start < 0) {
            return length;
        }
        int lead = bytes[start] & 0xFF;
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return length - start < needed ? start : length;
    }
}
