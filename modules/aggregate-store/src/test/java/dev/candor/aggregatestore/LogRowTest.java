package dev.candor.aggregatestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.ingestion.UnfitRowException;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogRowTest {
    @TempDir
    Path folder;

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

    private static String json(LogRow row) {
        return JsonWriter.compact(row.json("id"));
    }

    /** What is no run is refused by any way in, with the words of the contract, and leaves nothing on disk. */
    private void assertRefused(Execution run, String sentence) {
        Scratch scratch = new Scratch(folder);
        assertThatThrownBy(() -> scratch.store().record(List.of(Scratch.success("good", 1), run)))
                .isInstanceOfSatisfying(
                        UnfitRowException.class, e -> assertThat(e.row()).isEqualTo(1))
                .hasMessageStartingWith(sentence);
        assertThat(scratch.userPath.folder()).doesNotExist();
    }

    @Test
    void row_ofATrace_saysWhich() {
        assertThat(json(new LogRow.Run(traced(TRACE), NOW)))
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
        assertRefused(traced(text), "/traceparent must ");
        String row = json(new LogRow.Run(traced(TRACE), NOW)).replace(TRACE, text.replace("\n", "\\n"));
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
                new LogRow.Run(Scratch.success("core/x@1", 5), NOW),
                new LogRow.Run(Scratch.run("é\"\\", Outcome.TIMEOUT, 0), NOW),
                new LogRow.Run(
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
                new LogRow.Run(traced(TRACE), NOW),
                new LogRow.Access("k", Optional.of("/k.md"), Optional.empty(), NOW),
                new LogRow.Access("k", Optional.empty(), Optional.of(TRACE), NOW),
                new LogRow.Clear("a", NOW),
                new LogRow.Clear("*", NOW));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_keepsItsContractAndIsReadBack(LogRow row) {
        byte[] bytes = Scratch.utf8(json(row));
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
        assertRefused(Scratch.success(id, 1), "/item_id must ");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Execution.MAX_COUNT + 1})
    void duration_outOfBounds_isRefused(long duration) {
        assertRefused(
                Scratch.success("a", duration),
                "/duration_ms must be at " + (duration < 0 ? "least 0" : "most 10000000000") + ", found " + duration);
    }
}
