package dev.candor.skillusage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.execution.Command;
import dev.candor.execution.CommandOutcome;
import dev.candor.execution.CommandOutcome.End;
import dev.candor.foundation.files.OpenOutputs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT_ID = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-" + TRACE_ID + "-" + PARENT_ID + "-03";
    private static final String SPAN_ID = "aaaaaaaaaaaaaaa1";
    private static final String SESSION = "01a22e33-fe10-7b10-a801-96ddf0123f7b";
    private static final String PLAIN_ROW = "{\"context\":\"run\",\"duration_ms\":7,\"skill\":\"s\",\"source\":\"c\","
            + "\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00.123Z\"}\n";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-28T14:22:00.123456Z"));

    @TempDir
    Path folder;

    private final List<String> handed = new ArrayList<>();

    private static Caller caller(Map<String, String> variables) {
        return Caller.of(variables, () -> SPAN_ID);
    }

    private static Caller agent(String name, Optional<String> session) {
        return new Caller(Optional.of(name), session, Optional.empty(), Optional.empty());
    }

    /** The row of a run that was called so, under a schema; what the command found is in {@link #handed}. */
    private String row(Caller caller, Optional<String> schema, int exitCode) throws Exception {
        Path events = folder.resolve("events.jsonl");
        Optional<Path> file = Optional.empty();
        if (schema.isPresent()) {
            file = Optional.of(Files.writeString(folder.resolve("schema.json"), schema.get()));
        }
        UsageRules rules = UsageRules.load(file, Optional.empty());
        UsageLog log =
                new UsageLog(events, rules, new Folders(folder.resolve("user"), Optional.empty()), CLOCK, text -> {});
        List<byte[]> environment = List.of(
                "A=\u00ff".getBytes(StandardCharsets.ISO_8859_1),
                ("TRACEPARENT=" + TRACEPARENT).getBytes(StandardCharsets.ISO_8859_1),
                "TRACESTATE=a=1".getBytes(StandardCharsets.ISO_8859_1),
                "TRACEPARENT_OLD=x".getBytes(StandardCharsets.ISO_8859_1));
        Command command = new Command(
                List.of("x".getBytes(StandardCharsets.UTF_8)),
                environment,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        RunRequest request = new RunRequest(
                "s",
                "c",
                "run",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                command,
                OpenOutputs.of(List.of()));
        handed.clear();
        new SkillInstrumentor(
                        rules,
                        log,
                        started -> {
                            started.environment()
                                    .forEach(entry -> handed.add(new String(entry, StandardCharsets.ISO_8859_1)));
                            return new CommandOutcome(End.EXITED, exitCode, Duration.ofMillis(7));
                        },
                        CLOCK,
                        text -> {})
                .run(request, caller);
        return Files.readString(events);
    }

    @Test
    void agents_areNamedWithTheirSessions() {
        assertThat(caller(Map.of(
                        "CODEX_THREAD_ID", SESSION, "CODEX_SESSION_ID", "other", "CODEX_TOOL_CALL_ID", "call_1")))
                .isEqualTo(new Caller(
                        Optional.of("codex"), Optional.of(SESSION), Optional.of("call_1"), Optional.empty()));
        assertThat(caller(Map.of("CODEX_SESSION_ID", SESSION))).isEqualTo(agent("codex", Optional.of(SESSION)));
        assertThat(caller(Map.of("GEMINI_CLI", "1"))).isEqualTo(agent("gemini-cli", Optional.empty()));
        assertThat(caller(Map.of("GEMINI_SESSION_ID", SESSION))).isEqualTo(agent("gemini-cli", Optional.of(SESSION)));
        assertThat(caller(Map.of("CLAUDE_CODE_SESSION_ID", SESSION)))
                .isEqualTo(agent("claude-code", Optional.of(SESSION)));
    }

    @Test
    void variablesThatOthersSetToo_nameNobody() {
        assertThat(caller(Map.of("CLAUDE_PROJECT_DIR", "/p", "CLAUDECODE", "1", "CODEX_TOOL_CALL_ID", "call_1")))
                .isEqualTo(Caller.UNKNOWN);
        assertThat(caller(Map.of("GEMINI_CLI", "", "GEMINI_API_KEY", "x"))).isEqualTo(Caller.UNKNOWN);
    }

    @Test
    void oneAgentInsideTheOther_nothingSaysWhich_soNoneIsNamed() {
        assertThat(caller(Map.of("CODEX_THREAD_ID", SESSION, "GEMINI_CLI", "1")))
                .isEqualTo(Caller.UNKNOWN);
        assertThat(caller(Map.of("CODEX_THREAD_ID", "a", "CLAUDE_CODE_SESSION_ID", "b", "TRACEPARENT", TRACEPARENT)))
                .satisfies(both -> assertThat(both.agent()).isEmpty())
                .satisfies(both -> assertThat(both.span()).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a\nb", "me@example.org", "é", "{\"a\":1}"})
    void whatIsNoId_isAsAbsent(String value) {
        assertThat(caller(Map.of("CODEX_THREAD_ID", value))).isEqualTo(Caller.UNKNOWN);
        assertThat(caller(Map.of("CODEX_THREAD_ID", SESSION, "CODEX_TOOL_CALL_ID", value)))
                .isEqualTo(agent("codex", Optional.of(SESSION)));
    }

    @Test
    void ids_haveAtMost128Characters() {
        String longest = "a".repeat(128);
        assertThat(caller(Map.of("CLAUDE_CODE_SESSION_ID", longest)).sessionId())
                .contains(longest);
        assertThat(caller(Map.of("CLAUDE_CODE_SESSION_ID", longest + "a"))).isEqualTo(Caller.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "00-" + TRACE_ID + "-" + PARENT_ID + "-1", "ff-" + TRACE_ID + "-" + PARENT_ID + "-01", "x"})
    void traceparentThatIsNotValid_isAsAbsent(String traceparent) {
        assertThat(caller(Map.of("TRACEPARENT", traceparent))).isEqualTo(Caller.UNKNOWN);
    }

    @Test
    void row_namesTheCaller_andTheCommandItsOwnSpan() throws Exception {
        Caller caller = caller(Map.of(
                "TRACEPARENT", TRACEPARENT, "CODEX_THREAD_ID", SESSION, "CODEX_TOOL_CALL_ID", "call_1", "A", "secret"));

        assertThat(row(caller, Optional.empty(), 0))
                .isEqualTo("{\"agent\":\"codex\",\"agent_call_id\":\"call_1\",\"agent_session_id\":\"" + SESSION
                        + "\",\"context\":\"run\",\"duration_ms\":7,\"parent_span_id\":\"" + PARENT_ID
                        + "\",\"skill\":\"s\",\"source\":\"c\",\"span_id\":\"" + SPAN_ID
                        + "\",\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00.123Z\",\"trace_id\":\""
                        + TRACE_ID + "\"}\n");
        assertThat(handed)
                .containsExactly(
                        "A=\u00ff",
                        "TRACEPARENT=00-" + TRACE_ID + "-" + SPAN_ID + "-03",
                        "TRACESTATE=a=1",
                        "TRACEPARENT_OLD=x");
    }

    @Test
    void nobodyKnown_rowAndEnvironmentAreAsEver() throws Exception {
        assertThat(row(Caller.UNKNOWN, Optional.empty(), 0)).isEqualTo(PLAIN_ROW);
        assertThat(handed).contains("TRACEPARENT=" + TRACEPARENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"skill\":{},\"status\":{},"
                        + "\"duration_ms\":{},\"timestamp_utc\":{},\"source\":{},\"context\":{},\"reason_code\":{},"
                        + "\"reason_detail\":{},\"error_class\":{}}}",
                "{\"type\":\"object\",\"properties\":{\"agent\":{\"enum\":[\"mine\"]}}}",
                // only of a failure, so that it shows before the command runs
                "{\"type\":\"object\",\"if\":{\"properties\":{\"status\":{\"const\":\"failure\"}}},"
                        + "\"then\":{\"maxProperties\":9}}"
            })
    void schemaThatRefusesTheMembers_refusesNoRun_theyAreOmitted(String schema) throws Exception {
        Caller caller = caller(Map.of("TRACEPARENT", TRACEPARENT, "CODEX_THREAD_ID", SESSION));

        assertThat(row(caller, Optional.of(schema), 0)).isEqualTo(PLAIN_ROW);
        assertThat(handed).as("a span of which no row tells").contains("TRACEPARENT=" + TRACEPARENT);
        assertThat(row(caller, Optional.of(schema), 3))
                .contains("command_exit=3")
                .doesNotContain("trace_id");
    }

    @Test
    void schemaThatWantsTheMembers_refusesRunsWithoutThem() throws Exception {
        String schema = "{\"type\":\"object\",\"required\":[\"trace_id\"]}";
        assertThat(row(caller(Map.of("TRACEPARENT", TRACEPARENT)), Optional.of(schema), 0))
                .contains(TRACE_ID);
        assertThatThrownBy(() -> row(Caller.UNKNOWN, Optional.of(schema), 0))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the schema refuses the row that a success would append");
    }
}
