package dev.candor.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.aggregatestore.Execution;
import dev.candor.aggregatestore.ItemType;
import dev.candor.aggregatestore.Outcome;
import dev.candor.config.SwitchState;
import dev.candor.config.SwitchState.Decider;
import dev.candor.config.UserPath;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.ingestion.Pipeline;
import dev.candor.ingestion.Quarantine;
import dev.candor.items.file.ItemFiles;
import dev.candor.items.file.RunPolicy;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTelemetryTest {
    @TempDir
    Path folder;

    private AggregateStore store;

    @BeforeEach
    void emptyStore() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        UserPath userPath = new UserPath(folder);
        EventLog log =
                EventLog.inFolder(userPath.log(AggregateStore.CONTRACT), LogSettings.standard(), clock, notice -> {});
        Quarantine quarantine = new Quarantine(log, folder.resolve("quarantine.lock"), clock, () -> "id");
        Pipeline pipeline = new Pipeline(Map.of(Contract.EXECUTION, log), quarantine, folder, Duration.ZERO);
        SwitchState on = new SwitchState(true, Decider.CONFIG, Optional.empty());
        store = new AggregateStore(userPath, () -> on, log, pipeline, clock, () -> "id", notice -> {});
    }

    private ExportTelemetry capability() {
        return new ExportTelemetry(
                store, new ItemFiles(new UserPath(folder), Map.of("HOME", folder.toString()), RunPolicy.anywhere()));
    }

    private ExportTelemetry.Result result(String arguments) throws ToolException, IOException {
        try {
            return capability()
                    .call(
                            ExportTelemetryRequestShape.INSTANCE.read(ObjectValue.parse(arguments), Instant.EPOCH),
                            ToolContext.unattended());
        } catch (InvalidArgumentException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The result as JSON, held against its schema. */
    private String call(String arguments) throws ToolException, IOException {
        byte[] json = JsonWriter.compact(ExportTelemetryResultShape.INSTANCE.write(result(arguments)))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(RowChecker.of(ExportTelemetry.DECLARATION.tool().outputSchema(), List.of())
                        .check(json)
                        .violations())
                .isEmpty();
        return new String(json, StandardCharsets.UTF_8);
    }

    private String said(String arguments) throws ToolException, IOException {
        Page page = new Page();
        capability().tell(result(arguments), page);
        return page.text();
    }

    private void record(Outcome outcome, long durationMs) throws IOException {
        Optional<String> error = outcome == Outcome.SUCCESS ? Optional.empty() : Optional.of("secret error");
        store.record(List.of(new Execution(
                "a",
                ItemType.TOOL,
                outcome,
                durationMs,
                3,
                4,
                error,
                Optional.of("/home/someone/a.py"),
                Optional.empty())));
    }

    @Test
    void itemThatRan_givesThreeNumbersAndNothingPrivate() throws ToolException, IOException {
        record(Outcome.SUCCESS, 10);
        record(Outcome.SUCCESS, 20);
        record(Outcome.FAILURE, 40);
        assertThat(call("{\"item_id\":\"a\"}"))
                .isEqualTo("{\"item_id\":\"a\",\"telemetry\":"
                        + "{\"avg_duration_ms\":23.333,\"success_rate\":0.667,\"total_runs\":3}}");
    }

    @Test
    void export_saidInWords() throws ToolException, IOException {
        record(Outcome.SUCCESS, 1000);
        record(Outcome.FAILURE, 1500);
        assertThat(said("{\"item_id\":\"a\"}"))
                .isEqualTo("a ran 2 times, 50 % successfully, 1.25 s on average. The numbers in 'telemetry' may be"
                        + " published with it.");
        assertThat(said("{\"item_id\":\"unknown\"}"))
                .isEqualTo("unknown never ran: there is nothing to publish with it.");
    }

    @Test
    void itemThatNeverRan_givesNull() throws ToolException, IOException {
        store.recordAccess("k", Optional.empty(), Optional.empty());
        assertThat(call("{\"item_id\":\"k\"}")).isEqualTo("{\"item_id\":\"k\",\"telemetry\":null}");
        assertThat(call("{\"item_id\":\"unknown\"}")).isEqualTo("{\"item_id\":\"unknown\",\"telemetry\":null}");
    }

    private Path item(String content) throws IOException {
        Path file = Files.createDirectories(folder.resolve("tools")).resolve("a.sh");
        return Files.writeString(file, content);
    }

    private String code(String arguments) {
        return catchThrowableOfType(ToolException.class, () -> call(arguments)).code();
    }

    @Test
    void itemPath_bakesSixKeysIntoTheFile_andUnbakeRestoresIt() throws ToolException, IOException {
        String content = "#!/bin/sh\n# version: 1\n";
        Path file = item(content);
        record(Outcome.SUCCESS, 10);
        record(Outcome.SUCCESS, 20);
        record(Outcome.FAILURE, 40);
        String path = "\"item_id\":\"a\",\"item_path\":\"" + file + "\"";

        assertThat(call("{" + path + ",\"dry_run\":true}")).contains("\"change\":\"baked\",\"dry_run\":true");
        assertThat(file).hasContent(content.strip());
        assertThat(call("{" + path + "}"))
                .contains("\"change\":\"baked\",\"dry_run\":false,\"item_type\":\"tool\"")
                .contains("\"signature\":\"none\"");
        assertThat(Files.readString(file)).isEqualTo("""
                #!/bin/sh
                # telemetry:
                #   total_runs: 3
                #   success_count: 2
                #   failure_count: 1
                #   success_rate: 0.667
                #   avg_duration_ms: 23.333
                #   last_run: "2026-11-20T12:00:00.000Z"
                # version: 1
                """);
        assertThat(said("{" + path + "}")).isEqualTo(file.toRealPath() + " is so already; nothing was written.");
        record(Outcome.SUCCESS, 10);
        assertThat(said("{" + path + "}")).endsWith(" was given its new statistics.");
        assertThat(said("{" + path + ",\"unbake\":true,\"dry_run\":true}"))
                .endsWith(" would be restored to what it was without statistics.");
        call("{" + path + ",\"unbake\":true}");
        assertThat(Files.readString(file)).isEqualTo(content);
    }

    @Test
    void fileOfAnotherItem_isRefusedWithBothNames() throws IOException {
        record(Outcome.SUCCESS, 10);
        Path file = item("#!/bin/sh\n# version: 2\n__category__=web\n");

        assertThatThrownBy(() -> call("{\"item_id\":\"a\",\"item_path\":\"" + file + "\"}"))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("item-mismatch"))
                .hasMessageContaining("it is known as web/a@2, and item_id says a.");
    }

    @Test
    void itemWithoutRuns_hasNothingToCarry_butMayBeRestored() throws ToolException, IOException {
        Path file = item("#!/bin/sh\n# version: 1\n");
        store.recordAccess("a", Optional.empty(), Optional.empty());
        String path = "{\"item_id\":\"a\",\"item_path\":\"" + file + "\"";

        assertThatThrownBy(() -> call(path + "}")).hasMessageStartingWith("a was read but never ran");
        assertThat(call(path + ",\"unbake\":true}")).contains("\"change\":\"unchanged\"");
    }

    @Test
    void lastRunThatIsNoTime_isNotPassedOn() throws ToolException, IOException {
        Path file = item("#!/bin/sh\n# version: 1\n");
        Files.writeString(folder.resolve("telemetry.yaml"), """
                items:
                  a: {type: tool, total_runs: 2, success_count: 1, last_run: /home/someone, avg_duration_ms: 1.5}
                """);

        call("{\"item_id\":\"a\",\"item_path\":\"" + file + "\"}");

        assertThat(Files.readString(file)).contains("#   avg_duration_ms: 1.5\n#   last_run: null\n");
    }

    private void ranAt(Path file) throws IOException {
        store.record(List.of(new Execution(
                "a",
                ItemType.TOOL,
                Outcome.SUCCESS,
                10,
                0,
                0,
                Optional.empty(),
                Optional.of(file.toString()),
                Optional.empty())));
    }

    @Test
    void idAlone_findsTheFileWhereItRan() throws ToolException, IOException {
        Path tools = Files.createDirectories(folder.resolve("project/.ai/tools"));
        Path file = Files.writeString(tools.resolve("a.sh"), "#!/bin/sh\n# version: 1\n");
        ranAt(folder.resolve("gone/.ai/tools/a.sh"));
        ranAt(file);

        assertThat(call("{\"item_id\":\"a\",\"bake\":true,\"dry_run\":true}"))
                .contains("\"change\":\"baked\",\"dry_run\":true")
                .contains("\"path\":\"" + file.toRealPath() + "\"");
        assertThat(said("{\"item_id\":\"a\",\"bake\":true}"))
                .isEqualTo(file.toRealPath() + " was given its statistics.");
        assertThat(file).content().contains("#   total_runs: 2\n");
        call("{\"item_id\":\"a\",\"unbake\":true}");
        assertThat(file).hasContent("#!/bin/sh\n# version: 1");
    }

    @Test
    void idAlone_findsTheFileInTheUserPath_evenOfAnItemThatIsNotRecorded() throws ToolException, IOException {
        Path file = item("#!/bin/sh\n# version: 1\n");
        record(Outcome.SUCCESS, 10);
        call("{\"item_id\":\"a\",\"bake\":true}");
        assertThat(file).content().contains("#   total_runs: 1\n");
        store.clear("a");

        call("{\"item_id\":\"a\",\"unbake\":true}");

        assertThat(file).hasContent("#!/bin/sh\n# version: 1");
    }

    @Test
    void idOfSeveralFiles_isRefusedWithTheirNames() throws IOException {
        Path own = item("#!/bin/sh\n# version: 1\n");
        Path tools = Files.createDirectories(folder.resolve("project/.ai/tools"));
        Path other = Files.writeString(tools.resolve("a.py"), "# version: 2\n");
        ranAt(own);
        ranAt(other);

        assertThatThrownBy(() -> call("{\"item_id\":\"a\",\"bake\":true}"))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("item-ambiguous"))
                .hasMessage("2 files are known as a: " + other.toRealPath() + ", " + own.toRealPath()
                        + ". Name the file that is meant as well; nothing was written.");
    }

    @Test
    void idOfNoFile_isRefusedWithWhereItWasLookedFor() throws IOException {
        ranAt(folder.resolve("gone/.ai/tools/a.sh"));
        item("#!/bin/sh\n# version: 2\n__category__=web\n");

        assertThatThrownBy(() -> call("{\"item_id\":\"a\",\"bake\":true}"))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("item-not-found"))
                .hasMessage("No file is known as a now and may be written: looked in the 1 place where it ran, and in"
                        + " the items of " + folder + ". Name its file as well; nothing was written.");
    }

    @Test
    void requestsThatMakeNoSense_areRefused() {
        assertThat(code("{\"item_id\":\"a\",\"dry_run\":true}")).isEqualTo("item-path-missing");
        assertThat(code("{\"item_id\":\"a\",\"bake\":true,\"unbake\":true}")).isEqualTo("bake-or-unbake");
    }
}
