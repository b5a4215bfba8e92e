package dev.candor.aggregatestore;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;

/** Takes runs that somebody did without us, to record them. Safe for concurrent calls. */
public interface ExecutionIntake {
    /** The most runs in one call. */
    int MAX_EXECUTIONS = 10_000;

    /** The JSON Schema of one execution, which it is checked with. */
    ObjectValue EXECUTION_SCHEMA = RecordExecution.DECLARATION.tool().inputSchema();

    /** The JSON Schema of what {@link #take} takes. */
    ObjectValue INPUT_SCHEMA = ObjectValue.parse("{\"oneOf\": ["
            + JsonWriter.compact(EXECUTION_SCHEMA)
            + ", {\"type\": \"array\", \"minItems\": 1, \"maxItems\": " + MAX_EXECUTIONS + ", \"items\": "
            + JsonWriter.compact(EXECUTION_SCHEMA) + "}]}");

    /** The JSON Schema of what {@link #take} returns. */
    ObjectValue OUTPUT_SCHEMA = ObjectValue.parse("""
            {
              "type": "object",
              "required": ["received", "recorded", "run_ids", "telemetry"],
              "properties": {
                "received": {"type": "integer", "minimum": 1, "maximum": 10000},
                "recorded": {"type": "integer", "minimum": 0, "maximum": 10000},
                "run_ids": {"type": "array", "maxItems": 10000, "items": {"type": "string", "format": "uuid"}},
                "telemetry": {"enum": ["on", "off"]}
              },
              "additionalProperties": false
            }
            """);

    /**
     * Records all of them, or none when one of them is not as it must be.
     *
     * @param executions one JSON object or an array of them: {@code item_id, item_type, outcome, duration_ms} and
     *     optional {@code http_calls, subprocess_calls, error, path, traceparent}
     * @return {@code received}, {@code recorded} (0 while telemetry is off), {@code run_ids} and {@code telemetry}
     *     ({@code on} or {@code off}); on disk when this returns
     */
    ObjectValue take(byte[] executions) throws ToolException;

    /** The intake of a store. */
    static ExecutionIntake into(AggregateStore store) {
        return new JsonIntake(store);
    }
}
