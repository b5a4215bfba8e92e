package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Optional;

/** A row of the log, contract {@code execution} 1: what happened to the statistics of an item. */
sealed interface LogRow {
    String itemId();

    String timestamp();

    /** Adds what only rows of this kind have. */
    void addTo(JsonObject row);

    /** An item was run. */
    record Run(Execution execution, String timestamp) implements LogRow {
        @Override
        public String itemId() {
            return execution.itemId();
        }

        @Override
        public void addTo(JsonObject row) {
            row.put("event", "run")
                    .put("item_type", execution.itemType().word())
                    .put("outcome", execution.outcome().word())
                    .put("duration_ms", execution.durationMs())
                    .put("http_calls", execution.httpCalls())
                    .put("subprocess_calls", execution.subprocessCalls());
            execution.error().ifPresent(error -> row.put("error", error));
            execution.path().ifPresent(path -> row.put("path", path));
            execution.traceparent().ifPresent(trace -> row.put("traceparent", trace));
        }
    }

    /** A knowledge item was read. */
    record Access(String itemId, Optional<String> path, Optional<String> traceparent, String timestamp)
            implements LogRow {
        @Override
        public void addTo(JsonObject row) {
            row.put("event", "access").put("item_type", ItemType.KNOWLEDGE.word());
            path.ifPresent(file -> row.put("path", file));
            traceparent.ifPresent(trace -> row.put("traceparent", trace));
        }
    }

    /** The statistics of an item, or of all, were cleared. */
    record Clear(String itemId, String timestamp) implements LogRow {
        @Override
        public void addTo(JsonObject row) {
            row.put("event", "clear");
        }
    }

    /** The row with an id, as it is handed to ingestion. */
    default ObjectValue json(String runId) {
        JsonObject row =
                new JsonObject().put("run_id", runId).put("item_id", itemId()).put("timestamp", timestamp());
        addTo(row);
        return row.object();
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
            case "run" -> run(row, itemId.get()).map(run -> new Run(run, timestamp.get()));
            case "access" ->
                Optional.of(new Access(itemId.get(), row.text("path"), row.text("traceparent"), timestamp.get()));
            case "clear" -> Optional.of(new Clear(itemId.get(), timestamp.get()));
            default -> Optional.empty();
        };
    }

    private static Optional<Execution> run(ObjectValue row, String itemId) {
        Optional<ItemType> type = row.text("item_type").flatMap(ItemType::of);
        Optional<Outcome> outcome = row.text("outcome").flatMap(Outcome::of);
        if (type.isEmpty() || outcome.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Execution(
                itemId,
                type.get(),
                outcome.get(),
                row.integer("duration_ms").orElse(0L),
                row.integer("http_calls").orElse(0L),
                row.integer("subprocess_calls").orElse(0L),
                row.text("error"),
                row.text("path"),
                row.text("traceparent")));
    }
}
