package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.secrets.Secrets;
import java.nio.charset.StandardCharsets;
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
        JsonObject members = new JsonObject();
        members.put("run_id", runId);
        members.put("item_id", itemId());
        members.put("timestamp", timestamp());
        traceparent().ifPresent(text -> members.put("traceparent", text));
        if (this instanceof Run run) {
            members.put("event", "run");
            members.put("item_type", run.itemType().word());
            members.put("outcome", run.outcome().word());
            members.put("duration_ms", run.durationMs());
            members.put("http_calls", run.httpCalls());
            members.put("subprocess_calls", run.subprocessCalls());
            run.error().ifPresent(error -> members.put("error", error));
            run.path().ifPresent(path -> members.put("path", path));
        } else if (this instanceof Access access) {
            members.put("event", "access");
            members.put("item_type", ItemType.KNOWLEDGE.word());
            access.path().ifPresent(path -> members.put("path", path));
        } else {
            members.put("event", "clear");
        }
        return JsonWriter.compact(Secrets.installed().redact(members.object())).getBytes(StandardCharsets.UTF_8);
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
