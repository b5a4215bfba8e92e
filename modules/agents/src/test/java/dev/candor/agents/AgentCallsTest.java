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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thing, once, whoever tells of it. */
class AgentCallsTest {
    private static final Instant THEN = Instant.parse("2026-11-29T10:00:00Z");

    @TempDir
    Path folder;

    private KeptLog log;
    private EventIndex index;

    @BeforeEach
    void open() throws IOException {
        log = EventLog.inFolder(folder.resolve("log"), LogSettings.standard(), () -> THEN, notice -> {});
        index = new EventIndex(List.of(new IndexedLog(AgentCalls.TABLE, log, folder.resolve("index"))));
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        log.close();
    }

    private static AgentRow row(Agent agent, Origin origin, Kind kind, int second) {
        return new AgentRow(agent, origin, kind, "s", THEN.plusSeconds(second));
    }

    private List<String> joined(String columns, AgentRow... rows) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (AgentRow row : rows) {
            lines.add(JsonWriter.compact(row.json()).getBytes(StandardCharsets.UTF_8));
        }
        log.append(lines);
        List<String> found = new ArrayList<>();
        String sql =
                "SELECT concat_ws(' ', " + columns + ") FROM " + AgentCalls.NAME + " ORDER BY started_at, kind, name";
        index.visit(List.of(AgentCalls.TABLE), sql, List.of(), row -> found.add(row.getString(1)));
        return found;
    }

    @Test
    void sameCallId_ofThreeWitnesses_isOneCall() throws IOException {
        assertThat(joined(
                        "name, outcome, outcome_from, outcome_rule, is_contradicted, duration_ms, exit_code, project, origins",
                        row(Agent.CODEX, Origin.HOOK, Kind.TOOL, 3)
                                .name(Optional.of("exec_command"))
                                .callId(Optional.of("call_1"))
                                .projectFolder(Optional.of("/home/user/notes")),
                        row(Agent.CODEX, Origin.OTLP, Kind.TOOL, 2)
                                .name(Optional.of("exec_command"))
                                .callId(Optional.of("call_1"))
                                .durationMs(Optional.of(12L))
                                .reported(Outcome.SUCCESS),
                        row(Agent.CODEX, Origin.TRANSCRIPT, Kind.TOOL, 1)
                                .name(Optional.of("exec_command"))
                                .callId(Optional.of("call_1"))
                                .durationMs(Optional.of(11L))
                                .exitCode(Optional.of(3L), Rule.EXIT_CODE)))
                .containsExactly("exec_command failure derived exit_code true 12 3 notes hook, otlp, transcript");
    }

    @Test
    void callsWithoutIds_ofTwoWitnesses_areJoinedInTheirOrder() throws IOException {
        assertThat(joined(
                        "name, outcome, is_contradicted, duration_ms, exit_code",
                        row(Agent.GEMINI_CLI, Origin.HOOK, Kind.TOOL, 1)
                                .name(Optional.of("shell"))
                                .exitCode(Optional.of(3L), Rule.EXIT_CODE_IN_OUTPUT),
                        row(Agent.GEMINI_CLI, Origin.HOOK, Kind.TOOL, 2).name(Optional.of("shell")),
                        row(Agent.GEMINI_CLI, Origin.OTLP, Kind.TOOL, 1)
                                .name(Optional.of("shell"))
                                .durationMs(Optional.of(5L))
                                .reported(Outcome.SUCCESS),
                        row(Agent.GEMINI_CLI, Origin.OTLP, Kind.TOOL, 2)
                                .name(Optional.of("shell"))
                                .durationMs(Optional.of(6L))
                                .reported(Outcome.SUCCESS)))
                .containsExactly("shell failure true 5 3", "shell success false 6");
    }

    @Test
    void sessionOfTheSetUp_isNone() throws IOException {
        AgentRow test = new AgentRow(Agent.CODEX, Origin.HOOK, Kind.SESSION_START, AgentSetup.TEST_SESSION + "1", THEN);
        assertThat(joined("session_id", test, row(Agent.CODEX, Origin.HOOK, Kind.SESSION_START, 1)))
                .containsExactly("s");
    }

    /** The tokens of one request must not be counted by one witness under the number of another. */
    @Test
    void witnessThatSawLess_isNotJoined() throws IOException {
        assertThat(joined(
                        "kind, input_tokens, origins",
                        row(Agent.CODEX, Origin.OTLP, Kind.MODEL_REQUEST, 2).inputTokens(Optional.of(20L)),
                        row(Agent.CODEX, Origin.TRANSCRIPT, Kind.MODEL_REQUEST, 1)
                                .inputTokens(Optional.of(10L)),
                        row(Agent.CODEX, Origin.TRANSCRIPT, Kind.MODEL_REQUEST, 2)
                                .inputTokens(Optional.of(20L))))
                .containsExactly("model_request 10 transcript", "model_request 20 transcript");
    }

    @Test
    void maskedName_givesWayToTheRealOneOfTheSameSkill() throws IOException {
        assertThat(joined(
                        "name, outcome, origins",
                        row(Agent.CLAUDE_CODE, Origin.OTLP, Kind.SKILL, 1).name(Optional.of("custom_skill")),
                        row(Agent.CLAUDE_CODE, Origin.HOOK, Kind.SKILL, 1).name(Optional.of("release-notes"))))
                .containsExactly("release-notes unknown hook, otlp");
    }

    @Test
    void otherSessionsAgentsAndKinds_areOtherThings() throws IOException {
        assertThat(joined(
                        "agent, kind, call_id",
                        row(Agent.CODEX, Origin.OTLP, Kind.TOOL, 1).callId(Optional.of("1")),
                        row(Agent.CLAUDE_CODE, Origin.OTLP, Kind.TOOL, 1).callId(Optional.of("1")),
                        row(Agent.CODEX, Origin.OTLP, Kind.TURN, 1).callId(Optional.of("1")),
                        new AgentRow(Agent.CODEX, Origin.OTLP, Kind.TOOL, "other", THEN).callId(Optional.of("1"))))
                .hasSize(4);
    }

    @Test
    void requestThatATranscriptToldTwice_countsOnce_withItsLastTokens() throws IOException {
        AgentRow before = row(Agent.CLAUDE_CODE, Origin.TRANSCRIPT, Kind.MODEL_REQUEST, 1)
                .callId(Optional.of("req_1"))
                .outputTokens(Optional.of(1L));
        AgentRow after = row(Agent.CLAUDE_CODE, Origin.TRANSCRIPT, Kind.MODEL_REQUEST, 1)
                .callId(Optional.of("req_1"))
                .outputTokens(Optional.of(90L));
        assertThat(joined("call_id, output_tokens", before, after)).containsExactly("req_1 90");
    }

    /** Hooks of Copilot tell no id, its telemetry does. */
    @Test
    void witnessThatKnowsNoIds_tellsOfTheSameCalls() throws IOException {
        assertThat(joined(
                        "name, call_id, duration_ms, outcome, origins",
                        row(Agent.COPILOT, Origin.HOOK, Kind.TOOL, 1)
                                .name(Optional.of("bash"))
                                .reported(Outcome.FAILURE),
                        row(Agent.COPILOT, Origin.HOOK, Kind.TOOL, 3).name(Optional.of("bash")),
                        row(Agent.COPILOT, Origin.OTLP, Kind.TOOL, 1)
                                .name(Optional.of("bash"))
                                .callId(Optional.of("z"))
                                .durationMs(Optional.of(5L)),
                        row(Agent.COPILOT, Origin.OTLP, Kind.TOOL, 2)
                                .name(Optional.of("bash"))
                                .callId(Optional.of("a"))
                                .durationMs(Optional.of(6L))))
                .containsExactly("bash z 5 failure hook, otlp", "bash a 6 unknown hook, otlp");
    }

    /** Claude Code's telemetry masks subagents and tells no id of them; hook and transcript do. */
    @Test
    void subagent_thatTelemetryTellsWithoutId_isOneSubagent() throws IOException {
        assertThat(joined(
                        "name, call_id, duration_ms, origins",
                        row(Agent.CLAUDE_CODE, Origin.HOOK, Kind.SUBAGENT, 2)
                                .name(Optional.of("Explore"))
                                .callId(Optional.of("a1")),
                        row(Agent.CLAUDE_CODE, Origin.TRANSCRIPT, Kind.SUBAGENT, 1)
                                .name(Optional.of("Explore"))
                                .callId(Optional.of("a1")),
                        row(Agent.CLAUDE_CODE, Origin.OTLP, Kind.SUBAGENT, 1)
                                .name(Optional.of("custom"))
                                .durationMs(Optional.of(500L))))
                .containsExactly("Explore a1 500 hook, otlp, transcript");
    }

    @Test
    void callWithoutId_besideThoseWithIdsOfTheSameWitness_isACallOfItsOwn() throws IOException {
        assertThat(joined(
                        "call_id, started_at",
                        row(Agent.CODEX, Origin.OTLP, Kind.TOOL, 1).callId(Optional.of("1")),
                        row(Agent.CODEX, Origin.OTLP, Kind.TOOL, 2)))
                .hasSize(2);
    }

    /** Gemini CLI's transcript tells of a call while it runs and when it is over. */
    @Test
    void callThatATranscriptToldTwice_countsOnce() throws IOException {
        AgentRow running = row(Agent.GEMINI_CLI, Origin.TRANSCRIPT, Kind.TOOL, 1)
                .name(Optional.of("read_file"))
                .callId(Optional.of("r1"));
        AgentRow over = row(Agent.GEMINI_CLI, Origin.TRANSCRIPT, Kind.TOOL, 2)
                .name(Optional.of("read_file"))
                .callId(Optional.of("r1"))
                .reported(Outcome.SUCCESS);
        assertThat(joined("call_id, outcome", running, over)).containsExactly("r1 success");
    }
}
