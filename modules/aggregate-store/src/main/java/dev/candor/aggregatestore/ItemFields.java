package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.text.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of an item in the shared file. Reading is lenient, because other programs write there too: a missing
 * field counts as zero or nothing, a number may be quoted; what makes no sense at all is told and counts as missing.
 */
final class ItemFields {
    private static final List<String> RUN_FIELDS = List.of(
            "total_runs",
            "success_count",
            "failure_count",
            "timeout_count",
            "cancelled_count",
            "avg_duration_ms",
            "http_calls",
            "subprocess_calls",
            "last_run",
            "last_outcome",
            "last_error");
    private static final List<String> ACCESS_FIELDS = List.of("access_count", "last_accessed");
    private static final JsonValue NULL = new NullValue();
    /** Fewer digits than these make no number that is too large. */
    private static final int FEW_DIGITS = 16;

    private final Map<String, JsonValue> fields;
    private final List<String> oddities;
    private final String itemId;

    private ItemFields(String itemId, ObjectValue fields, List<String> oddities) {
        this.itemId = itemId;
        this.fields = new LinkedHashMap<>(fields.members());
        this.oddities = oddities;
    }

    /** Reads an item; what cannot be read is added to the oddities, a sentence each. */
    static ItemStats read(String itemId, ObjectValue fields, List<String> oddities) {
        return new ItemFields(itemId, fields, oddities).read();
    }

    private ItemStats read() {
        String type = text("type").orElse(ItemType.TOOL.word());
        Optional<RunStats> runs = hasAny(RUN_FIELDS) ? Optional.of(runs()) : Optional.empty();
        Optional<AccessStats> accesses = hasAny(ACCESS_FIELDS)
                ? Optional.of(new AccessStats(count("access_count"), text("last_accessed")))
                : Optional.empty();
        List<String> paths = paths();
        return new ItemStats(type, runs, accesses, paths, fields);
    }

    private RunStats runs() {
        return new RunStats(
                count("total_runs"),
                count("success_count"),
                count("failure_count"),
                count("timeout_count"),
                count("cancelled_count"),
                decimal("avg_duration_ms"),
                count("http_calls"),
                count("subprocess_calls"),
                text("last_run"),
                text("last_outcome"),
                text("last_error"));
    }

    private boolean hasAny(List<String> names) {
        return names.stream().anyMatch(fields::containsKey);
    }

    private long count(String name) {
        if (fields.get(name) instanceof NumberValue written && isShort(written.text(), false)) {
            fields.remove(name);
            return Long.parseLong(written.text());
        }
        return number(name).longValue();
    }

    private double decimal(String name) {
        if (fields.get(name) instanceof NumberValue written && isShort(written.text(), true)) {
            fields.remove(name);
            return Double.parseDouble(written.text());
        }
        return number(name).doubleValue();
    }

    /** Few digits, and perhaps a dot: nearly every number. The class BigDecimal takes milliseconds to load. */
    private static boolean isShort(String number, boolean dot) {
        boolean isShort = number.length() <= FEW_DIGITS;
        for (int i = 0; isShort && i < number.length(); i++) {
            char c = number.charAt(i);
            isShort = (c >= '0' && c <= '9') || (dot && c == '.');
        }
        return isShort;
    }

    private BigDecimal number(String name) {
        JsonValue value = fields.remove(name);
        if (value == null || value instanceof NullValue) {
            return BigDecimal.ZERO;
        }
        Optional<BigDecimal> number = value instanceof NumberValue written
                ? Optional.of(written.number())
                : value instanceof StringValue quoted ? Numbers.decimal(quoted.text()) : Optional.empty();
        Optional<BigDecimal> sensible = number.filter(
                n -> n.signum() >= 0 && n.scale() < 1000 && n.compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 2)) <= 0);
        if (sensible.isEmpty()) {
            odd(name, "a number that is not negative", value);
        }
        return sensible.orElse(BigDecimal.ZERO);
    }

    private Optional<String> text(String name) {
        JsonValue value = fields.remove(name);
        if (value == null || value instanceof NullValue) {
            return Optional.empty();
        }
        if (value instanceof StringValue string) {
            return Optional.of(string.text());
        }
        if (value instanceof NumberValue number) {
            return Optional.of(number.text());
        }
        odd(name, "a text", value);
        return Optional.empty();
    }

    private List<String> paths() {
        JsonValue value = fields.remove("paths");
        if (value == null || value instanceof NullValue) {
            return List.of();
        }
        if (!(value instanceof ArrayValue array)) {
            odd("paths", "a list of texts", value);
            return List.of();
        }
        Set<String> paths = new LinkedHashSet<>();
        for (JsonValue item : array.items()) {
            if (item instanceof StringValue path) {
                paths.add(path.text());
            } else {
                odd("paths", "a list of texts", item);
            }
        }
        return List.copyOf(paths);
    }

    private void odd(String name, String expected, JsonValue found) {
        oddities.add("the field " + name + " of the item " + itemId + " must be " + expected + ", found "
                + Oddity.shown(found));
    }

    /** Writes an item: our fields in the order of the contract, then what others keep there. */
    static ObjectValue write(ItemStats item) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("type", JsonValue.of(item.type()));
        item.runs().ifPresent(runs -> write(runs, fields));
        item.accesses().ifPresent(accesses -> {
            fields.put("access_count", JsonValue.of(accesses.accessCount()));
            fields.put("last_accessed", orNull(accesses.lastAccessed()));
        });
        List<JsonValue> paths = new ArrayList<>();
        item.paths().forEach(path -> paths.add(JsonValue.of(path)));
        fields.put("paths", JsonValue.of(paths));
        fields.putAll(item.others());
        return new ObjectValue(fields);
    }

    private static void write(RunStats runs, Map<String, JsonValue> fields) {
        fields.put("total_runs", JsonValue.of(runs.totalRuns()));
        fields.put("success_count", JsonValue.of(runs.successCount()));
        fields.put("failure_count", JsonValue.of(runs.failureCount()));
        fields.put("timeout_count", JsonValue.of(runs.timeoutCount()));
        if (runs.cancelledCount() > 0) {
            fields.put("cancelled_count", JsonValue.of(runs.cancelledCount()));
        }
        fields.put("avg_duration_ms", decimal(runs.avgDurationMs()));
        fields.put("http_calls", JsonValue.of(runs.httpCalls()));
        fields.put("subprocess_calls", JsonValue.of(runs.subprocessCalls()));
        fields.put("last_run", orNull(runs.lastRun()));
        fields.put("last_outcome", orNull(runs.lastOutcome()));
        fields.put("last_error", orNull(runs.lastError()));
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.isPresent() ? JsonValue.of(text.get()) : NULL;
    }

    /** Never with an exponent: YAML 1.1 reads {@code 1.25E7} as a text. */
    private static JsonValue decimal(double number) {
        String shortest = Double.toString(number);
        boolean exponent = shortest.indexOf('E') >= 0;
        return new NumberValue(exponent ? new BigDecimal(shortest).toPlainString() : shortest);
    }
}
