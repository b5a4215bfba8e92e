package dev.candor.export.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.export.Events;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.score.Scoring.Assessment;
import dev.candor.testing.SessionRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleJsonTest {
    private static String bundle(List<String> rows) throws IOException {
        Assessment assessment = new Assessment(
                ObjectValue.parse("{\"why\":[],\"score_total\":25.0}"),
                ObjectValue.parse("{\"b\":{\"d\":1,\"c\":2},\"a\":1}"),
                List.of(),
                List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BundleJson.write(Events.events(rows), "scenario", assessment, "2026-02-28T15:00:00Z", out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void bundle_hasAnEventOnEachLine_andSortedMembers() throws IOException {
        String at = "2026-02-28T14:00:00Z";
        assertThat(bundle(List.of(SessionRows.row("b", at, ""), SessionRows.row("a", at, ",\"score_delta\":-0.0"))))
                .isEqualTo("""
                        {"events":[
                        {"actor_id":"p","event_id":"a","event_type":"looked","outcome":"info","participant_id":"p",\
                        "phase":"audit","score_delta":0,"session_id":"s","timestamp":"2026-02-28T14:00:00Z"},
                        {"actor_id":"p","event_id":"b","event_type":"looked","outcome":"info","participant_id":"p",\
                        "phase":"audit","session_id":"s","timestamp":"2026-02-28T14:00:00Z"}
                        ],
                        "exported_at":"2026-02-28T15:00:00Z",
                        "participant_id":"p",
                        "report":{"a":1,"b":{"c":2,"d":1}},
                        "scenario_id":"scenario",
                        "score":{"score_total":25,"why":[]},
                        "session_id":"s"}
                        """);
    }

    @Test
    void text_staysAsItWasWritten() throws IOException {
        assertThat(bundle(List.of(
                        SessionRows.row("a", "2026-02-28T14:00:00.500+00:00", ",\"target_id\":\"\\u00e9\\/i\u0307\""))))
                .contains("\"2026-02-28T14:00:00.500+00:00\"")
                .contains("\"target_id\":\"é/i\u0307\"");
    }
}
