package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A row of the log, contract {@code execution} 1: what happened to the statistics of an item. */
sealed interface LogRow {
    String itemId();

    String timestamp();

    /** The place in a distributed trace that this belongs to. */
    default Optional<String> traceparent() {
        return Optional.empty();
    }

    /** An item was run. */
    record Run(
            String itemId,
            ItemType itemType,
            Outcome outcome,
            long durationMs,
            long httpCalls,
            long subprocessCalls,
            Optional<String> error,
            Optional<String> path,
            Optional<String> traceparent,
            String timestamp)
            implements LogRow {
        static Run of(Execution execution, String timestamp) {
            return new Run(
                    execution.itemId(),
                    execution.itemType(),
                    execution.outcome(),
                    execution.durationMs(),
                    execution.httpCalls(),
                    execution.subprocessCalls(),
                    execution.error(),
                    execution.path(),
                    execution.traceparent(),
                    timestamp);
        }
    }

    /** A knowledge item was read. */
    record Access(String itemId, Optional<String> path, Optional<String> traceparent, String timestamp)
            implements LogRow {}

    /** The statistics of an item, or of all, were cleared. */
    record Clear(String itemId, String timestamp) implements LogRow {}

    /** The row as the log keeps it: canonical, and without secrets, as ingestion would write it. */
    default byte[] bytes(String runId) {
        Map<String, JsonValue> members = new HashMap<>();
        members.put("run_id", JsonValue.of(runId));
        members.put("item_id", JsonValue.of(itemId()));
        members.put("timestamp", JsonValue.of(timestamp()));
        traceparent().ifPresent(text -> members.put("traceparent", JsonValue.of(text)));
        if (this instanceof Run run) {
            members.put("event", JsonValue.of("run"));
            members.put("item_type", JsonValue.of(run.itemType().word()));
            members.put("outcome", JsonValue.of(run.outcome().word()));
            members.put("duration_ms", JsonValue.of(run.durationMs()));
            members.put("http_calls", JsonValue.of(run.httpCalls()));
            members.put("subprocess_calls", JsonValue.of(run.subprocessCalls()));
            run.error().ifPresent(error -> members.put("error", JsonValue.of(error)));
            run.path().ifPresent(path -> members.put("path", JsonValue.of(path)));
        } else if (this instanceof Access access) {
            members.put("event", JsonValue.of("access"));
            members.put("item_type", JsonValue.of(ItemType.KNOWLEDGE.word()));
            access.path().ifPresent(path -> members.put("path", JsonValue.of(path)));
        } else {
            members.put("event", JsonValue.of("clear"));
        }
        return JsonWriter.compact(Secrets.installed().redact(new ObjectValue(members)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a row; empty when it is none of ours. */
    static Optional<LogRow> read(byte[] bytes, int from, int to) {
        try {
            return JsonValue.parse(bytes, from, to) instanceof ObjectValue row ? of(row) : Optional.empty();
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<LogRow> of(ObjectValue row) {
        Optional<String> itemId = row.text("item_id");
        Optional<String> timestamp = row.text("timestamp");
        if (itemId.isEmpty() || timestamp.isEmpty()) {
            return Optional.empty();
        }
        return switch (row.text("event").orElse("")) {
            case "run" -> run(row, itemId.get(), timestamp.get());
            case "access" ->
                Optional.of(new Access(itemId.get(), row.text("path"), row.text("traceparent"), timestamp.get()));
            case "clear" -> Optional.of(new Clear(itemId.get(), timestamp.get()));
            default -> Optional.empty();
        };
    }

    private static Optional<LogRow> run(ObjectValue row, String itemId, String timestamp) {
        Optional<ItemType> type = row.text("item_type").flatMap(ItemType::of);
        Optional<Outcome> outcome = row.text("outcome").flatMap(Outcome::of);
        if (type.isEmpty() || outcome.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Run(
                itemId,
                type.get(),
                outcome.get(),
                row.integer("duration_ms").orElse(0L),
                row.integer("http_calls").orElse(0L),
                row.integer("subprocess_calls").orElse(0L),
                row.text("error"),
                row.text("path"),
                row.text("traceparent"),
                timestamp));
    }
}
