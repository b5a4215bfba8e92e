package dev.candor.orchestrationevents;

import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.time.Instant;

/** Rows of the contract, as orchestrators write them. */
final class Events {
    private Events() {}

    static String event(String time, String repository, String tool, String status, long attempt) {
        return event(time, "inspection", repository, tool, status, attempt, "{\"message\":\"told\"}");
    }

    static String event(
            String time, String phase, String repository, String tool, String status, long attempt, String details) {
        return "{\"attempt\":" + attempt + ",\"details\":" + details + ",\"duration_ms\":"
                + (status.equals("started") ? "0" : "12") + ",\"phase\":\"" + phase + "\",\"repository\":"
                + quoted(repository) + ",\"source\":\"visitor\",\"status\":\"" + status
                + "\",\"timestamp\":\"2026-11-21T" + time + "Z\",\"tool\":" + quoted(tool)
                + ",\"version\":\"0.20.2\"}";
    }

    /** An event that ends the quarantine of a repository. */
    static String release(String time, String repository) {
        return event(time, "release", repository, "", "succeeded", 1, "{\"quarantine\":\"released\"}")
                .replace("\"visitor\"", "\"orchestrator\"");
    }

    /** What a reader is told of runs, as JSON. */
    static ObjectValue report(OrchestrationRuns runs, String query) throws IOException {
        return RunReportShape.INSTANCE.write(runs.report(query(query)));
    }

    static RunQuery query(String json) {
        try {
            return RunQueryShape.INSTANCE.read(ObjectValue.parse(json), Instant.EPOCH);
        } catch (InvalidArgumentException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "null" : "\"" + text + "\"";
    }
}
