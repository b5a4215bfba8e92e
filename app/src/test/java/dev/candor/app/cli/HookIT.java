package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent sees of its hook is nothing, whatever happens; what it hands over is recorded behind its back. */
class HookIT {
    private static final String PAYLOAD = """
            {"hook_event_name":"PostToolUse","session_id":"s","cwd":"/home/user/notes","tool_name":"Bash",\
            "tool_input":{"command":"SECRET-1"},"tool_response":"SECRET-2","tool_use_id":"call_1"}""";

    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
        installed.write("payload.json", PAYLOAD);
    }

    private void enable() {
        assertThat(installed.candor("enable").exitCode()).isZero();
    }

    /** Runs a line of a shell, which must say nothing and end well, and waits for what it left in the background. */
    private void silently(String line) {
        silently(Map.of(), line);
    }

    private void silently(Map<String, String> environment, String line) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("CANDOR", Installed.CANDOR.toString());
        all.put("LINE", line);
        // whatever the line starts holds the pipe open
        Installed.Ended ended = installed.command(
                all,
                "sh",
                "-c",
                "mkfifo held; cat held > /dev/null & exec 9> held; sh -c \"$LINE\"; ended=$?; exec 9>&-; wait; rm held;"
                        + " exit $ended");
        assertThat(ended.out() + ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
    }

    private String log() {
        Path logs = folder.resolve("home/.ai/telemetry/logs/agent");
        if (!Files.exists(logs)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(logs)) {
            StringBuilder log = new StringBuilder();
            for (Path file : files.filter(file -> file.endsWith("events.log")).toList()) {
                log.append(Files.readString(file));
            }
            return log.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in the background works in another folder. */
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "zsh", "busybox sh"})
    void placeThatIsNamedAsSeenFromHere_isFound(String shell) {
        enable();
        silently(Map.of("HOME", "home"), shell + " $CANDOR hook codex < payload.json");
        assertThat(log()).contains("\"call_id\":\"call_1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "zsh", "busybox sh"})
    void payload_isRecorded(String shell) {
        enable();
        silently(shell + " $CANDOR hook codex < payload.json");
        assertThat(log()).contains("\"call_id\":\"call_1\"");
        assertThat(log())
                .contains("\"name\":\"exec_command\"", "\"project\":\"notes\"")
                .doesNotContain("SECRET");
    }

    /** Once one was recorded, one process takes what all hooks hand over: as small and large, at once, from four shells. */
    @Test
    void manyHooksAtOnce_areTakenByOneProcess() {
        enable();
        silently("$CANDOR hook codex < payload.json");
        installed.write("large.json", PAYLOAD.replace("SECRET-1", "SECRET-3\n".repeat(20_000)));
        installed.write("many.sh", """
                hand() { sed "s/call_1/call_$1/" $2 | $3 $CANDOR hook codex; }
                for i in 1 2 3 4 5 6; do
                  hand a$i payload.json dash & hand b$i large.json "bash --posix" & hand c$i payload.json zsh &
                  hand d$i large.json "busybox sh" &
                done
                wait
                n=0
                while [ $n -lt 600 ] && [ "$(cat home/.ai/telemetry/logs/agent/*/events.log | wc -l)" -lt 25 ]; do
                  n=$((n + 1))
                  sleep 0.1
                done
                """);
        silently("sh many.sh");
        assertThat(log().lines()).hasSize(25);
        assertThat(log()).contains("call_a6", "call_b6", "call_c6", "call_d6").doesNotContain("SECRET");
        assertThat(folder.resolve("home/.ai/telemetry/hooks/pipe")).exists();
    }

    /** Agents kill what they started when they leave. */
    @Test
    void agentThatKillsItsProcessGroup_doesNotReachIt() {
        enable();
        // more than a pipe holds: the agent gets rid of it only when the process behind has begun to read
        installed.write("payload.json", PAYLOAD.replace("SECRET-1", "x".repeat(300_000)));
        silently("{ setsid --wait sh -c 'cat payload.json | $CANDOR hook codex; kill -KILL 0'; } 2> /dev/null; true");
        assertThat(log()).contains("call_1");
    }

    @Test
    void folderThatIsGone_isNoReasonToLoseIt() {
        // the shell says that it is gone before it reads the launcher
        enable();
        silently(
                "cp payload.json p2.json; mkdir g; cd g; exec 3< ../p2.json; rmdir ../g; $CANDOR hook codex <&3 2> /dev/null");
        assertThat(log()).contains("call_1");
    }

    @Test
    void largePayload_isTakenOffTheAgentAtOnce() {
        enable();
        silently(
                "{ printf '{\"hook_event_name\":\"PostToolUse\",\"session_id\":\"s\",\"tool_input\":\"'; head -c 10000000"
                        + " /dev/zero | tr '\\0' x; printf '\",\"tool_name\":\"T\",\"tool_use_id\":\"large\"}'; } | $CANDOR hook codex");
        assertThat(log()).contains("\"large\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$CANDOR hook codex < /dev/null",
                "$CANDOR hook codex <&-",
                "$CANDOR hook codex < payload.json >&- 2>&-",
                "$CANDOR hook codex < payload.json > /dev/full",
                "echo no JSON | $CANDOR hook codex",
                "head -c 17000000 /dev/zero | $CANDOR hook codex",
                "$CANDOR hook nobody < payload.json",
                "$CANDOR hook codex --nonsense < payload.json",
                "$CANDOR hook codex a b c < payload.json",
                "ulimit -v 100000; $CANDOR hook codex < payload.json",
            })
    void whateverIsWrong_isNotSaid(String line) {
        enable();
        silently(line);
    }

    @Test
    void userPathThatCannotBeWritten_isNotSaid() {
        enable();
        for (String place :
                new String[] {"/proc/nowhere", folder.resolve("payload.json").toString(), "/dev/full"}) {
            silently(Map.of("USER_PATH", place), "$CANDOR hook codex < payload.json");
        }
    }

    @Test
    void installationWithoutJava_isNotSaid() {
        Path home = Installed.CANDOR.getParent().getParent();
        silently("mkdir -p inst/lib; cp -R '" + home + "/bin' inst; inst/bin/candor hook codex < payload.json");
    }

    @Test
    void telemetryOff_nothingIsWritten() {
        silently("$CANDOR hook codex < payload.json");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void help_isSaid() {
        assertThat(installed.candor("hook", "--help").out()).startsWith("Take what an agent hands its hooks");
    }

    @Test
    void importedTwice_isKnown() throws IOException {
        enable();
        Path sessions = Files.createDirectories(folder.resolve("home/.codex/sessions/2026"));
        Files.writeString(sessions.resolve("rollout-x.jsonl"), """
                {"timestamp":"2026-11-29T00:48:23.118Z","type":"session_meta","payload":{"id":"i","cwd":"/home/user/notes"}}
                {"timestamp":"2026-11-29T00:48:24Z","type":"event_msg","payload":{"type":"item_completed","item":\
                {"type":"CommandExecution","id":"c","status":"failed","exit_code":3,"aggregated_output":"SECRET-3"}}}
                no JSON
                {"timestamp":"2026-11-29T00:48:25Z","type":"event_msg","payload":{"type":"something_new"}}
                """);
        assertThat(installed.candor("import", "codex", "--dry-run").out())
                .startsWith("codex: 1 session, 2 rows, nothing");
        assertThat(log()).isEmpty();
        assertThat(installed.candor("import", "codex").out()).isEqualTo("""
                codex: 1 session, 2 rows: 2 new, 0 known
                  session_start           1
                  tool                    1
                1 line passed over, which is no JSON
                passed over, because rows have no place for it: event_msg/something_new (1)
                """);
        assertThat(installed.candor("import", "codex", "--json").out()).isEqualTo("""
                {"agent":"codex","damaged_lines":1,"failed_files":0,"kinds":{"session_start":1,"tool":1},"known":2,"new":0,\
                "quarantined":0,"rows":2,"sessions":1,"unmapped":{"event_msg/something_new":1}}
                """);
        assertThat(log()).contains("\"exit_code\":3").doesNotContain("SECRET", "home/user");
    }

    @Test
    void importOfAnUnknownTranscript_orWhileTelemetryIsOff() {
        Installed.Ended unknown = installed.candor("import", "cursor");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith(
                        "candor: no transcript of 'cursor' is known; candor import reads those of claude-code, codex,"
                                + " gemini-cli");
        Installed.Ended off = installed.candor("import", "codex");
        assertThat(off.exitCode()).isEqualTo(1);
        assertThat(off.err())
                .isEqualTo("candor: telemetry is off, so nothing was recorded; turn it on with: candor enable\n");
    }
}
