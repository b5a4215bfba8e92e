package dev.candor.aggregatestore;

import static dev.candor.aggregatestore.Scratch.run;
import static dev.candor.aggregatestore.Scratch.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.config.SwitchState;
import dev.candor.config.SwitchState.Decider;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.ingestion.UnfitRowException;
import dev.candor.validation.schema.RowChecker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
    @TempDir
    Path folder;

    private Scratch scratch;
    private AggregateStore store;

    @BeforeEach
    void emptyStore() {
        scratch = new Scratch(folder);
        store = scratch.store();
    }

    private ShowTelemetry status(SwitchState state) {
        return new ShowTelemetry(scratch.userPath, () -> state, store);
    }

    private ShowTelemetry status() {
        return status(new SwitchState(true, Decider.CONFIG, Optional.empty()));
    }

    private static <A, R> R result(Declaration<A, R> declaration, Capability<A, R> capability, String arguments)
            throws Exception {
        A read = declaration.arguments().read(ObjectValue.parse(arguments), Instant.EPOCH);
        return capability.call(read, ToolContext.unattended());
    }

    /** Calls a capability and holds its result against its output schema. */
    private static <A, R> String call(Declaration<A, R> declaration, Capability<A, R> capability, String arguments)
            throws Exception {
        String json = JsonWriter.compact(declaration.result().write(result(declaration, capability, arguments)));
        assertThat(RowChecker.of(declaration.tool().outputSchema(), List.of())
                        .check(Scratch.utf8(json))
                        .violations())
                .isEmpty();
        return json;
    }

    private static String call(ShowTelemetry status, String arguments) throws Exception {
        return call(ShowTelemetry.DECLARATION, status, arguments);
    }

    private static String call(ClearTelemetry clear, String arguments) throws Exception {
        return call(ClearTelemetry.DECLARATION, clear, arguments);
    }

    private static String said(ShowTelemetry status, String arguments) throws Exception {
        Page page = new Page();
        status.tell(result(ShowTelemetry.DECLARATION, status, arguments), page);
        return page.text();
    }

    private static String said(ClearTelemetry clear, String arguments) throws Exception {
        Page page = new Page();
        clear.tell(result(ClearTelemetry.DECLARATION, clear, arguments), page);
        return page.text();
    }

    @Test
    void status_withoutAnything_isAnEmptySummary() throws Exception {
        String user = scratch.userPath.folder().toString();
        assertThat(call(status(new SwitchState(false, Decider.DEFAULT, Optional.empty())), "{}"))
                .isEqualTo("{\"config_path\":\"" + user + "/config.yaml\",\"decided_by\":\"default\",\"enabled\":false,"
                        + "\"items\":[],\"problems\":[],\"summary\":{\"access_count\":0,\"cancelled_count\":0,"
                        + "\"failure_count\":0,\"items\":0,\"last_run\":null,\"success_count\":0,\"success_rate\":null,"
                        + "\"timeout_count\":0,\"total_runs\":0},\"telemetry_path\":\"" + user + "/telemetry.yaml\"}");
    }

    @Test
    void status_sumsAllItemsUp() throws Exception {
        store.record(List.of(success("a", 10), run("a", Outcome.FAILURE, 20), success("b", 30)));
        store.recordAccess("k", Optional.empty(), Optional.empty());
        assertThat(call(status(), "{}"))
                .contains("\"summary\":{\"access_count\":1,\"cancelled_count\":0,\"failure_count\":1,\"items\":3,"
                        + "\"last_run\":\"2026-11-20T12:00:00.000Z\",\"success_count\":2,\"success_rate\":0.667,"
                        + "\"timeout_count\":0,\"total_runs\":3}")
                .contains(
                        "{\"access_count\":0,\"avg_duration_ms\":15.000,\"item_id\":\"a\",\"last_outcome\":\"failure\","
                                + "\"last_run\":\"2026-11-20T12:00:00.000Z\",\"success_rate\":0.500,\"total_runs\":2,"
                                + "\"type\":\"tool\"}")
                .contains("\"item_id\":\"k\",\"last_outcome\":null,\"last_run\":null,\"success_rate\":null");
    }

    @Test
    void status_listsPageByPage() throws Exception {
        for (String item : List.of("a", "b", "c", "d")) {
            store.recordExecution(success(item, 1));
        }
        assertThat(call(status(), "{\"limit\":2,\"after\":\"b\"}"))
                .contains("\"item_id\":\"c\"", "\"item_id\":\"d\"")
                .doesNotContain("\"item_id\":\"b\"");
        assertThat(call(status(), "{\"limit\":0}")).contains("\"items\":[],");
    }

    @Test
    void status_ofAnItem_hasTheFieldsOfTheContract() throws Exception {
        store.recordExecution(run("a", Outcome.TIMEOUT, 10));
        assertThat(call(status(), "{\"item_id\":\"a\"}"))
                .contains("\"item\":{\"avg_duration_ms\":10.0,\"failure_count\":0,\"http_calls\":2,"
                        + "\"last_error\":\"it broke\",\"last_outcome\":\"timeout\","
                        + "\"last_run\":\"2026-11-20T12:00:00.000Z\",\"paths\":[\"/items/a\"],\"subprocess_calls\":1,"
                        + "\"success_count\":0,\"timeout_count\":1,\"total_runs\":1,\"type\":\"tool\"}")
                .doesNotContain("summary");
    }

    @Test
    void status_ofAnUnknownItem_isNullAndNamesSimilarOnes() throws Exception {
        store.recordExecution(success("core/create_tool@1.0.0", 1));
        assertThat(call(status(), "{\"item_id\":\"core/create_tool\"}"))
                .contains("\"item\":null", "\"similar\":[\"core/create_tool@1.0.0\"]");
    }

    @Test
    void status_tellsWhatIsBroken() throws Exception {
        scratch.write("items: {");
        assertThat(call(status(new SwitchState(false, Decider.CONFIG, Optional.of("config is odd"))), "{}"))
                .contains("\"problems\":[\"config is odd\",\"telemetry.yaml: it cannot be read: line 1, column 9");
    }

    @Test
    void clear_oneOrAll() throws Exception {
        store.record(List.of(success("a", 1), success("b", 1), success("c", 1)));
        ClearTelemetry clear = new ClearTelemetry(store);
        assertThat(call(clear, "{\"item_id\":\"a\"}")).isEqualTo("{\"cleared\":1,\"item_id\":\"a\"}");
        assertThat(call(clear, "{\"item_id\":\"a\"}")).isEqualTo("{\"cleared\":0,\"item_id\":\"a\"}");
        assertThat(call(clear, "{\"item_id\":\"*\"}")).isEqualTo("{\"cleared\":2,\"item_id\":\"*\"}");
        store.recordExecution(success("d", 1));
        assertThat(call(clear, "{}")).isEqualTo("{\"cleared\":1,\"item_id\":\"*\"}");
    }

    @Test
    void summary_lastRun_isTheLatestMoment_whateverItsOffset() throws Exception {
        scratch.write("""
                version: 1
                items:
                  later: {type: tool, total_runs: 1, last_run: "2026-11-20T12:30:00Z"}
                  earlier: {type: tool, total_runs: 1, last_run: "2026-11-20T13:30:00+02:00"}
                  spaced: {type: tool, total_runs: 1, last_run: "2026-11-20 09:00:00-03:00"}
                  none: {type: tool, total_runs: 1, last_run: "yesterday"}
                """);
        assertThat(call(status(), "{}")).contains("\"last_run\":\"2026-11-20T12:30:00Z\",\"success_count\"");
    }

    @Test
    void results_ofWhatOthersCounted_areStillAsTheSchemaSays() throws Exception {
        scratch.write("""
                version: 1
                items:
                  odd: {type: 7, total_runs: 2, success_count: 5, avg_duration_ms: "12.5", last_run: 2026-01-29, own: [1]}
                  none: {}
                  full: {type: knowledge, total_runs: 4000000000000000000, success_count: 4000000000000000000}
                  more: {type: tool, total_runs: 4000000000000000000, success_count: 1, access_count: 3, paths: [/a]}
                """);
        assertThat(call(status(), "{}")).contains("\"success_rate\":1.000");
        for (String id : List.of("odd", "none", "full", "more")) {
            assertThat(call(status(), "{\"item_id\":\"" + id + "\"}")).contains("\"item\":{");
        }
    }

    @Test
    void status_saidInWords_ofAll() throws Exception {
        assertThat(said(status(), "{}"))
                .isEqualTo(
                        "telemetry is on\n0 items, 0 runs, success rate -\nruns of skills are counted by candor stats");
        store.record(List.of(success("a", 10), run("a", Outcome.FAILURE, 20), run("b", Outcome.CANCELLED, 30)));
        store.recordAccess("k", Optional.empty(), Optional.empty());
        assertThat(said(status(), "{}")).isEqualTo("""
                telemetry is on
                3 items, 3 runs, success rate 0.333
                runs of skills are counted by candor stats
                  RUNS  SUCCESS  AVG MS  LAST RUN                  ITEM
                     2    0.500  15.000  2026-11-20T12:00:00.000Z  a
                     1    0.000  30.000  2026-11-20T12:00:00.000Z  b
                1 read        -       -  -                         k""");
        assertThat(said(status(), "{\"limit\":2}")).endsWith("\n… and 1 more (limit)");
    }

    @Test
    void status_saidInWords_ofAnItem() throws Exception {
        store.record(List.of(success("a", 1000), run("a", Outcome.FAILURE, 1500)));
        store.recordAccess("k", Optional.empty(), Optional.empty());
        assertThat(said(status(), "{\"item_id\":\"a\"}")).isEqualTo("""
                telemetry is on
                a
                type              tool
                total_runs        2
                success_count     1
                failure_count     1
                timeout_count     0
                avg_duration_ms   1250.0
                http_calls        4
                subprocess_calls  2
                last_run          2026-11-20T12:00:00.000Z
                last_outcome      failure
                last_error        it broke
                paths             /items/a""");
        assertThat(said(status(), "{\"item_id\":\"k\"}"))
                .contains("\naccess_count   1\nlast_accessed  2026-11-20T12:00:00.000Z");
        assertThat(said(status(), "{\"item_id\":\"a@1\"}"))
                .isEqualTo("telemetry is on\nno statistics of a@1\n  did you mean a");
    }

    @Test
    void status_saidInWords_hasALineForEachPath() throws Exception {
        scratch.write("""
                version: 1
                items:
                  a: {type: tool, total_runs: 1, paths: [/x, /y], own: {z: 1}}
                """);
        assertThat(said(status(), "{\"item_id\":\"a\"}"))
                .contains("\npaths             /x\n                  /y\nown               {\"z\":1}");
    }

    @Test
    void status_saidInWords_saysWhoSwitchedItOffAndWhatIsBroken() throws Exception {
        for (Decider decider : Decider.values()) {
            assertThat(said(status(new SwitchState(false, decider, Optional.of("line 1 is odd"))), "{}"))
                    .startsWith("telemetry is off"
                            + switch (decider) {
                                case DEFAULT -> ", as nobody turned it on yet (candor enable)";
                                case CONFIG -> " (candor enable)";
                                case DO_NOT_TRACK -> ", because DO_NOT_TRACK is set";
                            }
                            + "\nproblem: line 1 is odd\n");
        }
    }

    @Test
    void clear_saidInWords() throws Exception {
        store.record(List.of(success("a", 1), success("b", 1), success("c", 1)));
        ClearTelemetry clear = new ClearTelemetry(store);
        List<String> said = new ArrayList<>();
        for (String arguments : List.of("{\"item_id\":\"a\"}", "{\"item_id\":\"a\"}", "{}", "{\"all\":true}")) {
            said.add(said(clear, arguments));
        }
        assertThat(said)
                .containsExactly(
                        "forgot the statistics of 1 item",
                        "forgot the statistics of 0 items\nthere were none of a",
                        "forgot the statistics of 2 items",
                        "forgot the statistics of 0 items");
    }

    @Test
    void clear_anItemAndAll_isRefused() throws Exception {
        store.recordExecution(success("a", 1));
        assertThatThrownBy(() -> call(new ClearTelemetry(store), "{\"item_id\":\"a\",\"all\":true}"))
                .hasMessage("{all} means every item, and {item_id} one of them; omit one of the two");
        assertThat(store.list()).containsOnlyKeys("a");
    }

    @Test
    void intake_keepsTheTrace_outOfTheStatistics() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        ExecutionIntake.into(store)
                .take(Scratch.utf8("{\"item_id\":\"a\",\"item_type\":\"tool\",\"outcome\":\"success\","
                        + "\"duration_ms\":5,\"traceparent\":\"" + trace + "\"}"));
        store.recordAccess("k", Optional.empty(), Optional.of(trace));
        assertThat(Files.readString(
                        scratch.userPath.log(AggregateStore.CONTRACT).resolve("20261120/events.log")))
                .contains(
                        "\"subprocess_calls\":0,\"timestamp\":\"2026-11-20T12:00:00.000Z\",\"traceparent\":\"" + trace)
                .contains("\"item_type\":\"knowledge\"")
                .hasLineCount(2)
                .matches("(?s)(.*" + trace + "){2}.*");
        assertThat(call(status(), "{\"item_id\":\"a\"}")).doesNotContain("trace");
        assertThatThrownBy(() -> store.recordAccess("k", Optional.empty(), Optional.of("none")))
                .isInstanceOf(UnfitRowException.class);
    }
}
