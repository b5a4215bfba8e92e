package dev.candor.aggregatestore;

import dev.candor.foundation.capability.GivenArguments;
import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.Schema.Keywords;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.ingestion.UnfitRowException;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes runs that somebody did without us, as JSON, to record them. Safe for concurrent calls. */
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

    /** What became of them. */
    @Result
    record Recorded(
            @Range(min = 1, max = MAX_EXECUTIONS) int received,
            @Range(min = 0, max = MAX_EXECUTIONS) int recorded,

            @Size(max = MAX_EXECUTIONS) List<String> runIds,

            @Keywords("\"enum\":[\"on\",\"off\"]") String telemetry) {}

    /**
     * Records all of them, or none when one of them is not as it must be.
     *
     * @param executions one JSON object or an array of them: {@code item_id, item_type, outcome, duration_ms} and
     *     optional {@code http_calls, subprocess_calls, error, path, traceparent}
     * @return what is on disk when this returns: nothing while telemetry is off
     */
    Recorded take(byte[] executions) throws ToolException;

    /** The intake of a store. */
    static ExecutionIntake into(AggregateStore store) {
        return executions -> {
            List<JsonValue> rows = rows(executions);
            RowChecker checker = RowChecker.of(EXECUTION_SCHEMA, List.of());
            List<Execution> checked = new ArrayList<>();
            for (JsonValue row : rows) {
                checked.add(execution(row, checker, checked.size(), rows.size()));
            }
            try {
                List<String> runIds = store.record(checked);
                return new Recorded(rows.size(), runIds.size(), runIds, runIds.isEmpty() ? "off" : "on");
            } catch (UnfitRowException e) {
                throw unfit(e.row(), rows.size(), String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new ToolException(
                        Kind.UNAVAILABLE, "log-unavailable", "nothing was recorded: " + Reasons.of(e) + "; try again");
            }
        };
    }

    private static List<JsonValue> rows(byte[] executions) throws ToolException {
        JsonValue parsed;
        try {
            parsed = JsonValue.parse(executions);
        } catch (JsonSyntaxException e) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "executions-not-json",
                    "executions must be one JSON object or an array of them: " + e.sentence() + " (byte "
                            + (e.offset() + 1) + ")");
        }
        List<JsonValue> rows = parsed instanceof ArrayValue array ? array.items() : List.of(parsed);
        if (rows.isEmpty() || rows.size() > MAX_EXECUTIONS) {
            throw invalid("1 to " + MAX_EXECUTIONS + " executions are taken at once, found " + rows.size());
        }
        return rows;
    }

    private static Execution execution(JsonValue row, RowChecker checker, int at, int count) throws ToolException {
        JsonValue given = row instanceof ObjectValue object ? new GivenArguments(EXECUTION_SCHEMA).of(object) : row;
        List<Violation> violations = checker.check(JsonWriter.compact(given).getBytes(StandardCharsets.UTF_8))
                .violations();
        if (!violations.isEmpty() || !(given instanceof ObjectValue object)) {
            throw unfit(at, count, violations.getFirst().sentence());
        }
        try {
            return ExecutionShape.INSTANCE.read(object, Instant.EPOCH);
        } catch (InvalidArgumentException e) {
            throw unfit(at, count, e.argument() + " " + e.expectation());
        }
    }

    private static ToolException unfit(int at, int count, String sentence) {
        String place = count == 1 ? "the execution" : "execution " + (at + 1) + " of " + count;
        return invalid(place + ": " + sentence + "; nothing was recorded");
    }

    private static ToolException invalid(String sentence) {
        return new ToolException(Kind.INVALID_ARGUMENTS, "executions-invalid", sentence);
    }
}
