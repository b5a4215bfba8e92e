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

    /** Takes the rows in order. */
    public interface Visitor {
        /** The row that these are at. */
        void row(JsonRows at) throws IOException;
    }

    /** Visits all rows; see {@link Input#open} and {@link JsonRows#next}. */
    public void scan(Visitor visitor) throws IOException {
        try (Input in = Input.open(path)) {
            JsonRows rows = JsonRows.over(in, format);
            while (rows.next()) {
                visitor.row(rows);
            }
        }
    }
}
