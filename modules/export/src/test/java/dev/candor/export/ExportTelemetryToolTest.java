package dev.candor.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.aggregatestore.Execution;
import dev.candor.aggregatestore.ItemType;
import dev.candor.aggregatestore.Outcome;
import dev.candor.config.SwitchState;
import dev.candor.config.SwitchState.Decider;
import dev.candor.config.UserPath;
import dev.candor.foundation.eventlog.EventLog;
import dev.candor.foundation.eventlog.LogSettings;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.validation.RowChecker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTelemetryToolTest {
    @TempDir
    Path folder;

    private AggregateStore store;

    @BeforeEach
    void emptyStore() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        UserPath userPath = new UserPath(folder);
        EventLog log =
                EventLog.inFolder(userPath.log(AggregateStore.CONTRACT), LogSettings.standard(), clock, notice -> {});
        SwitchState on = new SwitchState(true, Decider.CONFIG, Optional.empty());
        store = new AggregateStore(userPath, () -> on, log, clock, () -> "id", notice -> {});
    }

    /** Calls the tool and holds its result against its output schema. */
    private ObjectValue result(String arguments) throws ToolException {
        Tool tool = new ExportTelemetryTool(store);
        ObjectValue result = tool.call((ObjectValue) JsonValue.parse(arguments), ToolContext.unattended());
        assertThat(RowChecker.of(tool.description().outputSchema(), List.of())
                        .check(JsonWriter.compact(result).getBytes(StandardCharsets.UTF_8))
                        .violations())
                .isEmpty();
        return result;
    }

    private String call(String arguments) throws ToolException {
        return JsonWriter.compact(result(arguments));
    }

    private String said(String arguments) throws ToolException {
        return new ExportTelemetryTool(store).summary(result(arguments));
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
        assertThat(said("{\"item_id\":\"un\\nknown\"}"))
                .isEqualTo("un known never ran: there is nothing to publish with it.");
    }

    @Test
    void itemThatNeverRan_givesNull() throws ToolException, IOException {
        store.recordAccess("k", Optional.empty(), Optional.empty());
        assertThat(call("{\"item_id\":\"k\"}")).isEqualTo("{\"item_id\":\"k\",\"telemetry\":null}");
        assertThat(call("{\"item_id\":\"unknown\"}")).isEqualTo("{\"item_id\":\"unknown\",\"telemetry\":null}");
    }

    @Test
    void itemPath_isRefusedPlainly() {
        assertThatThrownBy(() -> call("{\"item_id\":\"a\",\"item_path\":\"/a.md\"}"))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .hasMessageStartingWith("the item_path is not taken");
    }
}
