package dev.candor.aggregatestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonValue;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogRowTest {
    private static final String NOW = "2026-11-20T12:00:00.000Z";
    private static final RowChecker CONTRACT =
            RowChecker.of(JsonValue.parse(Contract.EXECUTION.schemaFile()), List.of());

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static Execution traced(String traceparent) {
        return new Execution(
                "a",
                ItemType.TOOL,
                Outcome.SUCCESS,
                1,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(traceparent));
    }

    @Test
    void row_ofATrace_saysWhich() {
        assertThat(new String(LogRow.Run.of(traced(TRACE), NOW).bytes("id"), StandardCharsets.UTF_8))
                .isEqualTo("{\"duration_ms\":1,\"event\":\"run\",\"http_calls\":0,\"item_id\":\"a\","
                        + "\"item_type\":\"tool\",\"outcome\":\"success\",\"run_id\":\"id\",\"subprocess_calls\":0,"
                        + "\"timestamp\":\"" + NOW + "\",\"traceparent\":\"" + TRACE + "\"}");
    }

    /** The contract, the intake's schema and the code must refuse the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"
            })
    void traceparent_thatIsNone_isRefusedEverywhere(String text) {
        assertThatThrownBy(() -> traced(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the traceparent must be four fields in lower case hexadecimal");
        String row = new String(LogRow.Run.of(traced(TRACE), NOW).bytes("id"), StandardCharsets.UTF_8)
                .replace(TRACE, text.replace("\n", "\\n"));
        assertThat(CONTRACT.check(Scratch.utf8(row)).violations()).isNotEmpty();
        String execution = "{\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\"success\",\"duration_ms\":5,"
                + "\"traceparent\":\"" + text.replace("\n", "\\n") + "\"}";
        assertThat(RowChecker.of(ExecutionIntake.EXECUTION_SCHEMA, List.of())
                        .check(Scratch.utf8(execution))
                        .violations())
                .isNotEmpty();
    }

    static Stream<LogRow> rows() {
        return Stream.of(
                LogRow.Run.of(Scratch.success("core/x@1", 5), NOW),
                LogRow.Run.of(Scratch.run("é\"\\", Outcome.TIMEOUT, 0), NOW),
                LogRow.Run.of(
                        new Execution(
                                "a",
                                ItemType.DIRECTIVE,
                                Outcome.SUCCESS,
                                Execution.MAX_COUNT,
                                0,
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        NOW),
                LogRow.Run.of(traced(TRACE), NOW),
                new LogRow.Access("k", Optional.of("/k.md"), Optional.empty(), NOW),
                new LogRow.Access("k", Optional.empty(), Optional.of(TRACE), NOW),
                new LogRow.Clear("a", NOW),
                new LogRow.Clear("*", NOW));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_keepsItsContractAndIsReadBack(LogRow row) {
        byte[] bytes = row.bytes("id");
        assertThat(CONTRACT.check(bytes).violations()).isEmpty();
        assertThat(LogRow.read(bytes, 0, bytes.length)).contains(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{}",
                "{\"event\":\"run\",\"item_id\":\"a\"}",
                "{\"event\":\"run\",\"item_id\":\"a\",\"timestamp\":\"t\"}",
                "{\"event\":\"run\",\"item_id\":\"a\",\"timestamp\":\"t\",\"item_type\":\"tool\",\"outcome\":\"ok\"}",
                "{\"event\":\"walk\",\"item_id\":\"a\",\"timestamp\":\"t\"}"
            })
    void anythingElse_isNoRow(String json) {
        byte[] bytes = Scratch.utf8(json);
        assertThat(LogRow.read(bytes, 0, bytes.length)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "a\nb", "a\u2028", "a\u0085"})
    void itemId_thatCannotBeOne_isRefused(String id) {
        assertThatThrownBy(() -> Scratch.success(id, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Execution.MAX_COUNT + 1})
    void duration_outOfBounds_isRefused(long duration) {
        assertThatThrownBy(() -> Scratch.success("a", duration))
                .hasMessage("the duration in ms must be a whole number from 0 to 10000000000, found " + duration);
    }
}
