package dev.candor.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentRow.Kind;
import dev.candor.agents.AgentRow.Origin;
import dev.candor.agents.AgentRow.Outcome;
import dev.candor.agents.AgentRow.Rule;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexedLog;
import dev.candor.index.LogTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which session a wrapped run belongs to, and what it tells of the call that it ran in. */
class AgentTimelineTest {
    private static final Instant THEN = Instant.parse("2026-11-29T10:00:00Z");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CODEX = "\"agent\":\"codex\",\"agent_session_id\":\"s\"";
    private static final String GEMINI = "\"agent\":\"gemini-cli\"";
    private static final String TRACED = "\"trace_id\":\"" + TRACE + "\"";

    @TempDir
    Path folder;

    private final Map<String, KeptLog> logs = new HashMap<>();
    private EventIndex index;

    @BeforeEach
    void open() throws IOException {
        List<IndexedLog> indexed = new ArrayList<>();
        for (LogTable table : AgentTimeline.TABLES) {
            KeptLog log =
                    EventLog.inFolder(folder.resolve(table.name()), LogSettings.standard(), () -> THEN, notice -> {});
            logs.put(table.name(), log);
            indexed.add(new IndexedLog(table, log, folder.resolve("index/" + table.name())));
        }
        index = new EventIndex(indexed);
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        for (KeptLog log : logs.values()) {
            log.close();
        }
    }

    private void agents(AgentRow... rows) throws IOException {
        for (AgentRow row : rows) {
            append("agent", JsonWriter.compact(row.json()));
        }
    }

    /** A run of 200 ms that ended so many seconds later. */
    private void run(String skill, int exitCode, int second, String caller) throws IOException {
        append(
                "skill_usage",
                "{\"context\":\"run\",\"duration_ms\":200,"
                        + (exitCode == 0 ? "" : "\"reason_detail\":\"command_exit=" + exitCode + "\",")
                        + "\"skill\":\"" + skill + "\",\"source\":\"ci\",\"status\":\""
                        + (exitCode == 0 ? "success" : "failure") + "\",\"timestamp_utc\":\""
                        + THEN.plusSeconds(second) + "\"" + (caller.isEmpty() ? "" : "," + caller) + "}");
    }

