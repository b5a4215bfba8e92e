package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.referee.NodeProject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real sessions of Codex and Gemini CLI from npm, set up by {@code candor setup} for OTLP and hooks at once, against a
 * scripted model. Each runs a command that succeeds and one that exits 3, which both agents call a success.
 */
class AgentSessionsIT {
    @TempDir
    Path folder;

    private ObjectValue found;

    @BeforeEach
    void watchTheAgents() {
        NodeProject node = NodeProject.installed();
        Path programs = Path.of(node.program("codex")).getParent();
        String said = new Installed(folder)
                .python("agent_sessions.py", Installed.CANDOR.toString(), String.valueOf(programs))
                .out();
        found = ObjectValue.parse(said.strip());
    }

    private List<ObjectValue> list(String name) {
        return ((ArrayValue) found.members().getOrDefault(name, JsonValue.of(List.of())))
                .items().stream().map(ObjectValue.class::cast).toList();
    }

    private List<String> tools(String agent, String origin) {
        return list("rows").stream()
                .filter(row -> row.text("agent").orElse("").equals(agent)
                        && row.text("origin").orElse("").equals(origin)
                        && row.text("kind").orElse("").equals("tool"))
                .map(row ->
                        row.text("name").orElse("") + " " + row.text("outcome").orElse("") + " "
                                + row.integer("exit_code").map(Object::toString).orElse("-"))
                .sorted()
                .toList();
    }

    @Test
    void sessions_areSeenByThreeWitnesses_andCountedOnce() {
        assertThat(tools("codex", "otlp")).containsExactly("exec_command failure 3", "exec_command success 0");
        assertThat(tools("codex", "hook")).containsExactly("exec_command unknown -", "exec_command unknown -");
        assertThat(tools("codex", "transcript")).containsExactly("exec_command failure 3", "exec_command success 0");
        assertThat(tools("gemini-cli", "otlp"))
                .as("what Gemini CLI says itself")
                .containsExactly("run_shell_command success -", "run_shell_command success -");
        assertThat(tools("gemini-cli", "hook"))
                .containsExactly("run_shell_command failure 3", "run_shell_command success -");
        assertThat(list("tools"))
                .extracting(group -> group.text("key").orElse("") + " "
                        + group.integer("runs").orElse(0L) + " "
                        + group.integer("failures").orElse(0L))
                .containsExactlyInAnyOrder("exec_command 2 1", "run_shell_command 2 1");
        assertThat(list("models"))
                .as("three requests each, as many tokens as the agents say")
                .extracting(group -> group.integer("runs").orElse(0L) + " "
                        + group.integer("input_tokens").orElse(0L) + " "
                        + group.integer("output_tokens").orElse(0L))
                .containsExactlyInAnyOrder("3 3600 120", "3 3600 141");
        assertThat(found.members().get("secrets"))
                .as("prompts, arguments, outputs and answers that are found in the user path")
                .isEqualTo(JsonValue.of(List.of()));
    }
}
