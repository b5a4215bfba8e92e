package dev.candor.app.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call tells its client meanwhile. */
class CallUnderWayTest {
    private final List<ObjectValue> told = new ArrayList<>();

    private CallUnderWay call(String meta, Optional<LogLevel> threshold) {
        ObjectValue params = ObjectValue.parse("{\"_meta\":" + meta + "}");
        return new CallUnderWay("", JsonValue.of(1), RequestMeta.of(params), threshold, new Cancellation(), told::add);
    }

    private CallUnderWay watched() {
        return call("{\"progressToken\":\"t\"}", Optional.empty());
    }

    private static void progress(CallUnderWay call, double progress) {
        call.progress(progress, OptionalDouble.empty(), "m");
    }

    @Test
    void progress_isToldWithTheTokenOfTheRequest() {
        watched().progress(1.5, OptionalDouble.of(3), "half");
        assertThat(told).containsExactly(ObjectValue.parse("""
                {"jsonrpc":"2.0","method":"notifications/progress","params":
                 {"progressToken":"t","progress":1.500000,"total":3.000000,"message":"half"}}"""));
    }

    @Test
    void progress_withoutToken_isNotTold() {
        progress(call("{}", Optional.of(LogLevel.DEBUG)), 1);
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "1.5", "1e2", "[]", "{}"})
    void progress_withTokenOfAnotherKind_isNotTold(String token) {
        progress(call("{\"progressToken\":" + token + "}", Optional.empty()), 1);
        assertThat(told).isEmpty();
    }

    /** Each notification gives the token back, and many of them may wait. */
    @Test
    void progress_tokenIsBounded() {
        progress(call("{\"progressToken\":\"" + "x".repeat(256) + "\"}", Optional.empty()), 1);
        assertThat(told).hasSize(1);
        progress(call("{\"progressToken\":\"" + "x".repeat(257) + "\"}", Optional.empty()), 1);
        assertThat(told).hasSize(1);
    }

    @Test
    void progress_growsAlways_asTheClientReadsIt() {
        CallUnderWay call = watched();
        for (double progress : new double[] {0, 0, 1, 0.5, 1, 1.0000001, 1.0000004, 2, Double.NaN, 3}) {
            progress(call, progress);
        }
        assertThat(told)
                .extracting(message -> JsonWriter.compact(
                        ((ObjectValue) message.member("params").orElseThrow())
                                .member("progress")
                                .orElseThrow()))
                .containsExactly("0.000000", "1.000000", "2.000000", "3.000000");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void progress_thatIsNoNumber_isNotTold(double progress) {
        progress(watched(), progress);
        assertThat(told).isEmpty();
    }

    @Test
    void progress_longMessage_isCutBetweenCharacters() {
        watched().progress(1, OptionalDouble.empty(), "x".repeat(999) + "😀😀");
        String message = ((ObjectValue) told.getFirst().member("params").orElseThrow())
                .text("message")
                .orElseThrow();
        assertThat(message).isEqualTo("x".repeat(999) + "…");
    }

    @ParameterizedTest
    @EnumSource(LogLevel.class)
    void log_belowTheThreshold_isNotTold(LogLevel threshold) {
        CallUnderWay call = call("{}", Optional.of(threshold));
        for (LogLevel level : LogLevel.values()) {
            call.log(level, JsonValue.of("x"));
        }
        assertThat(told).hasSize(LogLevel.values().length - threshold.ordinal());
        assertThat(((ObjectValue) told.getFirst().member("params").orElseThrow()).text("level"))
                .contains(threshold.word());
    }

    @Test
    void log_whenNobodyAsked_isNotTold() {
        call("{}", Optional.empty()).log(LogLevel.EMERGENCY, JsonValue.of("x"));
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"debug, DEBUG", "emergency, EMERGENCY"})
    void logLevel_isReadFromTheRequest(String word, LogLevel level) {
        assertThat(RequestMeta.of((ObjectValue)
                                JsonValue.parse("{\"_meta\":{\"io.modelcontextprotocol/logLevel\":\"" + word + "\"}}"))
                        .logLevel()
                        .flatMap(LogLevel::of))
                .contains(level);
    }

    @Test
    void nothing_isToldOnceTheAnswerComes() {
        CallUnderWay call = call("{\"progressToken\":1}", Optional.of(LogLevel.DEBUG));
        call.end();
        progress(call, 1);
        call.log(LogLevel.ERROR, JsonValue.of("late"));
        assertThat(told).isEmpty();
    }
}
