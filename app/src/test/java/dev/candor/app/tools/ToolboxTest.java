package dev.candor.app.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.Hub;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.Ingestion;
import dev.candor.ingestion.IngestionCounts;
import dev.candor.ingestion.Receipt;
import dev.candor.ingestion.RecordEvent;
import dev.candor.items.file.RunPolicy;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The five tools as every door calls them, real ones on a user path of their own. */
class ToolboxTest {
    @TempDir
    Path folder;

    private Toolbox toolbox;

    @BeforeEach
    void composeTheHub() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        toolbox = new Hub(new UserPath(folder.resolve("user")), Map.of("PATH", "/usr/bin:/bin"), clock, notice -> {})
                .toolbox(RunPolicy.anywhere());
    }

    private ObjectValue call(String name, String arguments) throws ToolException {
        Answer answer = toolbox.call(name, arguments.getBytes(UTF_8), ToolContext.unattended());
        ObjectValue result = answer.json();
        ToolDescription description = toolbox.descriptions().stream()
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(RowChecker.of(description.outputSchema(), List.of())
                        .check(JsonWriter.compact(result).getBytes(UTF_8))
                        .violations())
                .isEmpty();
        assertThat(answer.words()).isNotBlank().hasSizeLessThanOrEqualTo(4000);
        return result;
    }

    private ObjectValue execute(String envelope) throws ToolException {
        return toolbox.execute(envelope.getBytes(UTF_8), ToolContext.unattended())
                .json();
    }

    /** What a door has parsed is what the pipeline is handed: it is written nowhere on the way, nor parsed again. */
    @Test
    void recordedEvents_areHandedOnAsTheDoorParsedThem() throws Exception {
        List<ObjectValue> taken = new ArrayList<>();
        Ingestion ingestion = new Ingestion() {
            @Override
            public Receipt take(
                    InputStream rows, RowFormat format, Optional<Contract> contract, String source, LongConsumer told) {
                throw new AssertionError("events come as they were parsed");
            }

            @Override
            public Receipt take(List<ObjectValue> rows, Optional<Contract> contract, String source) {
                taken.addAll(rows);
                return Receipt.EMPTY;
            }

            @Override
            public IngestionCounts counts() {
                return new IngestionCounts();
            }
        };
        Toolbox one = new Toolbox(
                List.of(new Offer<>(RecordEvent.DECLARATION, () -> new RecordEvent(ingestion))),
                InstantSource.fixed(Instant.EPOCH));
        ObjectValue event = new ObjectValue(Map.of("a", JsonValue.of("b")));
        ObjectValue other = new ObjectValue(Map.of("c", JsonValue.of(1)));

        one.call("record_event", arguments("event", event), ToolContext.unattended(), ArgumentNames.InJson.MEMBERS);
        one.call(
                "record_event",
                arguments("events", JsonValue.of(List.of(event, other))),
                ToolContext.unattended(),
                ArgumentNames.InJson.MEMBERS);

        assertThat(taken).hasSize(3);
        assertThat(taken.get(0)).isSameAs(event);
        assertThat(taken.get(1)).isSameAs(event);
        assertThat(taken.get(2)).isSameAs(other);
    }

    private static ObjectValue arguments(String name, JsonValue value) {
        return new ObjectValue(Map.of(name, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "skill_coverage | {\"skills\":[\"a\"],\"min_events_per_skill\":1e30} | min_events_per_skill must be at most",
                "show_stats | {\"limit\":1e30} | limit must be at most",
                "record_execution | {\"item_id\":\"*\",\"item_type\":\"tool\",\"outcome\":\"success\",\"duration_ms\":1} | must name one item"
            })
    void argumentsThatNoCallCanMean_areRefusedWithASentence(String tool, String arguments, String sentence) {
        assertThatThrownBy(() -> toolbox.call(tool, arguments.getBytes(UTF_8), ToolContext.unattended()))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void everyTool_isDescribedForAModel() {
        for (ToolDescription tool : toolbox.descriptions()) {
            assertThat(tool.title()).isNotBlank();
            assertThat(tool.description())
                    .containsPattern("(Use|Call) it")
                    .contains("Example: {")
                    .hasSizeGreaterThan(100);
            for (ObjectValue schema : List.of(tool.inputSchema(), tool.outputSchema())) {
                assertThat(schema.text("$schema")).contains("https://json-schema.org/draft/2020-12/schema");
                assertThat(schema.text("type")).contains("object");
                assertThat(schema.member("additionalProperties")).contains(JsonValue.of(false));
            }
        }
    }

    /** A call waits for it; the library that takes all other schemas takes a quarter of a second to start. */
    @Test
    void inputSchemas_areOfTheKindThatIsCompiled() {
        for (ToolDescription tool : toolbox.descriptions()) {
            RowChecker checker = RowChecker.of(tool.inputSchema(), List.of());
            assertThat(checker.getClass().getSimpleName()).as(tool.name()).isEqualTo("StreamingRowChecker");
        }
    }

    @Test
    void resultsOfAllTools_areAsTheirOutputSchemasSay() throws ToolException, IOException {
        call("configure_telemetry", "{\"enabled\":true}");
        Path knowledge =
                Files.createDirectories(folder.resolve("user/knowledge")).resolve("sky.md");
        Files.writeString(knowledge, "---\nid: sky\nversion: \"1.0.0\"\n---\nBlue.\n");
        Path tools = Files.createDirectories(folder.resolve("user/tools/ops"));
        Files.writeString(tools.resolve("hi.sh"), "#!/bin/sh\necho hi\n");
        Path directives = Files.createDirectories(folder.resolve("user/directives"));
        Files.writeString(directives.resolve("do.md"), "<directive name=\"do\" version=\"1.0.0\">Do it.</directive>\n");
        call("run_with_telemetry", "{\"item_type\":\"knowledge\",\"item_id\":\"sky\"}");
        call("run_with_telemetry", "{\"item_type\":\"directive\",\"item_id\":\"do\"}");
        ObjectValue run = call("run_with_telemetry", "{\"item_type\":\"tool\",\"item_id\":\"ops/hi\"}");
        assertThat(run.text("outcome")).contains("success");
        assertThat(run.member("recorded")).contains(JsonValue.of(true));
        call("telemetry_status", "{}");
        call("telemetry_status", "{\"item_id\":\"do\"}");
        call("telemetry_status", "{\"item_id\":\"unknown\"}");
        call("export_telemetry", "{\"item_id\":\"do\"}");
        call("export_telemetry", "{\"item_id\":\"unknown\"}");
        assertThat(call("clear_telemetry", "{}").integer("cleared")).contains(3L);
        call("configure_telemetry", "{\"enabled\":false}");
    }

    @Test
    void summary_isTheToolsOwn() throws ToolException {
        Answer answer = toolbox.call("telemetry_status", "{}".getBytes(UTF_8), ToolContext.unattended());
        assertThat(answer.words())
                .isEqualTo(
                        "telemetry is off, as nobody turned it on yet (candor enable)\n0 items, 0 runs, success rate -\nruns of skills are counted by candor stats");
    }

    @Test
    void traceOfACall_standsInTheRow_notInTheStatistics() throws ToolException, IOException {
        String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        TraceContext trace = new TraceContext(Optional.of(traceparent), Optional.empty(), Optional.empty());
        call("configure_telemetry", "{\"enabled\":true}");
        Path tools = Files.createDirectories(folder.resolve("user/tools"));
        Files.writeString(tools.resolve("hi.sh"), "echo $TRACEPARENT\n");
        Files.writeString(
                Files.createDirectories(folder.resolve("user/knowledge")).resolve("sky.md"), "Blue.\n");

        ObjectValue run = toolbox.call(
                        "run_with_telemetry",
                        "{\"item_type\":\"tool\",\"item_id\":\"hi\"}".getBytes(UTF_8),
                        new ToolContext(new Cancellation(), progress -> {}, trace))
                .json();
        toolbox.call(
                "run_with_telemetry",
                "{\"item_type\":\"knowledge\",\"item_id\":\"sky\"}".getBytes(UTF_8),
                new ToolContext(new Cancellation(), progress -> {}, trace));

        assertThat(run.text("stdout")).contains(traceparent + "\n");
        List<String> rows = Files.readAllLines(folder.resolve("user/telemetry/logs/execution/20261120/events.log"));
        RowChecker contract = RowChecker.of(JsonValue.parse(Contract.EXECUTION.schemaFile()), List.of());
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row).contains("\"traceparent\":\"" + traceparent + "\"");
            assertThat(contract.check(row.getBytes(UTF_8)).violations()).isEmpty();
        });
        assertThat(JsonWriter.compact(call("telemetry_status", "{}"))).doesNotContain("4bf92f");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing|{}|tool-not-found",
                "telemetry_status|{|arguments-not-json",
                "telemetry_status|[]|arguments-not-json",
                "telemetry_status|{\"item_id\":1}|arguments-invalid",
                "telemetry_status|{\"item_id\":\"a\",\"item_id\":\"b\"}|arguments-not-json",
                "configure_telemetry|{}|arguments-invalid",
                "configure_telemetry|{\"enabled\":\"yes\"}|arguments-invalid",
                "export_telemetry|{\"item_id\":\"a\",\"item_path\":\"/a\"}|item-outside",
                "export_telemetry|{\"item_id\":\"a\",\"item_path\":\"a.sh\"}|item-path-invalid",
                "export_telemetry|{\"item_id\":\"a\",\"dry_run\":true}|item-path-missing",
                "export_telemetry|{\"item_id\":\"a\",\"bake\":true,\"unbake\":true}|bake-or-unbake",
                "export_telemetry|{\"item_id\":\"a\",\"bake\":true}|item-never-ran",
                "export_telemetry|{\"item_id\":\"a\",\"unbake\":true}|item-not-found",
                "run_with_telemetry|{\"item_type\":\"tool\",\"item_id\":\"core/run_with_telemetry\"}|protected-item",
                "run_with_telemetry|{\"item_type\":\"tool\",\"item_id\":\"core/nothing\"}|tool-not-found",
                "run_with_telemetry|{\"item_type\":\"tool\",\"item_id\":\"../x\"}|item-id-invalid"
            })
    void callThatMakesNoSense_isRefusedWithACode(String tool, String arguments, String code) {
        assertThatThrownBy(() -> call(tool, arguments))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(folder.resolve("user")).doesNotExist();
    }

    @Test
    void execute_ofOurOwnTools_callsThem() throws ToolException {
        ObjectValue result = execute("{\"item_type\":\"tool\",\"item_id\":\"core/configure_telemetry\","
                + "\"project_path\":\"/nowhere\",\"params\":{\"enabled\":true}}");
        assertThat(result.member("enabled")).contains(JsonValue.of(true));
        assertThat(execute("{\"item_type\":\"tool\",\"item_id\":\"core/telemetry_status\"}")
                        .members())
                .containsKey("summary");
        assertThat(execute(
                        "{\"item_type\":\"tool\",\"item_id\":\"core/clear_telemetry\",\"params\":{\"item_id\":\"*\"}}"))
                .isEqualTo(JsonValue.parse("{\"cleared\":0,\"item_id\":\"*\"}"));
    }

    @Test
    void ownTool_asAnItem_isARunLikeAnyOther() throws ToolException {
        ObjectValue run = call(
                "run_with_telemetry",
                "{\"item_type\":\"tool\",\"item_id\":\"core/configure_telemetry\",\"params\":{\"enabled\":true}}");
        assertThat(run.text("outcome")).contains("success");
        assertThat(run.object("body").member("enabled")).contains(JsonValue.of(true));
        assertThat(run.text("stdout").orElse("")).isEqualTo(JsonWriter.compact(run.object("body")) + "\n");
    }

    @Test
    void emptyText_isNone_butNotToWhatMustBeToldWhich() throws ToolException {
        assertThat(call("telemetry_status", "{\"item_id\":\"\"}").members()).containsKey("summary");
        for (String tool : List.of("replay_quarantine", "drop_quarantine")) {
            assertThatThrownBy(() -> call(tool, "{\"code\":\"X\",\"source\":\"\"}"))
                    .hasMessageStartingWith("source ");
        }
        assertThatThrownBy(() -> call("clear_telemetry", "{\"item_id\":\"\"}")).hasMessageStartingWith("item_id ");
    }

    @Test
    void argumentsThatWereGuessed_areAnsweredWithTheNamesThatThereAre() {
        assertThatThrownBy(() -> call("telemetry_status", "{\"item\":\"a\"}"))
                .hasMessageContaining("\"item\"")
                .hasMessageEndingWith("; telemetry_status takes item_id, limit, after");
        assertThatThrownBy(() -> call("run_with_telemetry", "{}"))
                .hasMessageEndingWith(
                        "; run_with_telemetry takes item_type (required), item_id (required), project_path, params,"
                                + " timeout_s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "core/nothing|{}|tool-not-found",
                "core/run_with_telemetry|{}|protected-item",
                "core/configure_telemetry|{}|arguments-invalid"
            })
    void execute_ofOurOwnToolsWrongly_isRefused(String item, String params, String code) {
        String envelope = "{\"item_type\":\"tool\",\"item_id\":\"" + item + "\",\"params\":" + params + "}";
        assertThatThrownBy(() -> execute(envelope))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
