package dev.candor.aggregatestore;

import dev.candor.foundation.capability.GivenArguments;
import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs as JSON, checked one by one before the first of them is recorded. */
final class JsonIntake implements ExecutionIntake {
    private static final GivenArguments GIVEN = new GivenArguments(EXECUTION_SCHEMA);

    private final AggregateStore store;

    JsonIntake(AggregateStore store) {
        this.store = store;
    }

    @Override
    public ObjectValue take(byte[] executions) throws ToolException {
        List<JsonValue> rows = rows(executions);
        RowChecker checker = RowChecker.of(EXECUTION_SCHEMA, List.of());
        List<Execution> checked = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String place = rows.size() == 1 ? "the execution: " : "execution " + (i + 1) + " of " + rows.size() + ": ";
            checked.add(execution(rows.get(i), checker, place));
        }
        List<String> runIds;
        try {
            runIds = store.record(checked);
        } catch (IOException e) {
            throw new ToolException(
                    Kind.UNAVAILABLE, "log-unavailable", "nothing was recorded: " + Reasons.of(e) + "; try again");
        }
        return new ObjectValue(Map.of(
                "received", JsonValue.of(rows.size()),
                "recorded", JsonValue.of(runIds.size()),
                "run_ids", JsonValue.of(runIds.stream().map(JsonValue::of).toList()),
                "telemetry", JsonValue.of(runIds.isEmpty() ? "off" : "on")));
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

    private static Execution execution(JsonValue row, RowChecker checker, String place) throws ToolException {
        JsonValue given = row instanceof ObjectValue object ? GIVEN.of(object) : row;
        List<Violation> violations = checker.check(JsonWriter.compact(given).getBytes(StandardCharsets.UTF_8))
                .violations();
        if (!violations.isEmpty() || !(given instanceof ObjectValue object)) {
            throw invalid(place + violations.getFirst().sentence() + "; nothing was recorded");
        }
        try {
            return ExecutionShape.INSTANCE.read(object, Instant.EPOCH);
        } catch (InvalidArgumentException e) {
            throw invalid(place + e.argument() + " " + e.expectation() + "; nothing was recorded");
        } catch (IllegalArgumentException e) {
            throw invalid(place + e.getMessage() + "; nothing was recorded");
        }
    }

    private static ToolException invalid(String sentence) {
        return new ToolException(Kind.INVALID_ARGUMENTS, "executions-invalid", sentence);
    }
}
