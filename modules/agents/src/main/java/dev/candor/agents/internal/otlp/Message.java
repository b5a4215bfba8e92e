package dev.candor.agents.internal.otlp;

import dev.candor.foundation.json.JsonReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The messages of OTLP 1.11 and those of their fields that are read. Both encodings go by this table: protobuf by numbers,
 * JSON by names. What is not in it is skipped.
 */
enum Message {
    LOGS_REQUEST(many(1, "resourceLogs")),
    TRACES_REQUEST(many(1, "resourceSpans")),
    METRICS_REQUEST(many(1, "resourceMetrics")),
    RESOURCE_LOGS(one(1, "resource"), late(2, "scopeLogs")),
    RESOURCE_SPANS(one(1, "resource"), late(2, "scopeSpans")),
    RESOURCE_METRICS(one(1, "resource"), late(2, "scopeMetrics")),
    SCOPE_LOGS(one(1, "scope"), late(2, "logRecords")),
    SCOPE_SPANS(one(1, "scope"), late(2, "spans")),
    SCOPE_METRICS(one(1, "scope"), late(2, "metrics")),
    RESOURCE(many(1, "attributes")),
    SCOPE(text(1, "name"), text(2, "version"), many(3, "attributes")),
    KEY_VALUE(text(1, "key"), one(2, "value")),
    ANY_VALUE(
            text(1, "stringValue"),
            flag(2, "boolValue"),
            varint(3, "intValue"),
            fixed(4, "doubleValue"),
            one(5, "arrayValue"),
            one(6, "kvlistValue"),
            text(7, "bytesValue")),
    ARRAY_VALUE(many(1, "values")),
    KEY_VALUE_LIST(many(1, "values")),
    LOG_RECORD(
            unsigned(1, "timeUnixNano"),
            unsigned(11, "observedTimeUnixNano"),
            varint(2, "severityNumber"),
            text(3, "severityText"),
            text(12, "eventName"),
            one(5, "body"),
            many(6, "attributes"),
            text(9, "traceId"),
            text(10, "spanId")),
    SPAN(
            text(1, "traceId"),
            text(2, "spanId"),
            text(4, "parentSpanId"),
            text(5, "name"),
            varint(6, "kind"),
            unsigned(7, "startTimeUnixNano"),
            unsigned(8, "endTimeUnixNano"),
            many(9, "attributes"),
            one(15, "status")),
    STATUS(text(2, "message"), varint(3, "code")),
    METRIC(
            text(1, "name"),
            text(3, "unit"),
            lateOne(5, "gauge"),
            lateOne(7, "sum"),
            lateOne(9, "histogram"),
            lateOne(10, "exponentialHistogram"),
            lateOne(11, "summary")),
    GAUGE(late(1, "dataPoints")),
    SUM(late(1, "dataPoints"), varint(2, "aggregationTemporality"), flag(3, "isMonotonic")),
    HISTOGRAM(late(1, "dataPoints"), varint(2, "aggregationTemporality")),
    SUMMARY(late(1, "dataPoints")),
    NUMBER_POINT(
            many(7, "attributes"),
            unsigned(2, "startTimeUnixNano"),
            unsigned(3, "timeUnixNano"),
            fixed(4, "asDouble"),
            fixed(6, "asInt")),
    HISTOGRAM_POINT(
            many(9, "attributes"),
            unsigned(2, "startTimeUnixNano"),
            unsigned(3, "timeUnixNano"),
            unsigned(4, "count"),
            fixed(5, "sum")),
    EXPONENTIAL_POINT(
            many(1, "attributes"),
            unsigned(2, "startTimeUnixNano"),
            unsigned(3, "timeUnixNano"),
            unsigned(4, "count"),
            fixed(5, "sum")),
    SUMMARY_POINT(
            many(7, "attributes"),
            unsigned(2, "startTimeUnixNano"),
            unsigned(3, "timeUnixNano"),
            unsigned(4, "count"),
            fixed(5, "sum"));

    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int LENGTH = 2;
    static final int FIXED_32 = 5;

    /** Never changed: an array, because a list makes an iterator for each field that is looked for. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Field[] fields;

    private final int others;

    Message(Field... fields) {
        this.fields = fields;
        int count = 0;
        for (Field field : fields) {
            count += field.late ? 0 : 1;
        }
        this.others = count;
    }

    /** How many of the fields are not late. */
    int others() {
        return others;
    }

    /** The field of a number, if it is read and written so. */
    @Nullable
    Field field(int number, int wireType) {
        for (Field field : fields) {
            if (field.number == number) {
                return field.wireType == wireType ? field : null;
            }
        }
        return null;
    }

    /** The field of the name that a reader has just read. */
    @Nullable
    Field field(JsonReader reader) {
        int hash = reader.textHash();
        for (Field field : fields) {
            if (field.hash == hash && reader.textEquals(field.utf8)) {
                return field;
            }
        }
        return null;
    }

    private static Field varint(int number, String name) {
        return new Field(number, name, VARINT);
    }

    private static Field flag(int number, String name) {
        return new Field(number, name, VARINT);
    }

    private static Field fixed(int number, String name) {
        return new Field(number, name, FIXED_64);
    }

    private static Field unsigned(int number, String name) {
        return new Field(number, name, FIXED_64, false, false, true);
    }

    private static Field text(int number, String name) {
        return new Field(number, name, LENGTH);
    }

    private static Field one(int number, String name) {
        return new Field(number, name, LENGTH);
    }

    private static Field many(int number, String name) {
        return new Field(number, name, LENGTH, true, false, false);
    }

    /** A repeated field that can only be understood when all others are known. */
    private static Field late(int number, String name) {
        return new Field(number, name, LENGTH, true, true, false);
    }

    /** One of several fields, of which only the last is there, and that can only be understood when all others are known. */
    private static Field lateOne(int number, String name) {
        return new Field(number, name, LENGTH, false, true, false);
    }

    /** A field of a message. */
    static final class Field {
        final int number;
        final String name;
        final int wireType;
        final boolean repeated;
        final boolean late;
        final boolean unsigned;
        private final byte[] utf8;
        private final int hash;

        private Field(int number, String name, int wireType) {
            this(number, name, wireType, false, false, false);
        }

        private Field(int number, String name, int wireType, boolean repeated, boolean late, boolean unsigned) {
            this.number = number;
            this.name = name;
            this.wireType = wireType;
            this.repeated = repeated;
            this.late = late;
            this.unsigned = unsigned;
            this.utf8 = name.getBytes(StandardCharsets.UTF_8);
            this.hash = JsonReader.hash(utf8);
        }
    }
}
