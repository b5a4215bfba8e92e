package dev.candor.agents.internal.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.candor.agents.internal.otlp.OtlpVisitor.MetricType;
import dev.candor.agents.internal.otlp.OtlpVisitor.Temporality;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The other opinion: OTLP's official classes, told in the lines of {@link Heard}. */
final class Official {
    private Official() {}

    static Message.Builder builder(Signal signal) {
        return switch (signal) {
            case LOGS -> ExportLogsServiceRequest.newBuilder();
            case TRACES -> ExportTraceServiceRequest.newBuilder();
            case METRICS -> ExportMetricsServiceRequest.newBuilder();
        };
    }

    static List<String> lines(Signal signal, byte[] request) throws InvalidProtocolBufferException {
        return lines(builder(signal).mergeFrom(request).build());
    }

    static List<String> lines(Message request) {
        List<String> lines = new ArrayList<>();
        switch (request) {
            case ExportLogsServiceRequest logs ->
                logs.getResourceLogsList()
                        .forEach(group -> group.getScopeLogsList()
                                .forEach(scope -> scope.getLogRecordsList()
                                        .forEach(log -> lines.add(
                                                "log" + of(group.getResource(), scope.getScope()) + of(log)))));
            case ExportTraceServiceRequest traces ->
                traces.getResourceSpansList()
                        .forEach(group -> group.getScopeSpansList()
                                .forEach(scope -> scope.getSpansList()
                                        .forEach(span -> lines.add(
                                                "span" + of(group.getResource(), scope.getScope()) + of(span)))));
            case ExportMetricsServiceRequest metrics ->
                metrics.getResourceMetricsList()
                        .forEach(group -> group.getScopeMetricsList()
                                .forEach(scope -> scope.getMetricsList()
                                        .forEach(metric -> addPoints(
                                                "point" + of(group.getResource(), scope.getScope()), metric, lines))));
            default -> throw new IllegalArgumentException("no request");
        }
        return lines;
    }

    private static String of(LogRecord log) {
        return log.getTimeUnixNano() + "|" + log.getObservedTimeUnixNano() + "|" + log.getSeverityNumberValue() + "|"
                + log.getSeverityText() + "|" + log.getEventName() + "|" + of(log.getBody()) + "|"
                + of(log.getAttributesList()) + "|" + id(log.getTraceId(), 16) + "|" + id(log.getSpanId(), 8);
    }

    private static String of(Span span) {
        return span.getName() + "|" + span.getKindValue() + "|" + span.getStartTimeUnixNano() + "|"
                + span.getEndTimeUnixNano() + "|" + span.getStatus().getCodeValue() + "|"
                + span.getStatus().getMessage() + "|" + of(span.getAttributesList()) + "|"
                + id(span.getTraceId(), 16) + "|" + id(span.getSpanId(), 8) + "|" + id(span.getParentSpanId(), 8);
    }

    private static void addPoints(String source, Metric metric, List<String> lines) {
        String head = source + metric.getName() + "|" + metric.getUnit() + "|";
        switch (metric.getDataCase()) {
            case GAUGE ->
                addNumbers(
                        head + of(MetricType.GAUGE, 0, false), metric.getGauge().getDataPointsList(), lines);
            case SUM ->
                addNumbers(
                        head
                                + of(
                                        MetricType.SUM,
                                        metric.getSum().getAggregationTemporalityValue(),
                                        metric.getSum().getIsMonotonic()),
                        metric.getSum().getDataPointsList(),
                        lines);
            case HISTOGRAM ->
                metric.getHistogram()
                        .getDataPointsList()
                        .forEach(point -> lines.add(head
                                + of(
                                        MetricType.HISTOGRAM,
                                        metric.getHistogram().getAggregationTemporalityValue(),
                                        false)
                                + of(point.getAttributesList()) + "|" + point.getStartTimeUnixNano() + "|"
                                + point.getTimeUnixNano() + "|" + (point.hasSum() ? "d" + point.getSum() : "-") + "|"
                                + point.getCount()));
            case EXPONENTIAL_HISTOGRAM ->
                metric.getExponentialHistogram()
                        .getDataPointsList()
                        .forEach(point -> lines.add(head
                                + of(
                                        MetricType.EXPONENTIAL_HISTOGRAM,
                                        metric.getExponentialHistogram().getAggregationTemporalityValue(),
                                        false)
                                + of(point.getAttributesList()) + "|" + point.getStartTimeUnixNano() + "|"
                                + point.getTimeUnixNano() + "|" + (point.hasSum() ? "d" + point.getSum() : "-") + "|"
                                + point.getCount()));
            case SUMMARY ->
                metric.getSummary()
                        .getDataPointsList()
                        .forEach(point -> lines.add(head + of(MetricType.SUMMARY, 0, false)
                                + of(point.getAttributesList()) + "|" + point.getStartTimeUnixNano() + "|"
                                + point.getTimeUnixNano() + "|d" + point.getSum() + "|" + point.getCount()));
            case DATA_NOT_SET -> {}
        }
    }

    private static void addNumbers(String head, List<NumberDataPoint> points, List<String> lines) {
        points.forEach(point ->
                lines.add(head + of(point.getAttributesList()) + "|" + point.getStartTimeUnixNano() + "|"
                        + point.getTimeUnixNano() + "|"
                        + switch (point.getValueCase()) {
                            case AS_DOUBLE -> "d" + point.getAsDouble();
                            case AS_INT -> "i" + point.getAsInt();
                            case VALUE_NOT_SET -> "-";
                        }
                        + "|0"));
    }

    private static String of(MetricType type, int temporality, boolean monotonic) {
        Temporality known = temporality == 1
                ? Temporality.DELTA
                : temporality == 2 ? Temporality.CUMULATIVE : Temporality.UNSPECIFIED;
        return type + "|" + known + "|" + monotonic + "|";
    }

    private static String of(Resource resource, InstrumentationScope scope) {
        return "|" + of(resource.getAttributesList()) + "|" + scope.getName() + "|" + scope.getVersion() + "|"
                + of(scope.getAttributesList()) + "|";
    }

    private static String of(List<KeyValue> attributes) {
        return attributes.stream()
                .map(attribute -> attribute.getKey() + "=" + of(attribute.getValue()) + ";")
                .collect(Collectors.joining("", "{", "}"));
    }

    private static String of(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> "s" + value.getStringValue();
            case BOOL_VALUE -> "b" + value.getBoolValue();
            case INT_VALUE -> "i" + value.getIntValue();
            case DOUBLE_VALUE -> "d" + value.getDoubleValue();
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(Official::of)
                        .collect(Collectors.joining(";", "[", "]"));
            case KVLIST_VALUE -> of(value.getKvlistValue().getValuesList());
            case BYTES_VALUE ->
                "x" + HexFormat.of().formatHex(value.getBytesValue().toByteArray());
            // of profiles only
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> "-";
        };
    }

    private static String id(ByteString id, int length) {
        String hex = HexFormat.of().formatHex(id.toByteArray());
        return id.size() == length && !hex.matches("0*") ? hex : "";
    }
}
