package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonValue;
import java.util.List;

/**
 * Checks rows against one schema that was compiled once. Not for two threads at a time.
 *
 * <p>A row that is not strict JSON (see {@link dev.candor.foundation.json.JsonReader}) has one violation, of the rule
 * {@value #JSON_RULE}.
 */
public interface RowChecker {
    /** The rule of a row that is no JSON at all. */
    String JSON_RULE = "json";

    /** The most violations reported of one row. */
    int MAX_VIOLATIONS = 100;

    /** Checks the row in {@code bytes[from, to)}. */
    CheckedRow check(byte[] bytes, int from, int to);

    /** Checks a whole array of bytes. */
    default CheckedRow check(byte[] row) {
        return check(row, 0, row.length);
    }

    /**
     * Compiles a schema: to a streaming checker when it uses only the keywords that one knows, else to networknt.
     *
     * @param schema a JSON Schema; without {@code $schema} it is read as draft 2020-12
     * @param texts top-level properties whose text {@link CheckedRow#text} is asked for
     * @throws SchemaException when it is no valid schema, or needs a remote one
     */
    static RowChecker of(JsonValue schema, List<String> texts) {
        return SchemaCompiler.compile(schema, texts)
                .<RowChecker>map(root -> new StreamingRowChecker(root, texts))
                .orElseGet(() -> new NetworkntRowChecker(schema, texts));
    }
}
