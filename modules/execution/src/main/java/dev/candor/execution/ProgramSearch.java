package dev.candor.execution;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where a program may be, in the order {@code execvp(3)} looks. */
final class ProgramSearch {
    private static final byte[] VARIABLE = "PATH=".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DEFAULT_PATH = "/bin:/usr/bin".getBytes(StandardCharsets.US_ASCII);

    private static final char UNREADABLE = '\uFFFD';

    private ProgramSearch() {}

    /**
     * The program itself when it names a path, else one candidate for each folder of the environment's PATH. Candidates
     * that are not there are left out as far as that can be seen from here: a failed start costs more than a look.
     */
    static List<byte[]> candidates(byte[] program, List<byte[]> environment) {
        if (program.length == 0) {
            return List.of();
        }
        if (indexOf(program, (byte) '/', 0) >= 0) {
            return List.of(program);
        }
        byte[] path = environment.stream()
                .filter(entry -> startsWith(entry, VARIABLE))
                .findFirst()
                .map(entry -> Arrays.copyOfRange(entry, VARIABLE.length, entry.length))
                .orElse(DEFAULT_PATH);
        List<byte[]> candidates = new ArrayList<>();
        int from = 0;
        while (from <= path.length) {
            int colon = indexOf(path, (byte) ':', from);
            int to = colon < 0 ? path.length : colon;
            byte[] candidate = join(path, from, to, program);
            if (mayExist(candidate)) {
                candidates.add(candidate);
            }
            from = to + 1;
        }
        return candidates;
    }

    private static boolean mayExist(byte[] candidate) {
        String text = new String(candidate, StandardCharsets.UTF_8);
        boolean visible = candidate[0] == '/' && text.indexOf(UNREADABLE) < 0;
        return !visible || Files.exists(Path.of(text));
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
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
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
