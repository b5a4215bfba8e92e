package dev.candor.foundation.json;

import dev.candor.foundation.files.Input;
import java.io.IOException;
import java.nio.file.Path;

/** A file of rows that a user names, and how they are laid out there. */
public record RowFile(Path path, RowFormat format) {
    /** A file whose form is told by looking. */
    public RowFile(Path path) {
        this(path, RowFormat.AUTO);
    }

    /** Visits all rows; see {@link Input#open} and {@link JsonRows#scan}. */
    public void scan(JsonRows.Visitor visitor) throws IOException {
        try (Input in = Input.open(path)) {
            JsonRows.scan(in, format, visitor);
        }
    }
}
