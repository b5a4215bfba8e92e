package dev.candor.aggregatestore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What tells a {@code telemetry.yaml} that Candor wrote from one that was changed, and from one whose end is missing: YAML
 * cut at the end of a line is valid YAML with fewer items. The header announces a last line, a comment with a checksum of
 * all bytes before it. Another program may rewrite the file: one that goes through a YAML library drops both comments, one
 * that edits the text keeps both. Only a cut leaves the header alone.
 */
enum EndMark {
    /** As Candor wrote it, byte for byte. */
    UNTOUCHED,
    /** Written or changed by another program or a person, or by a Candor that wrote no such mark. */
    CHANGED,
    /** Candor's header without the last line that it announces. */
    CUT;

    /** The comments at the beginning of the file. */
    static final List<String> HEADER = List.of(
            "Statistics of items, kept by Candor and by whoever else takes flock(2) on telemetry.lock.",
            "Clear them with: candor clear. Where runs are not in here yet, log_position says so.",
            "The last line shows that nothing is missing at the end: keep it, or omit it together with this line.");

    private static final byte[] BEGINNING = utf8("# " + String.join("\n# ", HEADER) + "\n");
    private static final byte[] MARK = utf8("\n# end: crc32c ");
    private static final int DIGITS = 8;
    private static final byte[] NEWLINE = {'\n'};
    private static final byte[] ITEM = utf8("\n  ");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static EndMark of(byte[] file) {
        if (!beginsAsWritten(file)) {
            return CHANGED;
        }
        for (int at = lastIndexOf(MARK, file, file.length); at >= 0; at = lastIndexOf(MARK, file, at)) {
            int digits = at + MARK.length;
            if (digits + DIGITS <= file.length) {
                boolean isLast = digits + DIGITS + 1 == file.length && file[file.length - 1] == '\n';
                boolean holds = Arrays.equals(file, digits, digits + DIGITS, utf8(checksum(file, at + 1)), 0, DIGITS);
                return isLast && holds ? UNTOUCHED : CHANGED;
            }
        }
        return CUT;
    }

    /** Whether it has the header, or is no more than a part of the header. */
    private static boolean beginsAsWritten(byte[] file) {
        int common = Math.min(file.length, BEGINNING.length);
        return common > 0 && Arrays.equals(file, 0, common, BEGINNING, 0, common);
    }

    /** The file, which ends with a newline, and its mark. */
    static byte[] append(byte[] file) {
        byte[] mark = utf8("# end: crc32c " + checksum(file, file.length) + "\n");
        byte[] marked = Arrays.copyOf(file, file.length + mark.length);
        System.arraycopy(mark, 0, marked, file.length, mark.length);
        return marked;
    }

    private static String checksum(byte[] file, int length) {
        CRC32C sum = new CRC32C();
        sum.update(file, 0, length);
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** What is left of a cut file when its last item, which may not be whole, is taken away. */
    static byte[] withoutLastItem(byte[] cut) {
        int lastLine = lastIndexOf(NEWLINE, cut, cut.length);
        int at = lastIndexOf(ITEM, cut, lastLine);
        while (at >= 0 && cut[at + ITEM.length] == ' ') {
            at = lastIndexOf(ITEM, cut, at);
        }
        return at < 0 ? new byte[0] : Arrays.copyOf(cut, at + 1);
    }

    /** Where it stands last, with its beginning before a place. */
    private static int lastIndexOf(byte[] part, byte[] bytes, int before) {
        for (int at = Math.min(before - 1, bytes.length - part.length); at >= 0; at--) {
            if (bytes[at] == part[0] && Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }
}