    private void append(String log, String row) throws IOException {
        logs.get(log).append(List.of(row.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> found(String columns, String condition) throws IOException {
        List<String> found = new ArrayList<>();
        String sql = "SELECT concat_ws(' ', " + columns + ") FROM " + AgentTimeline.NAME + " WHERE " + condition
                + " ORDER BY started_at, kind, name";
        index.visit(AgentTimeline.TABLES, sql, List.of(), row -> found.add(row.getString(1)));
        return found;
    }

    private List<String> runs() throws IOException {
        return found("name, agent, session_id, joined_by, call_id, outcome, exit_code", "kind = 'run'");
    }

    private List<String> tools() throws IOException {
        return found(
                "call_id, outcome, outcome_from, outcome_rule, exit_code, is_contradicted, duration_ms",
                "kind = 'tool'");
    }

    private static AgentRow row(Agent agent, Origin origin, Kind kind, String session, int second) {
        return new AgentRow(agent, origin, kind, session, THEN.plusSeconds(second));
    }

    private static AgentRow codexTool(Origin origin, String callId, int second) {
        return row(Agent.CODEX, origin, Kind.TOOL, "s", second)
                .name(Optional.of("exec_command"))
                .callId(Optional.of(callId));
    }

    /** A session of ten seconds. */
    private static AgentRow[] session(Agent agent, String id, int second) {
        return new AgentRow[] {
            row(agent, Origin.OTLP, Kind.SESSION_START, id, second).trace(Optional.of(TRACE), Optional.empty()),
            row(agent, Origin.OTLP, Kind.SESSION_END, id, second + 10)
        };
    }

    @Test
    void sessionAndCallThatTheRowNames_areTheRuns() throws IOException {
        agents(codexTool(Origin.HOOK, "call_1", 1), codexTool(Origin.HOOK, "call_2", 2));
        run("publish", 3, 1, CODEX + ",\"agent_call_id\":\"call_1\"");
        run("publish", 0, 500, CODEX);
        run("publish", 0, 1, "\"agent\":\"codex\",\"agent_session_id\":\"unheard-of\"");
        run("publish", 0, 1, "");

        assertThat(runs())
                .containsExactlyInAnyOrder(
                        "publish codex s session_id call_1 failure 3",
                        "publish codex s session_id success 0",
                        "publish codex unheard-of session_id success 0");
        assertThat(tools())
                .as("the hook of Codex says no outcome")
                .containsExactly("call_1 failure derived wrapped_run 3 false", "call_2 unknown false");
    }

    @Test
    void sessionOfTheTrace_unlessTheRunBeganBeforeIt() throws IOException {
        agents(session(Agent.CODEX, "s", 10));
        run("around", 0, 9, TRACED);
        run("inside", 0, 12, TRACED);
        run("other", 0, 12, "\"trace_id\":\"" + TRACE.replace('4', '5') + "\"");

        assertThat(runs()).containsExactly("inside codex s trace_id success 0");
    }

    @Test
    void severalSessionsOfTheTrace_theOneThatGoesOn_elseNone() throws IOException {
        agents(session(Agent.CODEX, "first", 0));
        agents(session(Agent.CODEX, "second", 20));
        run("of-second", 0, 21, TRACED);
        run("of-first", 0, 3, TRACED);
        agents(session(Agent.CODEX, "beside", 21));
        run("of-both", 0, 25, TRACED);
        run("behind-all", 0, 99, TRACED);

        assertThat(runs())
                .containsExactly(
                        "of-first codex first trace_id success 0", "of-second codex second trace_id success 0");
    }

    @Test
    void agentThatNamesNoSession_theOneThatGoesOn() throws IOException {
        agents(session(Agent.GEMINI_CLI, "g", 0));
        agents(session(Agent.CODEX, "s", 0));
        run("inside", 0, 3, GEMINI);
        run("later", 0, 30, GEMINI);
        assertThat(runs()).containsExactly("inside gemini-cli g time success 0");

        agents(session(Agent.GEMINI_CLI, "beside", 1));
        assertThat(runs()).isEmpty();
    }

    @Test
    void callsWithoutIds_theOneThatWentOnInTheMiddleOfTheRun() throws IOException {
        agents(session(Agent.GEMINI_CLI, "g", 0));
        agents(
                row(Agent.GEMINI_CLI, Origin.OTLP, Kind.TOOL, "g", 1)
                        .name(Optional.of("run_shell_command"))
                        .durationMs(Optional.of(1500L))
                        .reported(Outcome.SUCCESS),
                row(Agent.GEMINI_CLI, Origin.OTLP, Kind.TOOL, "g", 5)
                        .name(Optional.of("run_shell_command"))
                        .durationMs(Optional.of(1500L))
                        .reported(Outcome.SUCCESS));
        run("publish", 3, 2, GEMINI);

        assertThat(tools())
                .as("it said that all went well")
                .containsExactly("failure derived wrapped_run 3 true 1500", "success reported false 1500");
    }

    @Test
    void callWithAnExitCodeOfItsOwn_keepsIt() throws IOException {
        agents(codexTool(Origin.TRANSCRIPT, "call_1", 1).exitCode(Optional.of(0L), Rule.EXIT_CODE));
        run("publish", 3, 1, CODEX + ",\"agent_call_id\":\"call_1\"");

        assertThat(tools()).containsExactly("call_1 success derived exit_code 0 false");
        assertThat(runs()).containsExactly("publish codex s session_id call_1 failure 3");
    }

    @Test
    void callWithTwoRuns_hasTheOutcomeOfNeither() throws IOException {
        agents(codexTool(Origin.HOOK, "call_1", 1));
        run("a", 3, 1, CODEX + ",\"agent_call_id\":\"call_1\"");
        run("b", 0, 2, CODEX + ",\"agent_call_id\":\"call_1\"");

        assertThat(tools()).containsExactly("call_1 unknown false");
    }

    @Test
    void skillThatWasUsed_hasTheOutcomeOfItsRuns() throws IOException {
        agents(
                row(Agent.CODEX, Origin.OTLP, Kind.SKILL, "s", 1).name(Optional.of("publish")),
                row(Agent.CODEX, Origin.OTLP, Kind.SKILL, "s", 10).name(Optional.of("publish")),
                row(Agent.CODEX, Origin.OTLP, Kind.SKILL, "s", 20).name(Optional.of("publish")));
        run("publish", 0, 2, CODEX);
        run("publish", 3, 3, CODEX);
        run("publish", 0, 21, CODEX);
        run("plan", 0, 11, CODEX);

        assertThat(found("outcome, outcome_rule, is_wrapped", "kind = 'skill'"))
                .containsExactly("failure wrapped_run true", "unknown false", "success wrapped_run true");
    }

    @Test
    void whatOthersCallAnAgent_isNoneUnlessItIsAnId() throws IOException {
        run("publish", 0, 1, "\"agent\":{\"name\":\"x\"},\"agent_session_id\":\"s\"");
        run("publish", 0, 1, "\"agent\":\"rm -rf /\",\"agent_session_id\":\"s\"");
        run("publish", 0, 1, "\"agent\":\"codex\",\"agent_session_id\":42");
        assertThat(runs()).containsExactly("publish codex 42 session_id success 0");
    }
}
