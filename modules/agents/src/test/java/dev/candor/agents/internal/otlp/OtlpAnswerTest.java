package dev.candor.agents.internal.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpAnswerTest {
    @ParameterizedTest
    @EnumSource
    void accepted_asAWhole_isAnEmptyMessage(Signal signal) {
        assertThat(OtlpAnswer.accepted(signal, Encoding.PROTOBUF, 0, "")).isEmpty();
        assertThat(OtlpAnswer.accepted(signal, Encoding.JSON, 0, ""))
                .asString(UTF_8)
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 1L << 40, Long.MAX_VALUE})
    void accepted_inPart_isReadByTheOfficialClasses(long rejected) throws InvalidProtocolBufferException {
        String message = "Refused: \u20ac \"x\"";
        var logs = ExportLogsServiceResponse.parseFrom(
                        OtlpAnswer.accepted(Signal.LOGS, Encoding.PROTOBUF, rejected, message))
                .getPartialSuccess();
        var spans = ExportTraceServiceResponse.parseFrom(
                        OtlpAnswer.accepted(Signal.TRACES, Encoding.PROTOBUF, rejected, message))
                .getPartialSuccess();
        var points = ExportMetricsServiceResponse.parseFrom(
                        OtlpAnswer.accepted(Signal.METRICS, Encoding.PROTOBUF, rejected, message))
                .getPartialSuccess();

        assertThat(logs.getRejectedLogRecords()).isEqualTo(rejected);
        assertThat(spans.getRejectedSpans()).isEqualTo(rejected);
        assertThat(points.getRejectedDataPoints()).isEqualTo(rejected);
        assertThat(logs.getErrorMessage()).isEqualTo(message);
        assertThat(spans.getErrorMessage()).isEqualTo(message);
        assertThat(points.getErrorMessage()).isEqualTo(message);
    }

    @Test
    void accepted_inPart_inJson() {
        assertThat(OtlpAnswer.accepted(Signal.LOGS, Encoding.JSON, 3, "why"))
                .asString(UTF_8)
                .isEqualTo("{\"partialSuccess\":{\"errorMessage\":\"why\",\"rejectedLogRecords\":\"3\"}}");
        assertThat(OtlpAnswer.accepted(Signal.METRICS, Encoding.JSON, 1, ""))
                .asString(UTF_8)
                .isEqualTo("{\"partialSuccess\":{\"rejectedDataPoints\":\"1\"}}");
        assertThat(OtlpAnswer.accepted(Signal.TRACES, Encoding.JSON, 0, "a warning"))
                .asString(UTF_8)
                .isEqualTo("{\"partialSuccess\":{\"errorMessage\":\"a warning\"}}");
    }

    @Test
    void failed_isAStatusOfGoogleRpc() throws InvalidProtocolBufferException {
        UnknownFieldSet status = UnknownFieldSet.parseFrom(OtlpAnswer.failed(Encoding.PROTOBUF, 3, "Too large."));

        assertThat(status.getField(1).getVarintList()).containsExactly(3L);
        assertThat(status.getField(2).getLengthDelimitedList())
                .singleElement()
                .satisfies(text -> assertThat(text.toStringUtf8()).isEqualTo("Too large."));
        assertThat(OtlpAnswer.failed(Encoding.JSON, 3, "Too large."))
                .asString(UTF_8)
                .isEqualTo("{\"code\":3,\"message\":\"Too large.\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, JSON",
        "Application/JSON; charset=utf-8, JSON",
        "' application/x-protobuf ;a=b', PROTOBUF",
        "text/plain,",
        "'',"
    })
    void encoding_isThatOfTheMediaType(String contentType, Encoding encoding) {
        assertThat(Encoding.of(contentType).orElse(null)).isEqualTo(encoding);
    }
}
