package dev.candor.export.internal.item;

import dev.candor.aggregatestore.AccessStats;
import dev.candor.aggregatestore.ItemStats;
import dev.candor.aggregatestore.Outcome;
import dev.candor.aggregatestore.RunStats;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import java.util.Locale;
import java.util.Optional;

/** The columns of all items' statistics. None of them is private: no paths, errors or call counts. */
enum ItemColumn {
    ITEM_ID("VARCHAR"),
    TYPE("VARCHAR"),
    TOTAL_RUNS("BIGINT"),
    SUCCESS_COUNT("BIGINT"),
    FAILURE_COUNT("BIGINT"),
    TIMEOUT_COUNT("BIGINT"),
    CANCELLED_COUNT("BIGINT"),
    SUCCESS_RATE("DOUBLE"),
    AVG_DURATION_MS("DOUBLE"),
    LAST_RUN("TIMESTAMPTZ"),
    LAST_OUTCOME("VARCHAR"),
    ACCESS_COUNT("BIGINT"),
    LAST_ACCESSED("TIMESTAMPTZ");

    private final String sqlType;

    ItemColumn(String sqlType) {
        this.sqlType = sqlType;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    String sqlType() {
        return sqlType;
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
