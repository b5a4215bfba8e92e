package dev.candor.eventlog;

import dev.candor.foundation.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies of a day's damaged stretches, a line of JSON each: {@code base64} of at most 64 KiB of it, {@code length} and
 * {@code offset} in bytes, {@code part}. A stretch is kept once. For whoever holds the maintenance lock.
 */
final class DamageNotes {
    private static final String LENGTH = "\",\"length\":";

    private final Path file;
    private final Set<String> known;
    private boolean endsInALine;

    private DamageNotes(Path file, Set<String> known, boolean endsInALine) {
        this.file = file;
        this.known = known;
        this.endsInALine = endsInALine;
    }

    static DamageNotes in(Path file) throws IOException {
        Set<String> known = new HashSet<>();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new DamageNotes(file, known, true);
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.filter(line -> line.contains(LENGTH) && line.endsWith("}"))
                    .forEach(line -> known.add(line.substring(line.lastIndexOf(LENGTH))));
        }
        return new DamageNotes(file, known, false);
    }

    void keep(int part, long offset, long length, byte[] bytes) throws IOException {
        String stretch = LENGTH + length + ",\"offset\":" + offset + ",\"part\":" + part + "}";
        if (known.add(stretch)) {
            // a crash may have left half a line, which nobody can read on
            String before = endsInALine ? "" : "\n";
            String line = before + "{\"base64\":\"" + Base64.getEncoder().encodeToString(bytes) + stretch + "\n";
            PrivateFiles.append(file, line.getBytes(StandardCharsets.US_ASCII));
            endsInALine = true;
        }
    }
}
