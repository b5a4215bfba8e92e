package dev.candor.aggregatestore;

import dev.candor.eventlog.Position;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A note beside the shared file of what its last checkpoint wrote: quick to read for who must not read the whole file, and
 * what is left when another program drops the keys that it does not know. It is a hint: a missing or unreadable one costs
 * time only.
 *
 * @param position up to where the file counts the log
 * @param items how many items it has
 */
record CheckpointNote(Position position, long items) {
    private static final String POSITION = "log_position";
    private static final String ITEMS = "items";
    private static final int MAX_BYTES = 4096;

    /** Reads the note in a file; empty when there is none that can be understood. */
    static Optional<CheckpointNote> read(Path file) {
        try {
            Optional<byte[]> bytes = Input.regularFile(file, MAX_BYTES);
            return bytes.isPresent() && JsonValue.parse(bytes.get()) instanceof ObjectValue note
                    ? of(note)
                    : Optional.empty();
        } catch (IOException | JsonSyntaxException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<CheckpointNote> of(ObjectValue note) {
        long items = note.integer(ITEMS).orElse(Long.MAX_VALUE);
        return note.text(POSITION).map(token -> new CheckpointNote(new Position(token), items));
    }

    void write(Path file) throws IOException {
        JsonValue note = new ObjectValue(Map.of(POSITION, JsonValue.of(position.token()), ITEMS, JsonValue.of(items)));
        PrivateFiles.replace(file, JsonWriter.compact(note).getBytes(StandardCharsets.UTF_8));
    }
}
