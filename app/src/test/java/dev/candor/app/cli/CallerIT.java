package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.cli.Installed.Ended;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrapped command knows who called it: its row names the caller, and its own environment its own span. */
class CallerIT {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
    private static final Map<String, String> CALLER = Map.of(
            "TRACEPARENT",
            TRACEPARENT,
            "TRACESTATE",
            "a=1",
            "CODEX_THREAD_ID",
            "session-1",
            "CODEX_TOOL_CALL_ID",
            "call_7");

    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    /** The environment that a command prints, wrapped or not. */
    private List<String> environment(Map<String, String> caller, String... wrapped) {
        String[] command = new String[wrapped.length + 1];
        System.arraycopy(wrapped, 0, command, 0, wrapped.length);
        command[wrapped.length] = "/usr/bin/env";
        Ended ended = installed.command(caller, command);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.lines().stream()
                .filter(line -> !line.startsWith("status="))
                .toList();
    }

    private List<String> wrapped(Map<String, String> caller) {
        return environment(
                caller, Installed.CANDOR.toString(), "run", "--skill", "s", "--events", "events.jsonl", "--");
    }

    private ObjectValue lastRow() {
        return ObjectValue.parse(installed.rows().getLast());
    }

    @Test
    void command_findsASpanOfItsOwn_andAllElseAsItWas() {
        List<String> plain = environment(CALLER);
        List<String> found = wrapped(CALLER);

        ObjectValue row = lastRow();
        String span = row.text("span_id").orElseThrow();
        assertThat(span).matches("[0-9a-f]{16}").isNotEqualTo("00f067aa0ba902b7");
        assertThat(found)
                .containsExactlyElementsOf(plain.stream()
                        .map(line -> line.replace(
                                "TRACEPARENT=" + TRACEPARENT, "TRACEPARENT=00-" + TRACE_ID + "-" + span + "-01"))
                        .toList());
        assertThat(row.text("trace_id")).contains(TRACE_ID);
        assertThat(row.text("parent_span_id")).contains("00f067aa0ba902b7");
        assertThat(row.text("agent")).contains("codex");
        assertThat(row.text("agent_session_id")).contains("session-1");
        assertThat(row.text("agent_call_id")).contains("call_7");

        wrapped(CALLER);
        assertThat(lastRow().text("span_id").orElseThrow())
                .as("each run has its own")
                .isNotEqualTo(span);
    }

    @Test
    void commandOfACommand_isBelowIt() {
        String candor = Installed.CANDOR + " run --skill s --events events.jsonl --skip-validate-existing -- ";
        installed.command(CALLER, "sh", "-c", candor + candor + "true");

        ObjectValue inner = ObjectValue.parse(installed.rows().getFirst());
        assertThat(inner.text("parent_span_id")).isEqualTo(lastRow().text("span_id"));
        assertThat(inner.text("trace_id")).contains(TRACE_ID);
    }

    @Test
    void withoutATrace_theEnvironmentIsTheCallers() {
        Map<String, String> invalid = Map.of("TRACEPARENT", "00-" + TRACE_ID + "-0000000000000000-01");
        for (Map<String, String> caller : List.of(Map.<String, String>of(), invalid)) {
            assertThat(wrapped(caller)).isEqualTo(environment(caller));
            assertThat(installed.rows().getLast()).doesNotContain("trace_id").doesNotContain("agent");
        }
    }

    @Test
    void whileNothingIsRecorded_theEnvironmentIsTheCallers() {
        installed.candor("disable");
        assertThat(environment(CALLER, Installed.CANDOR.toString(), "run", "--skill", "s", "--"))
                .contains("TRACEPARENT=" + TRACEPARENT);
    }
}
