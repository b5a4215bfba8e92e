package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of the table of {@code candor mcp} in docs/exit-codes.md that a user can bring about. */
class McpVerbIT {
    private static final long TIMEOUT_SECONDS = 60;
    private static final List<String> RUNNING = List.of("R", "S", "D", "T", "t", "I");
    private static final String RUN = """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"run_with_telemetry",\
            "arguments":{"item_type":"tool","item_id":"endless"},"_meta":{\
            "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientCapabilities":{}}}}
            """;

    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void install() throws IOException {
        installed = new Installed(folder);
        Files.createDirectories(folder.resolve("home/.ai/tools"));
        installed.script("home/.ai/tools/endless.sh", """
                #!/bin/sh
                # version: 1.0.0
                setsid sleep 86400 &
                echo "$$ $!" > "$HOME/pids.part"
                mv "$HOME/pids.part" "$HOME/pids"
                wait
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void signalDuringARun_endsAndRecordsIt(String signal) throws IOException, InterruptedException {
        assertThat(installed.candor("enable").exitCode()).isZero();
        Process server = installed.start(Installed.CANDOR.toString(), "mcp");
        List<ProcessHandle> run = List.of();
        try {
            server.getOutputStream().write(RUN.getBytes(UTF_8));
            server.getOutputStream().flush();
            Path pids = folder.resolve("home/pids");
            Await.until(() -> Files.exists(pids) || !server.isAlive());
            assertThat(server.isAlive()).isTrue();
            run = Stream.of(Files.readString(pids).strip().split(" ", -1))
                    .map(Long::valueOf)
                    .map(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(run).hasSize(2);

            installed.command("kill", "-" + signal, Long.toString(server.pid()));

            assertThat(server.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
            assertThat(run).noneMatch(process -> RUNNING.contains(state(process)));
            assertThat(installed
                            .candor("tool", "telemetry_status", "{\"item_id\":\"endless\"}")
                            .out())
                    .contains("\"last_outcome\":\"cancelled\"", "\"total_runs\":1");
        } finally {
            server.destroyForcibly();
            run.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void inputThatEnds_isTheEndOfTheServer() {
        assertThat(installed.candor("mcp")).isEqualTo(new Installed.Ended(0, "", ""));
    }

    @Test
    void inputThatCannotBeRead_isSaid() {
        Installed.Ended ended = installed.command("sh", "-c", "exec \"$0\" mcp < /", Installed.CANDOR.toString());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("the agent cannot be served any more: ");
    }

    @Test
    void noRunWithRunRoots_isAContradiction() {
        Installed.Ended ended = installed.candor("mcp", "--no-run", "--run-roots", folder.toString());
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("--no-run", "--run-roots", "give one of them");
    }

    @Test
    void emptyRunRoots_doNotAllowEverything() {
        Installed.Ended ended = installed.candor("mcp", "--run-roots", "");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("--run-roots has an empty value");
    }

    /** The letter of its state; an orphan that was killed is a Z until the first process of the machine looks at it. */
    private static String state(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
        } catch (IOException gone) {
            return "gone";
        }
    }
}
