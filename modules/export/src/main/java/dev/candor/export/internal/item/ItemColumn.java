package dev.candor.export.internal.item;

import dev.candor.aggregatestore.AccessStats;
import dev.candor.aggregatestore.ItemStats;
import dev.candor.aggregatestore.Outcome;
import dev.candor.aggregatestore.RunStats;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.index.Column;
import java.util.Locale;
import java.util.Optional;

/** The columns of all items' statistics. None of them is private: no paths, errors or call counts. */
enum ItemColumn {
    ITEM_ID(Column.Type.TEXT),
    TYPE(Column.Type.TEXT),
    TOTAL_RUNS(Column.Type.INTEGER),
    SUCCESS_COUNT(Column.Type.INTEGER),
    FAILURE_COUNT(Column.Type.INTEGER),
    TIMEOUT_COUNT(Column.Type.INTEGER),
    CANCELLED_COUNT(Column.Type.INTEGER),
    SUCCESS_RATE(Column.Type.NUMBER),
    AVG_DURATION_MS(Column.Type.NUMBER),
    LAST_RUN(Column.Type.TIME),
    LAST_OUTCOME(Column.Type.TEXT),
    ACCESS_COUNT(Column.Type.INTEGER),
    LAST_ACCESSED(Column.Type.TIME);

    private final Column.Type type;

    ItemColumn(Column.Type type) {
        this.type = type;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    Column column() {
        return new Column(title(), type, "");
    }

    /** Its value for an item; null for what the item does not have. */
    JsonValue of(String id, ItemStats item) {
        Optional<RunStats> runs = item.runs();
        return switch (this) {
            case ITEM_ID -> JsonValue.of(id);
            case TYPE -> JsonValue.of(item.type());
            case TOTAL_RUNS -> count(runs.map(RunStats::totalRuns));
            case SUCCESS_COUNT -> count(runs.map(RunStats::successCount));
            case FAILURE_COUNT -> count(runs.map(RunStats::failureCount));
            case TIMEOUT_COUNT -> count(runs.map(RunStats::timeoutCount));
            case CANCELLED_COUNT -> count(runs.map(RunStats::cancelledCount));
            case SUCCESS_RATE -> decimal(runs.flatMap(RunStats::successRate));
            case AVG_DURATION_MS ->
                decimal(runs.filter(some -> some.totalRuns() > 0).map(RunStats::avgDurationMs));
            case LAST_RUN -> text(Timestamp.of(runs.flatMap(RunStats::lastRun)));
            case LAST_OUTCOME ->
                text(runs.flatMap(RunStats::lastOutcome).flatMap(Outcome::of).map(Outcome::word));
            case ACCESS_COUNT -> count(item.accesses().map(AccessStats::accessCount));
            case LAST_ACCESSED -> text(Timestamp.of(item.accesses().flatMap(AccessStats::lastAccessed)));
        };
    }

    private static JsonValue count(Optional<Long> count) {
        return count.<JsonValue>map(JsonValue::of).orElseGet(NullValue::new);
    }

    private static JsonValue decimal(Optional<Double> number) {
        return number.<JsonValue>map(value -> JsonValue.rounded(value, PublishPayload.DECIMALS))
                .orElseGet(NullValue::new);
    }

    private static JsonValue text(Optional<String> text) {
        return text.<JsonValue>map(JsonValue::of).orElseGet(NullValue::new);
    }
}
