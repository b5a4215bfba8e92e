package dev.candor.execution;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where a program may be, in the order {@code execvp(3)} looks. */
final class ProgramSearch {
    private static final byte[] VARIABLE = "PATH=".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DEFAULT_PATH = "/bin:/usr/bin".getBytes(StandardCharsets.US_ASCII);

    private ProgramSearch() {}

    /** The program itself when it names a path, else one candidate for each folder of the environment's PATH. */
    static List<byte[]> candidates(byte[] program, List<byte[]> environment) {
        if (indexOf(program, (byte) '/', 0) >= 0) {
            return List.of(program);
        }
        byte[] path = environment.stream()
                .filter(entry -> startsWith(entry, VARIABLE))
                .findFirst()
                .map(entry -> java.util.Arrays.copyOfRange(entry, VARIABLE.length, entry.length))
                .orElse(DEFAULT_PATH);
        List<byte[]> candidates = new ArrayList<>();
        int from = 0;
        while (from <= path.length) {
            int colon = indexOf(path, (byte) ':', from);
            int to = colon < 0 ? path.length : colon;
            candidates.add(join(path, from, to, program));
            from = to + 1;
        }
        return candidates;
    }

    /** An empty folder in PATH means the current one. */
    private static byte[] join(byte[] path, int from, int to, byte[] program) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        if (to > from) {
            joined.write(path, from, to - from);
        } else {
            joined.write('.');
        }
        joined.write('/');
        joined.writeBytes(program);
        return joined.toByteArray();
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length
                && java.util.Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static int indexOf(byte[] bytes, byte wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
