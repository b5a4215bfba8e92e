package dev.candor.agents.internal.otlp;

import dev.candor.agents.internal.otlp.Attributes.Attribute;
import dev.candor.agents.internal.otlp.Value.ArrayValue;
import dev.candor.agents.internal.otlp.Value.BoolValue;
import dev.candor.agents.internal.otlp.Value.BytesValue;
import dev.candor.agents.internal.otlp.Value.DoubleValue;
import dev.candor.agents.internal.otlp.Value.EmptyValue;
import dev.candor.agents.internal.otlp.Value.IntValue;
import dev.candor.agents.internal.otlp.Value.MapValue;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** What a decoder told, one line for a record. */
final class Heard implements OtlpVisitor {
    final List<String> lines = new ArrayList<>();
    int beyondBounds;

    static List<String> of(Signal signal, Encoding encoding, byte[] request) {
        Heard heard = new Heard();
        OtlpDecoder.decode(signal, encoding, request, request.length, heard);
        return heard.lines;
    }

    @Override
    public void beyondBounds() {
        beyondBounds++;
    }

    @Override
    public void log(Source source, LogRecord log) {
        lines.add(
                "log" + of(source) + log.timeUnixNano() + "|" + log.observedTimeUnixNano() + "|" + log.severity() + "|"
                        + log.severityText().text() + "|" + log.eventName().text() + "|" + of(log.body()) + "|"
                        + of(log.attributes()) + "|" + log.traceId() + "|" + log.spanId());
    }

    @Override
    public void span(Source source, Span span) {
        lines.add("span" + of(source) + span.name().text() + "|" + span.kind() + "|" + span.startTimeUnixNano() + "|"
                + span.endTimeUnixNano() + "|" + span.status().code() + "|"
                + span.status().message().text() + "|" + of(span.attributes()) + "|" + span.traceId() + "|"
                + span.spanId() + "|" + span.parentSpanId());
    }

    @Override
    public void point(Source source, Metric metric, Point point) {
        lines.add("point" + of(source) + metric.name().text() + "|"
                + metric.unit().text() + "|" + metric.type() + "|" + metric.temporality() + "|" + metric.monotonic()
                + "|" + of(point.attributes()) + "|" + point.startTimeUnixNano() + "|" + point.timeUnixNano() + "|"
                + of(point.value()) + "|" + point.count());
    }

    private static String of(Source source) {
        return "|" + of(source.resource()) + "|" + source.scope().text() + "|"
                + source.scopeVersion().text() + "|" + of(source.scopeAttributes()) + "|";
    }

    private static String of(Attributes attributes) {
        StringBuilder out = new StringBuilder("{");
        for (Attribute attribute : attributes) {
            out.append(attribute.key().text())
                    .append('=')
                    .append(of(attribute.value()))
                    .append(';');
        }
        return out.append('}').toString();
    }

    private static String of(Value value) {
        return switch (value) {
            case Text text -> "s" + text.text();
            case IntValue number -> "i" + number.value();
            case DoubleValue number -> "d" + number.value();
            case BoolValue flag -> "b" + flag.value();
            case BytesValue bytes -> "x" + HexFormat.of().formatHex(bytes.bytes());
            case ArrayValue array -> array.items().stream().map(Heard::of).collect(Collectors.joining(";", "[", "]"));
            case MapValue map -> of(map.members());
            case EmptyValue empty -> "-";
        };
    }
}
