package dev.candor.export;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle that was written.
 *
 * @param folder that holds it
 * @param files all of it, by name
 * @param events how many events it has
 * @param score as the bundle has it
 * @param report as the bundle has it
 * @param warnings what an auditor should know and the report has no place for
 */
public record ExportedBundle(
        Path folder, List<File> files, long events, ObjectValue score, ObjectValue report, List<String> warnings) {

    /**
     * A file of it.
     *
     * @param sha256 in lower case hexadecimal
     * @param isUnchanged whether it stood there already, with the same bytes
     */
    public record File(String name, long bytes, String sha256, boolean isUnchanged) {}
}
