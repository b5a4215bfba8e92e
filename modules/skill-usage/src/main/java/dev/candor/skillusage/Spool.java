package dev.candor.skillusage;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one events file or log that could not be appended when their command had run. They wait, each in a file of its own
 * and durable, until a later run can append them.
 */
final class Spool {
    /** An offset in a file, a position of a log. */
    private static final String PLACE = "offset";

    private static final int LARGEST_ENTRY = 2 * LineScanner.MAX_LINE_BYTES;

    private final Path events;
    private final Path folder;

    Spool(Path userPath, Path events) {
        this.events = RealPath.of(events);
        this.folder = userPath.resolve("telemetry").resolve("spool").resolve(PathKey.digits(this.events.toString()));
    }

    /**
     * A waiting row.
     *
     * @param file where it waits
     * @param place where the file or log ended when the row should have been appended: it cannot stand before
     */
    record Waiting(Path file, String row, JsonValue place) {
        byte[] bytes() {
            return row.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Puts a row aside and returns its file. */
    Path add(byte[] row, JsonValue place, Instant now) throws IOException {
        JsonObject members = new JsonObject();
        members.put("events", events.toString());
        members.put(PLACE, place);
        members.put("row", new String(row, StandardCharsets.UTF_8));
        Path file = folder.resolve(
                now.toEpochMilli() + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".json");
        PrivateFiles.replace(file, JsonWriter.compact(members.object()).getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /** The waiting rows, oldest first. A file that holds none is left where it is. */
    List<Waiting> waiting() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.json")) {
            entries.forEach(files::add);
        }
        files.sort(null);
        List<Waiting> rows = new ArrayList<>();
        for (Path file : files) {
            try {
                byte[] bytes = Input.regularFile(file, LARGEST_ENTRY).orElse(new byte[0]);
                if (JsonValue.parse(bytes) instanceof ObjectValue entry
                        && entry.text("events")
                                .filter(events.toString()::equals)
                                .isPresent()
                        && entry.text("row").isPresent()) {
                    rows.add(new Waiting(
                            file, entry.text("row").get(), entry.member(PLACE).orElseGet(() -> JsonValue.of(0))));
                }
            } catch (JsonSyntaxException notOurs) {
                // kept for a person to look at
            }
        }
        return rows;
    }

    void remove(Waiting row) throws IOException {
        PrivateFiles.remove(row.file());
    }
}
