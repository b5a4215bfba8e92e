package dev.candor.aggregatestore;

import dev.candor.eventlog.Position;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A note beside the shared file of how far its last checkpoint got: quick to read for who must not read it all, and
 * what is left when another program drops the keys that it does not know.
 */
record CheckpointNote(Path file) {
    private static final String POSITION = "log_position";

    Optional<Position> read() throws IOException {
        try {
            JsonValue note = JsonValue.parse(Files.readAllBytes(file));
            return note instanceof ObjectValue object ? object.text(POSITION).map(Position::new) : Optional.empty();
        } catch (NoSuchFileException | JsonSyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(Position position) throws IOException {
        JsonValue note = new ObjectValue(Map.of(POSITION, JsonValue.of(position.token())));
        PrivateFiles.replace(file, JsonWriter.compact(note).getBytes(StandardCharsets.UTF_8));
    }
}
