package dev.candor.export;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bundle that was written.
 *
 * @param sessionId of its events
 * @param scenarioId by which it was scored
 * @param folder that holds it
 * @param files all of it, by name
 * @param events how many events it has
 * @param score as the bundle has it
 * @param report as the bundle has it
 * @param warnings what an auditor should know and the report has no place for
 */
public record ExportedBundle(
        String sessionId,
        String scenarioId,
        Path folder,
        List<File> files,
        long events,
        ObjectValue score,
        ObjectValue report,
        List<String> warnings) {

    /**
     * A file of it.
     *
     * @param sha256 in lower case hexadecimal
     * @param isUnchanged whether it stood there already, with the same bytes
     */
    public record File(String name, long bytes, String sha256, boolean isUnchanged) {
        private ObjectValue json() {
            return new ObjectValue(Map.of(
                    "name", JsonValue.of(name),
                    "bytes", JsonValue.of(bytes),
                    "sha256", JsonValue.of(sha256),
                    "unchanged", JsonValue.of(isUnchanged)));
        }
    }

    /** The bundle as every door tells of it. */
    public ObjectValue json() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("session_id", JsonValue.of(sessionId));
        members.put("scenario_id", JsonValue.of(scenarioId));
        members.put("events", JsonValue.of(events));
        members.put("score", score);
        members.put("report", report);
        members.put("folder", JsonValue.of(folder.toString()));
        members.put("files", JsonValue.of(files.stream().map(File::json).toList()));
        members.put(
                "warnings", JsonValue.of(warnings.stream().map(JsonValue::of).toList()));
        return new ObjectValue(members);
    }
}
