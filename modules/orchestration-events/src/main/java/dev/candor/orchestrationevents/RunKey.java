package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Whose events belong together: what one source does in one phase to one repository with one tool. */
record RunKey(Optional<String> repository, Optional<String> tool, String source, String phase) {
    /** How many columns {@link #read} reads. */
    static final int COLUMNS = 4;

    /** Reads the first columns of a row: source, phase, repository, tool. */
    static RunKey read(ResultSet row) throws SQLException {
        String source = row.getString(1);
        String phase = row.getString(2);
        return new RunKey(Optional.ofNullable(row.getString(3)), Optional.ofNullable(row.getString(4)), source, phase);
    }

    /** As JSON, with the number that it has among others. */
    ObjectValue numbered(int number) {
        return new JsonObject()
                .put("number", number)
                .put("source", source)
                .put("phase", phase)
                .put("repository", orNull(repository))
                .put("tool", orNull(tool))
                .object();
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.<JsonValue>map(JsonValue::of).orElseGet(NullValue::new);
    }

    /** As a sentence names it: {@code mypy on x_make (inspection, visitor)}. */
    String words() {
        return tool.map(name -> name + " on ").orElse("") + repository.orElse("everything") + " (" + phase + ", "
                + source + ")";
    }
}
