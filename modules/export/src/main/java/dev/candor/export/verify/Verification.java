package dev.candor.export.verify;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found when a bundle was recomputed.
 *
 * @param sessionId as the bundle says
 * @param scenarioId as the bundle says
 * @param events how many events it has
 * @param files how many files of it were compared
 * @param score {@code score_total, status, why} as the events give it; without members when it could not be recomputed
 * @param checks what was looked at, a line each, for instance "score and report against the rubric"
 * @param differences what does not hold, worst first; empty when the bundle can be reproduced
 * @param omitted how many differences there are beyond those
 * @param notes what is no difference and should be known all the same
 */
public record Verification(
        String sessionId,
        String scenarioId,
        long events,
        long files,
        ObjectValue score,
        List<String> checks,
        List<Difference> differences,
        long omitted,
        List<String> notes) {

    /**
     * Something that does not hold.
     *
     * @param code stable, in capitals: {@code SCORE}
     * @param file the file of the bundle
     * @param pointer JSON pointer (RFC 6901) into it, or {@code row 7, column phase}; empty for the whole file
     * @param expected what was recomputed, as short JSON; empty when there is no such thing
     * @param found what stands there, as short JSON; empty when it is missing
     * @param sentence the same for a person, with the reason
     */
    public record Difference(String code, String file, String pointer, String expected, String found, String sentence) {
        private ObjectValue json() {
            return new ObjectValue(Map.of(
                    "code", JsonValue.of(code),
                    "file", JsonValue.of(file),
                    "pointer", JsonValue.of(pointer),
                    "expected", JsonValue.of(expected),
                    "found", JsonValue.of(found),
                    "sentence", JsonValue.of(sentence)));
        }
    }

    /** Whether the bundle can be reproduced. */
    public boolean isClean() {
        return differences.isEmpty();
    }

    /** All of it. */
    public ObjectValue json() {
        Map<String, JsonValue> all = new HashMap<>();
        all.put("session_id", JsonValue.of(sessionId));
        all.put("scenario_id", JsonValue.of(scenarioId));
        all.put("reproduced", JsonValue.of(isClean()));
        all.put("events", JsonValue.of(events));
        all.put("files", JsonValue.of(files));
        all.put("score", score);
        all.put("checks", texts(checks));
        all.put(
                "differences",
                JsonValue.of(differences.stream().map(Difference::json).toList()));
        all.put("omitted", JsonValue.of(omitted));
        all.put("notes", texts(notes));
        return new ObjectValue(all);
    }

    private static JsonValue texts(List<String> texts) {
        return JsonValue.of(texts.stream().map(JsonValue::of).toList());
    }
}
