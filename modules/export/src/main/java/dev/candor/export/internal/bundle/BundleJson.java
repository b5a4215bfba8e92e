package dev.candor.export.internal.bundle;

import dev.candor.foundation.json.JsonValue;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scoring.Assessment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

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
        out.write("{\"events\":[".getBytes(StandardCharsets.UTF_8));
        events.forEachLine(new SessionEvents.LineVisitor() {
            private boolean isFirst = true;

            @Override
            public void line(byte[] json, int from, int to) throws IOException {
                out.write((isFirst ? "\n" : ",\n").getBytes(StandardCharsets.UTF_8));
                out.write(json, from, to - from);
                isFirst = false;
            }
        });
        out.write(tail(events.facts(), scenarioId, assessment, exportedAt).getBytes(StandardCharsets.UTF_8));
    }

    private static String tail(SessionEvents.Facts facts, String scenarioId, Assessment assessment, String exportedAt) {
        return "\n],\n\"exported_at\":" + text(exportedAt)
                + ",\n\"participant_id\":" + text(facts.participantId())
                + ",\n\"report\":" + CanonicalJson.text(assessment.report())
                + ",\n\"scenario_id\":" + text(scenarioId)
                + ",\n\"score\":" + CanonicalJson.text(assessment.score())
                + ",\n\"session_id\":" + text(facts.sessionId()) + "}\n";
    }

    private static String text(String text) {
        return CanonicalJson.text(JsonValue.of(text));
    }
}
