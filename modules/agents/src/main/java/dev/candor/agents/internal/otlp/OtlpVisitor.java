package dev.candor.agents.internal.otlp;

/**
 * Hears what an export request holds, one record after the other, as soon as it was read. All records refer to the bytes of
 * the request: whoever keeps one keeps them. Times are nanoseconds since 1970, UTC, unsigned; 0 is none. An id is text in
 * lower-case hexadecimal, and empty where none was given or what was given is none: of another length, or of zeros only.
 */
public interface OtlpVisitor {
    /** A log record, span or data point was passed over, for it has more than the bounds let in. */
    default void beyondBounds() {}

    /** A log record. */
    default void log(Source source, LogRecord log) {}

    /** A span; one without trace id or span id is to be refused, for such are log records that were sent as spans. */
    default void span(Source source, Span span) {}

    /** One data point of a metric. */
    default void point(Source source, Metric metric, Point point) {}

    /**
     * Where records come from.
     *
     * @param resource the attributes of the process that sent them
     * @param scope the name of the library that made them
     */
    record Source(Attributes resource, Text scope, Text scopeVersion, Attributes scopeAttributes) {}

    /**
     * A log record.
     *
     * @param severity OTLP's number, 1 (trace) to 24 (fatal); 0 is none
     */
    record LogRecord(
            long timeUnixNano,
            long observedTimeUnixNano,
            int severity,
            Text severityText,
            Text eventName,
            Value body,
            Attributes attributes,
            String traceId,
            String spanId) {}

    /**
     * A span. Its events and links are not read.
     *
     * @param kind OTLP's number, 1 (internal) to 5 (consumer); 0 is none
     */
    record Span(
            Text name,
            int kind,
            long startTimeUnixNano,
            long endTimeUnixNano,
            SpanStatus status,
            Attributes attributes,
            String traceId,
            String spanId,
            String parentSpanId) {}

    /**
     * How a span ended.
     *
     * @param code OTLP's number: 0 unset, 1 ok, 2 error
     */
    record SpanStatus(int code, Text message) {}

    /** What points are of. */
    record Metric(Text name, Text unit, MetricType type, Temporality temporality, boolean monotonic) {}

    /** How the points of a metric are made. */
    enum MetricType {
        GAUGE,
        SUM,
        HISTOGRAM,
        EXPONENTIAL_HISTOGRAM,
        SUMMARY
    }

    /** What the value of a point counts from: its own start time, or that of the series. In OTLP's order. */
    enum Temporality {
        UNSPECIFIED,
        DELTA,
        CUMULATIVE
    }

    /**
     * A data point. Buckets, quantiles and exemplars are not read.
     *
     * @param value the value of a sum or gauge; of all others the sum of the values that were counted; empty without one
     * @param count how many values were counted, unsigned; 0 for a sum or gauge
     */
    record Point(Attributes attributes, long startTimeUnixNano, long timeUnixNano, Value value, long count) {}
}
