package dev.candor.insight;

import static dev.candor.insight.ScratchLogs.skillRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.insight.ListAgentSessions.Listed;
import dev.candor.insight.ShowAgentSession.Timeline;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSessionsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private ScratchLogs logs;

    @BeforeEach
    void open() throws IOException {
        logs = new ScratchLogs(folder);
    }

    @AfterEach
    void close() throws IOException {
        logs.close();
    }

    private Listed list(String arguments) throws Exception {
        return new ListAgentSessions(logs::index)
                .call(
                        ListAgentSessionsQueryShape.INSTANCE.read(ObjectValue.parse(arguments), NOW),
                        ToolContext.unattended());
    }

    private List<String> ids(String arguments) throws Exception {
        return list(arguments).sessions().stream().map(AgentSession::sessionId).toList();
    }

    private Timeline show(String arguments) throws Exception {
        return new ShowAgentSession(logs::index)
                .call(
                        ShowAgentSessionQueryShape.INSTANCE.read(ObjectValue.parse(arguments), NOW),
                        ToolContext.unattended());
    }

    private List<String> stats(String by) throws Exception {
        return new ShowStats(logs::index)
                        .call(
                                StatsQueryShape.INSTANCE.read(ObjectValue.parse("{\"by\":\"" + by + "\"}"), NOW),
                                ToolContext.unattended())
                        .groups()
                        .stream()
                        .map(group -> group.kind() + " " + group.key() + " " + group.runs() + " " + group.failures())
                        .sorted()
                        .toList();
    }

    private void agent(String agent, String session, String kind, String at, String more) throws IOException {
        logs.append(
                Contract.AGENT,
                "{\"agent\":\"" + agent + "\",\"session_id\":\"" + session + "\",\"kind\":\"" + kind
                        + "\",\"started_at\":\"2026-11-20T" + at + "Z\",\"origin\":\"otlp\"" + more + "}");
    }

    /** Codex uses a skill, whose command is wrapped and fails, and says that all went well. */
    private void publishing() throws IOException {
        String unknown = ",\"outcome\":\"unknown\"";
        agent("codex", "s1", "session_start", "10:00:00", unknown + ",\"project\":\"shop\"");
        agent("codex", "s1", "turn", "10:00:01", unknown + ",\"call_id\":\"t1\",\"duration_ms\":60000");
        agent(
                "codex",
                "s1",
                "model_request",
                "10:00:02",
                ",\"outcome\":\"success\",\"outcome_from\":\"reported\",\"model\":\"gpt\",\"input_tokens\":100,"
                        + "\"output_tokens\":7,\"cost_usd\":0.25");
        agent("codex", "s1", "skill", "10:00:03", unknown + ",\"name\":\"publish\"");
        agent(
                "codex",
                "s1",
                "tool",
                "10:00:04",
                ",\"outcome\":\"success\",\"outcome_from\":\"reported\",\"name\":\"exec_command\",\"call_id\":\"call_1\","
                        + "\"duration_ms\":3000");
        logs.append(
                Contract.SKILL_USAGE,
                skillRun("publish", false, 1000, "2026-11-20T10:00:06Z")
                        .replace(
                                "{",
                                "{\"agent\":\"codex\",\"agent_session_id\":\"s1\",\"agent_call_id\":\"call_1\",\"trace_id\":"
                                        + "\"4bf92f3577b34da6a3ce929d0e0e4736\",\"span_id\":\"00f067aa0ba902b7\","));
    }

    @Test
    void session_isShownByTime_withTheWrappedRunInTheCall() throws Exception {
        publishing();
        Timeline timeline = show("{\"session_id\":\"s1\"}");

        assertThat(timeline.entries())
                .extracting(entry -> entry.kind() + " " + entry.name().orElse("-") + " " + entry.outcome() + " "
                        + entry.outcomeRule().orElse("-") + " " + entry.isContradicted() + " "
                        + entry.callId().orElse("-") + " " + entry.origins())
                .containsExactly(
                        "session_start - unknown - false - otlp",
                        "turn - unknown - false t1 otlp",
                        "model_request - success - false - otlp",
                        "skill publish failure wrapped_run false - otlp",
                        "tool exec_command failure wrapped_run true call_1 otlp",
                        "run publish failure exit_code false call_1 wrapper");
        assertThat(timeline.entries().getLast())
                .satisfies(run -> assertThat(run.durationMs()).contains(1000L))
                .satisfies(run -> assertThat(run.joinedBy()).contains("session_id"))
                .satisfies(run -> assertThat(run.spanId()).contains("00f067aa0ba902b7"))
                .satisfies(run -> assertThat(run.at()).isEqualTo(Instant.parse("2026-11-20T10:00:05Z")));
        assertThat(timeline.session()).isEqualTo(list("{}").sessions().getFirst());
        Page page = new Page();
        new ShowAgentSession(logs::index).tell(timeline, page);
        assertThat(page.text())
                .startsWith("codex s1 in shop: 1 turn, 1 call of tools (1 failed), 1 wrapped run (1 failed)")
                .contains("run            publish       failure")
                .contains("wrapper by session_id");
    }

    @Test
    void stats_countTheSkillOnce() throws Exception {
        publishing();
        assertThat(stats("skill")).containsExactly("skill publish 1 1");
        assertThat(stats("tool")).containsExactly("agent tool exec_command 1 1");
        assertThat(stats("agent")).containsExactly("agent codex 1 1");

        agent("codex", "s1", "skill", "10:00:20", ",\"outcome\":\"unknown\",\"name\":\"publish\"");
        assertThat(stats("skill")).containsExactly("agent skill publish 1 0", "skill publish 1 1");
    }

    @Test
    void sessions_areListedTheLatestFirst_inNumbers() throws Exception {
        publishing();
        agent("claude-code", "s0", "session_start", "09:00:00", ",\"outcome\":\"unknown\"");
        logs.append(
                Contract.SKILL_USAGE,
                skillRun("plan", true, 1000, "2026-11-20T11:00:00Z")
                        .replace("{", "{\"agent\":\"gemini-cli\",\"agent_session_id\":\"s2\","),
                skillRun("plan", true, 1000, "2026-11-20T11:00:00Z"));

        assertThat(ids("{}")).as("also where only a wrapped run tells of it").containsExactly("s2", "s1", "s0");
        AgentSession session = list("{\"project\":\"shop\"}").sessions().getFirst();
        assertThat(session.firstAt()).isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(session.lastAt()).isEqualTo(Instant.parse("2026-11-20T10:01:01Z"));
        assertThat(List.of(session.turns(), session.calls(), session.failures(), session.skills(), session.requests()))
                .containsExactly(1L, 1L, 1L, 1L, 1L);
        assertThat(List.of(session.runs(), session.failedRuns())).containsExactly(1L, 1L);
        assertThat(session.inputTokens()).contains(100L);
        assertThat(session.outputTokens()).contains(7L);
        assertThat(session.costUsd().orElseThrow()).isEqualByComparingTo("0.25");
        assertThat(ids("{\"agent\":\"claude-code\"}")).containsExactly("s0");
        assertThat(ids("{\"since\":\"2026-11-20T10:01:00Z\"}")).containsExactly("s2", "s1");
        assertThat(ids("{\"until\":\"2026-11-20T10:00:00Z\"}")).containsExactly("s0");
    }

    @Test
    void whatIsNotListed_isCounted() throws Exception {
        publishing();
        agent("claude-code", "s0", "session_start", "09:00:00", ",\"outcome\":\"unknown\"");

        assertThat(list("{\"limit\":1}").total()).isEqualTo(2);
        assertThat(list("{\"limit\":0}"))
                .satisfies(none -> assertThat(none.sessions()).isEmpty())
                .satisfies(none -> assertThat(none.total()).isEqualTo(2));
        assertThat(show("{\"session_id\":\"s1\",\"limit\":2}"))
                .satisfies(some -> assertThat(some.entries()).hasSize(2))
                .satisfies(some -> assertThat(some.total()).isEqualTo(6));
        assertThat(show("{\"session_id\":\"s1\",\"offset\":4,\"limit\":1}").entries())
                .extracting(ShowAgentSession.Entry::kind)
                .containsExactly("tool");
        assertThat(show("{\"session_id\":\"s1\",\"offset\":99}").total()).isEqualTo(6);
        Page page = new Page();
        new ListAgentSessions(logs::index).tell(list("{\"limit\":1}"), page);
        assertThat(page.text()).startsWith("2 sessions of agents").contains("… and 1 more (limit)");
    }

    @Test
    void sessionThatIsNotThere_orThereTwice_isSaid() throws Exception {
        assertThatThrownBy(() -> show("{\"session_id\":\"s1\"}"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("no agent has a session 's1'; list_agent_sessions lists those that there are");

        agent("codex", "s1", "session_start", "10:00:00", ",\"outcome\":\"unknown\"");
        agent("cursor", "s1", "session_start", "10:00:00", ",\"outcome\":\"unknown\"");
        assertThatThrownBy(() -> show("{\"session_id\":\"s1\"}"))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("several agents have a session 's1'; give {agent}: codex, cursor");
        assertThat(show("{\"session_id\":\"s1\",\"agent\":\"cursor\"}")
                        .session()
                        .agent())
                .isEqualTo("cursor");
    }
}
