package dev.candor.export.internal.verify;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the files of a bundle that fit in memory. */
final class SmallFile {
    private static final int MOST_BYTES = 1 << 20;

    private SmallFile() {}

    /** The bytes; of one that is too long, one more than may be there. */
    static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        }
    }

    /** The object that the bytes of a file are; empty, and told, when they are none. */
    static Optional<ObjectValue> object(String name, byte[] bytes, Differences differences) {
        String fault;
        try {
            if (bytes.length > MOST_BYTES) {
                fault = "it has more than " + MOST_BYTES + " bytes";
            } else if (JsonValue.parse(bytes, LineScanner.byteOrderMark(bytes, 0, bytes.length), bytes.length)
                    instanceof ObjectValue object) {
                return Optional.of(object);
            } else {
                fault = "it is another JSON value";
            }
        } catch (JsonSyntaxException e) {
            fault = e.sentence() + " (byte " + (e.offset() + 1) + ")";
        }
        differences.add(Code.NOT_JSON, name, "", "the file must be one JSON object: " + fault);
        return Optional.empty();
    }
}
