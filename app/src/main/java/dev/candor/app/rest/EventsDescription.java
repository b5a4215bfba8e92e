package dev.candor.app.rest;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.ingestion.RecordEvent;
import dev.candor.validation.contract.Contract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The doors for rows, as OpenAPI describes them. */
final class EventsDescription {
    private static final ObjectValue RECEIPT = RecordEvent.DECLARATION.tool().outputSchema();
    private static final String DESCRIPTION =
            "A JSON object or an array of them, or a row on each line; plain, or with Content-Encoding: gzip. Worked on"
                    + " as it comes. A problem that comes after rows were taken has their receipt as one more member.";

    private static final List<ProblemType> PROBLEMS = List.of(
            ProblemType.ROWS_UNDECODABLE,
            ProblemType.BODY_TOO_SLOW,
            ProblemType.BODY_TOO_LARGE,
            ProblemType.ROWS_NEEDED,
            ProblemType.INGESTION_BUSY,
            ProblemType.LOG_UNAVAILABLE,
            ProblemType.DISK_FULL);

    private EventsDescription() {}

    /** Rows of any contract. */
    static ObjectValue any(Map<String, JsonValue> everywhere) {
        return new ObjectValue(operation("takeEvents", "Take rows of any contract", everywhere));
    }

    /** Rows of the contract that the path names. */
    static ObjectValue named(Map<String, JsonValue> everywhere) {
        Map<String, JsonValue> operation = operation("takeEventsOfContract", "Take rows of one contract", everywhere);
        List<JsonValue> ids = Contract.ALL.stream()
                .map(contract -> JsonValue.of(contract.id()))
                .toList();
        operation.put(
                "parameters",
                JsonValue.of(List.of(new ObjectValue(Map.of(
                        "name", JsonValue.of("contract"),
                        "in", JsonValue.of("path"),
                        "required", JsonValue.of(true),
                        "schema", new ObjectValue(Map.of("enum", JsonValue.of(ids))))))));
        return new ObjectValue(operation);
    }

    private static Map<String, JsonValue> operation(String id, String summary, Map<String, JsonValue> everywhere) {
        Map<String, JsonValue> responses = new LinkedHashMap<>(everywhere);
        responses.putAll(ApiDescription.problems(PROBLEMS));
        responses.put("200", ApiDescription.answer("All rows are accepted or there already", RowsPolicy.JSON, RECEIPT));
        responses.put("207", ApiDescription.answer("Some rows are in quarantine", RowsPolicy.JSON, RECEIPT));
        Map<String, JsonValue> operation = new LinkedHashMap<>();
        operation.put("operationId", JsonValue.of(id));
        operation.put("tags", JsonValue.of(List.of(JsonValue.of("rows"))));
        operation.put("summary", JsonValue.of(summary));
        operation.put("description", JsonValue.of(DESCRIPTION));
        operation.put("requestBody", new ObjectValue(Map.of("content", content())));
        operation.put("responses", new ObjectValue(responses));
        return operation;
    }

    private static ObjectValue content() {
        JsonValue json = JsonValue.parse(
                "{\"schema\":{\"oneOf\":[{\"type\":\"object\"},{\"type\":\"array\",\"items\":{\"type\":\"object\"}}]}}");
        JsonValue lines = JsonValue.parse("{\"schema\":{\"type\":\"string\"}}");
        Map<String, JsonValue> content = new LinkedHashMap<>();
        content.put(RowsPolicy.JSON, json);
        RowsPolicy.LINES.forEach(type -> content.put(type, lines));
        return new ObjectValue(content);
    }
}
