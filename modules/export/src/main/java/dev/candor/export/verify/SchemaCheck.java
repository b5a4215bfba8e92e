package dev.candor.export.verify;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Holds a part of a bundle against its published schema. */
final class SchemaCheck {
    private SchemaCheck() {}

    /**
     * Tells what is not of the form it should have.
     *
     * @param schema its name without its ending
     * @param pointer to the value in its file
     */
    static void check(String file, String schema, JsonValue value, String pointer, Differences differences) {
        JsonValue document = JsonValue.parse(Contract.SESSION.file(schema + ".schema.json"));
        byte[] text = JsonWriter.compact(value).getBytes(StandardCharsets.UTF_8);
        for (Violation violation :
                RowChecker.of(document, List.of()).check(text).violations()) {
            differences.add(
                    Code.FORM,
                    file,
                    pointer + violation.pointer(),
                    "it breaks schemas/session/1/" + schema + ".schema.json: " + violation.sentence());
        }
    }
}
