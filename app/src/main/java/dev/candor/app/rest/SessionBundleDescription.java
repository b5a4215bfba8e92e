package dev.candor.app.rest;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The door for bundles, as OpenAPI describes it. */
final class SessionBundleDescription {
    /** Its path, as OpenAPI writes it. */
    static final String PATH = "/v1/sessions/{session_id}/bundle";

    private static final JsonValue PARAMETERS = JsonValue.parse("""
            [{"name":"session_id","in":"path","required":true,"schema":{"type":"string"}},
             {"name":"format","in":"query","required":false,
              "schema":{"type":"string","enum":["json","csv","html","scenario","rubric","microdrills","manifest"],"default":"json"}},
             {"name":"exported_at","in":"query","required":false,
              "description":"When the bundle says it was made, in UTC. Default: the time of the last event.",
              "schema":{"type":"string","format":"date-time"}},
             {"name":"scenario","in":"query","required":false,
              "description":"The scenario to score by. Default: the one that knows all words of the session.",
              "schema":{"type":"string"}},
             {"name":"spreadsheet_safe","in":"query","required":false,
              "description":"Whether cells that a spreadsheet could take for a formula get an apostrophe before them.",
              "schema":{"type":"boolean","default":false}}]
            """);

    private static final JsonValue CONTENT = JsonValue.parse("""
            {"application/json":{"schema":{"type":"object"}},"text/csv":{"schema":{"type":"string"}},
             "text/html":{"schema":{"type":"string"}}}
            """);

    private SessionBundleDescription() {}

    /**
     * The operation.
     *
     * @param everywhere the problems of every path
     */
    static ObjectValue get(Map<String, JsonValue> everywhere) {
        Map<String, JsonValue> responses = new LinkedHashMap<>(everywhere);
        responses.put("429", ApiDescription.problem("As many sessions as allowed are being read; try again later"));
        responses.put("503", ApiDescription.problem("The machine does not let us"));
        responses.put(
                "200",
                new ObjectValue(Map.of(
                        "description",
                        JsonValue.of("The file, byte for byte as an export writes it"),
                        "content",
                        CONTENT)));
        return new ObjectValue(Map.of(
                "operationId", JsonValue.of("getSessionBundle"),
                "tags", JsonValue.of(List.of(JsonValue.of("sessions"))),
                "summary", JsonValue.of("A file of a session's bundle"),
                "description",
                        JsonValue.of(
                                "All events with score and report (json), the events as a table (csv), a page to read"
                                        + " (html), the files of the scenario that scored it (scenario, rubric, microdrills), or the"
                                        + " sums of all of these (manifest). The same events give the same bytes."),
                "parameters", PARAMETERS,
                "responses", new ObjectValue(responses)));
    }
}
