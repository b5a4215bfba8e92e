package dev.candor.agents.internal.otlp;

import dev.candor.agents.internal.otlp.Attributes.Attribute;
import dev.candor.agents.internal.otlp.OtlpVisitor.LogRecord;
import dev.candor.agents.internal.otlp.OtlpVisitor.Metric;
import dev.candor.agents.internal.otlp.OtlpVisitor.MetricType;
import dev.candor.agents.internal.otlp.OtlpVisitor.Point;
import dev.candor.agents.internal.otlp.OtlpVisitor.Source;
import dev.candor.agents.internal.otlp.OtlpVisitor.Span;
import dev.candor.agents.internal.otlp.OtlpVisitor.SpanStatus;
import dev.candor.agents.internal.otlp.OtlpVisitor.Temporality;
import dev.candor.agents.internal.otlp.Value.DoubleValue;
import dev.candor.agents.internal.otlp.Value.EmptyValue;
import dev.candor.agents.internal.otlp.Value.IntValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an export request in either encoding. It holds one record at a time, and none of its texts: those are left where
 * they stand. What is given twice is taken as protobuf's rules for merging have it. Bounds: a value nests
 * {@value ValueReader#MAX_NESTING} arrays and maps; a record, a resource and a scope each have {@value ValueReader#MAX_VALUES} values in all. A record
 * beyond them is passed over, and the visitor hears that it was; a resource or scope refuses the request.
 */
public final class OtlpDecoder {
    /** The bounds of one record, for a person. */
    public static final String BOUNDS = "a record has at most " + ValueReader.MAX_VALUES
            + " attributes and values, nested at most " + ValueReader.MAX_NESTING + " deep";

    private final Signal signal;
    private final FieldReader in;
    private final OtlpVisitor visitor;
    private final ValueReader values;

    OtlpDecoder(Signal signal, FieldReader in, OtlpVisitor visitor) {
        this.signal = signal;
        this.in = in;
        this.visitor = visitor;
        this.values = new ValueReader(in);
    }

    /**
     * Reads the first {@code length} bytes of an array, which must not change as long as one of its records is used.
     *
     * @throws OtlpSyntaxException when they are no export request; what the visitor has heard until then is void
     */
    public static void decode(Signal signal, Encoding encoding, byte[] bytes, int length, OtlpVisitor visitor) {
        new OtlpDecoder(signal, fields(encoding, bytes, length), visitor).decode();
    }

    static FieldReader fields(Encoding encoding, byte[] bytes, int length) {
        return switch (encoding) {
            case PROTOBUF -> new ProtobufFields(bytes, length);
            case JSON -> new JsonFields(bytes, length);
        };
    }

    /** Reads the request. */
    void decode() {
        in.enter(signal.request());
        while (!in.next().isEmpty()) {
            resourceRecords();
        }
    }

    private void resourceRecords() {
        in.enter(signal.ofResource());
        Attributes resource = new Attributes(new ArrayList<>());
        values.begin();
        for (String field = in.next(); !field.isEmpty(); field = in.next()) {
            if (field.equals("resource")) {
                in.enter(Message.RESOURCE);
                while (!in.next().isEmpty()) {
                    values.attribute(resource.list());
                }
                values.requireBounds();
            } else {
                scopeRecords(resource);
            }
        }
    }

    private void scopeRecords(Attributes resource) {
        in.enter(signal.ofScope());
        Text name = Text.EMPTY;
        Text version = Text.EMPTY;
        Attributes attributes = new Attributes(new ArrayList<>());
        values.begin();
        Source source = null;
        for (String field = in.next(); !field.isEmpty(); field = in.next()) {
            if (field.equals("scope")) {
                in.enter(Message.SCOPE);
                for (String member = in.next(); !member.isEmpty(); member = in.next()) {
                    switch (member) {
                        case "name" -> name = in.text();
                        case "version" -> version = in.text();
                        default -> values.attribute(attributes.list());
                    }
                }
                values.requireBounds();
                continue;
            }
            if (source == null) {
                source = new Source(resource, name, version, attributes);
            }
            values.begin();
            switch (signal) {
                case LOGS -> log(source);
                case TRACES -> span(source);
                case METRICS -> metric(source);
            }
        }
    }

    private void log(Source source) {
        in.enter(Message.LOG_RECORD);
        long time = 0;
        long observed = 0;
        int severity = 0;
        Text severityText = Text.EMPTY;
        Text eventName = Text.EMPTY;
        Value body = EmptyValue.EMPTY;
        List<Attribute> attributes = new ArrayList<>();
        String traceId = "";
        String spanId = "";
        for (String field = in.next(); !field.isEmpty(); field = in.next()) {
            switch (field) {
                case "timeUnixNano" -> time = in.integer();
                case "observedTimeUnixNano" -> observed = in.integer();
                case "severityNumber" -> severity = in.code();
                case "severityText" -> severityText = in.text();
                case "eventName" -> eventName = in.text();
                case "body" -> body = values.value(body);
                case "attributes" -> values.attribute(attributes);
                case "traceId" -> traceId = in.id(16);
                case "spanId" -> spanId = in.id(8);
                default -> throw unread(field);
            }
        }
        if (!values.isWithinBounds()) {
            visitor.beyondBounds();
            return;
        }
        visitor.log(
                source,
                new LogRecord(
                        time,
                        observed,
                        severity,
                        severityText,
                        eventName,
                        body,
                        new Attributes(attributes),
                        traceId,
                        spanId));
    }

    private void span(Source source) {
        in.enter(Message.SPAN);
        Text name = Text.EMPTY;
        int kind = 0;
        long start = 0;
        long end = 0;
        int code = 0;
        Text message = Text.EMPTY;
        List<Attribute> attributes = new ArrayList<>();
        String traceId = "";
        String spanId = "";
        String parent = "";
        for (String field = in.next(); !field.isEmpty(); field = in.next()) {
            switch (field) {
                case "traceId" -> traceId = in.id(16);
                case "spanId" -> spanId = in.id(8);
                case "parentSpanId" -> parent = in.id(8);
                case "name" -> name = in.text();
                case "kind" -> kind = in.code();
                case "startTimeUnixNano" -> start = in.integer();
                case "endTimeUnixNano" -> end = in.integer();
                case "attributes" -> values.attribute(attributes);
                case "status" -> {
                    in.enter(Message.STATUS);
                    for (String member = in.next(); !member.isEmpty(); member = in.next()) {
                        switch (member) {
                            case "message" -> message = in.text();
                            default -> code = in.code();
                        }
                    }
                }
                default -> throw unread(field);
            }
        }
        if (!values.isWithinBounds()) {
            visitor.beyondBounds();
            return;
        }
        SpanStatus status = new SpanStatus(code, message);
        visitor.span(
                source, new Span(name, kind, start, end, status, new Attributes(attributes), traceId, spanId, parent));
    }

    private void metric(Source source) {
        in.enter(Message.METRIC);
        Text name = Text.EMPTY;
        Text unit = Text.EMPTY;
        for (String field = in.next(); !field.isEmpty(); field = in.next()) {
            switch (field) {
                case "name" -> name = in.text();
                case "unit" -> unit = in.text();
                case "gauge" -> points(source, name, unit, MetricType.GAUGE);
                case "sum" -> points(source, name, unit, MetricType.SUM);
                case "histogram" -> points(source, name, unit, MetricType.HISTOGRAM);
                case "exponentialHistogram" -> points(source, name, unit, MetricType.EXPONENTIAL_HISTOGRAM);
                case "summary" -> points(source, name, unit, MetricType.SUMMARY);
                default -> throw unread(field);
            }
        }
    }

    private void points(Source source, Text name, Text unit, MetricType type) {
        in.enter(
                switch (type) {
                    case GAUGE -> Message.GAUGE;
                    case SUM -> Message.SUM;
                    case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> Message.HISTOGRAM;
                    case SUMMARY -> Message.SUMMARY;
                });
        Temporality temporality = Temporality.UNSPECIFIED;
        boolean monotonic = false;
        Metric metric = null;
        for (String field = in.next(); !field.isEmpty(); field = in.next()) {
            switch (field) {
                case "aggregationTemporality" -> temporality = temporality(in.code());
                case "isMonotonic" -> monotonic = in.flag();
                default -> {
                    if (metric == null) {
                        metric = new Metric(name, unit, type, temporality, monotonic);
                    }
                    values.begin();
                    Point point = point(type);
                    if (values.isWithinBounds()) {
                        visitor.point(source, metric, point);
                    } else {
                        visitor.beyondBounds();
                    }
                }
            }
        }
    }

    private static Temporality temporality(int code) {
        return switch (code) {
            case 1 -> Temporality.DELTA;
            case 2 -> Temporality.CUMULATIVE;
            default -> Temporality.UNSPECIFIED;
        };
    }

    private Point point(MetricType type) {
        in.enter(
                switch (type) {
                    case GAUGE, SUM -> Message.NUMBER_POINT;
                    case HISTOGRAM -> Message.HISTOGRAM_POINT;
                    case EXPONENTIAL_HISTOGRAM -> Message.EXPONENTIAL_POINT;
                    case SUMMARY -> Message.SUMMARY_POINT;
                });
        List<Attribute> attributes = new ArrayList<>();
        long start = 0;
        long time = 0;
        long count = 0;
        // the sum of a summary is the only value that cannot be absent
        Value value = type == MetricType.SUMMARY ? new DoubleValue(0) : EmptyValue.EMPTY;
        for (String field = in.next(); !field.isEmpty(); field = in.next()) {
            switch (field) {
                case "attributes" -> values.attribute(attributes);
                case "startTimeUnixNano" -> start = in.integer();
                case "timeUnixNano" -> time = in.integer();
                case "count" -> count = in.integer();
                case "asInt" -> value = new IntValue(in.integer());
                case "asDouble", "sum" -> value = new DoubleValue(in.real());
                default -> throw unread(field);
            }
        }
        return new Point(new Attributes(attributes), start, time, value, count);
    }

    static IllegalStateException unread(String field) {
        return new IllegalStateException("No message read here has a field " + field);
    }
}
