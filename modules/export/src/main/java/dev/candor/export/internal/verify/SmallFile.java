package dev.candor.export.internal.verify;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the files of a bundle that fit in memory. */
final class SmallFile {
    private static final int MAX_BYTES = 1 << 20;

    private SmallFile() {}

    /** The bytes of a file; empty, and told, when there are too many. */
    static Optional<byte[]> read(String name, Path file, Differences differences) throws IOException {
        Optional<byte[]> bytes = Input.regularFile(file, MAX_BYTES);
        if (bytes.isEmpty()) {
            add(name, "it has more than " + MAX_BYTES + " bytes", differences);
        }
        return bytes;
    }

    /** The object that the bytes of a file are; empty, and told, when they are none. */
    static Optional<ObjectValue> object(String name, byte[] bytes, Differences differences) {
        try {
            int from = LineScanner.byteOrderMark(bytes, 0, bytes.length);
            if (JsonValue.parse(bytes, from, bytes.length) instanceof ObjectValue object) {
                return Optional.of(object);
            }
            add(name, "it is another JSON value", differences);
        } catch (JsonSyntaxException e) {
            add(name, e.sentence() + " (byte " + (e.offset() + 1) + ")", differences);
        }
        return Optional.empty();
    }

    private static void add(String name, String fault, Differences differences) {
        differences.add(Code.NOT_JSON, name, "", "the file must be one JSON object: " + fault);
    }
}
