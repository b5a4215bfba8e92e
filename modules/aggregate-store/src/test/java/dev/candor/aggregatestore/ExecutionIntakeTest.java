package dev.candor.aggregatestore;

import static dev.candor.aggregatestore.Scratch.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionIntakeTest {
    @TempDir
    Path folder;

    private Scratch scratch;
    private AggregateStore store;

    @BeforeEach
    void emptyStore() {
        scratch = new Scratch(folder);
        store = scratch.store();
    }

    private static String json(ExecutionIntake.Recorded recorded) {
        return JsonWriter.compact(ExecutionIntakeRecordedShape.INSTANCE.write(recorded));
    }

    @Test
    void intake_recordsOneOrMany() throws ToolException, IOException {
        ExecutionIntake intake = ExecutionIntake.into(store);
        String run = "{\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\"success\",\"duration_ms\":5.0}";
        assertThat(json(intake.take(Scratch.utf8(run))))
                .isEqualTo("{\"received\":1,\"recorded\":1,\"run_ids\":[\"run-1\"],\"telemetry\":\"on\"}");
        intake.take(Scratch.utf8("[" + run + "," + run.replace("success", "failure") + "]"));
        assertThat(store.get("a").orElseThrow().runs().orElseThrow().totalRuns())
                .isEqualTo(3);
    }

    @Test
    void intake_publishesTheSchemasOfWhatItTakesAndReturns() throws ToolException {
        ExecutionIntake intake = ExecutionIntake.into(store);
        String good = "{\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\"success\",\"duration_ms\":5}";
        for (String taken : List.of(good, "[" + good + "," + good + "]")) {
            assertThat(violations(ExecutionIntake.INPUT_SCHEMA, taken)).isEmpty();
            assertThat(violations(
                            ExecutionIntakeRecordedShape.INSTANCE.schema(), json(intake.take(Scratch.utf8(taken)))))
                    .isEmpty();
        }
        for (String refused : List.of(
                "[]",
                good.replace("5}", "1.5}"),
                good.replace("5}", "10000000001}"),
                good.replace("5}", "5,\"unknown\":1}"))) {
            assertThat(violations(ExecutionIntake.INPUT_SCHEMA, refused))
                    .as(refused)
                    .isNotEmpty();
            assertThatThrownBy(() -> intake.take(Scratch.utf8(refused)))
                    .as(refused)
                    .isInstanceOf(ToolException.class);
        }
    }

    private static List<Violation> violations(JsonValue schema, String json) {
        return RowChecker.of(schema, List.of()).check(Scratch.utf8(json)).violations();
    }

    @Test
    void intake_emptyTextOrNull_isNotGiven() throws ToolException {
        String good = "{\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\"success\",\"duration_ms\":5";
        ExecutionIntake intake = ExecutionIntake.into(store);
        for (String absent :
                List.of("\"error\":\"\"", "\"path\":\"\"", "\"traceparent\":\"\"", "\"http_calls\":null")) {
            assertThat(json(intake.take(Scratch.utf8(good + "," + absent + "}"))))
                    .contains("\"recorded\":1");
        }
        assertRefused(
                intake,
                good.replace("\"a\"", "\"\"") + "}",
                "the execution: /item_id must have at least 1 character, found 0; nothing was recorded");
    }

    @Test
    void intake_whileOff_recordsNothingAndSaysSo() throws ToolException {
        scratch.enabled = false;
        String run = "{\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\"success\",\"duration_ms\":5}";
        assertThat(json(ExecutionIntake.into(store).take(Scratch.utf8(run))))
                .isEqualTo("{\"received\":1,\"recorded\":0,\"run_ids\":[],\"telemetry\":\"off\"}");
        assertThat(scratch.userPath.folder()).doesNotExist();
    }

    @Test
    void intake_oneBadRun_recordsNoneAndSaysWhichAndWhy() {
        ExecutionIntake intake = ExecutionIntake.into(store);
        String good = "{\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\"success\",\"duration_ms\":5}";
        String bad = "{\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\"success\",\"duration_ms\":-5}";
        assertRefused(
                intake,
                "[" + good + "," + bad + "]",
                "execution 2 of 2: /duration_ms must be at least 0, found -5; nothing was recorded");
        assertRefused(intake, "[]", "1 to 10000 executions are taken at once, found 0");
        assertRefused(
                intake,
                good.replace("5}", "5,\"error\":\"x\"}"),
                "the execution: /error must be absent when the outcome is \"success\"; nothing was recorded");
        assertRefused(
                intake,
                good.replace("\"a\"", "\"*\""),
                "the execution: /item_id must name one item, found \"*\", which means all; nothing was recorded");
        assertRefused(
                intake,
                "{",
                "executions must be one JSON object or an array of them: expected a name in double"
                        + " quotes, found the end of the text (byte 2)");
        assertThat(scratch.userPath.folder()).doesNotExist();
    }

    private static void assertRefused(ExecutionIntake intake, String json, String sentence) {
        assertThatThrownBy(() -> intake.take(Scratch.utf8(json)))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_ARGUMENTS))
                .hasMessage(sentence);
    }

    @Test
    void logCannotBeWritten_intakeSaysSo() throws IOException {
        Files.createDirectories(scratch.userPath.folder());
        Files.writeString(scratch.userPath.own(), "in the way");
        String run = "{\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\"success\",\"duration_ms\":5}";
        assertThatThrownBy(() -> ExecutionIntake.into(store).take(Scratch.utf8(run)))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageStartingWith("nothing was recorded: ");
    }

    @Test
    void intake_secretInErrorOrPath_reachesNoDisk() throws Exception {
        ExecutionIntake.into(store)
                .take(Scratch.utf8(
                        "{\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\"failure\",\"duration_ms\":5,"
                                + "\"error\":\"refused: token=hunter2\",\"path\":\"https://me:hunter2@x.example/a\"}"));
        store.checkpoint();
        assertThat(scratch.yaml()).contains("https://me:[redacted]@x.example/a").doesNotContain("hunter2");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file).content().doesNotContain("hunter2");
            }
        }
    }
}
