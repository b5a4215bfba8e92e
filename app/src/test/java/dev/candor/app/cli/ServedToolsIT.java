package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real tools behind the real server, called by a command line that finds it by itself. */
class ServedToolsIT {
    private static final long TIMEOUT_SECONDS = 60;

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private Installed installed;

    @BeforeEach
    void installWithAnItem() throws IOException {
        installed = new Installed(folder);
        Files.createDirectories(folder.resolve("allowed/shop/.ai/tools"));
        installed.write(
                "allowed/shop/.ai/tools/touch.sh", "#!/bin/sh\n# version: 1.0.0\ntouch \"$HOME/touched\"\necho done\n");
        installed.candor("enable");
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private Process serve(String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(Installed.CANDOR.toString(), "serve", "--port", "0"));
        command.addAll(List.of(flags));
        Process server = installed.start(command.toArray(String[]::new));
        started.add(server);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        UserPath userPath = new UserPath(folder.toAbsolutePath().resolve("home/.ai"));
        while (ServerNote.running(userPath).isEmpty()) {
            assertThat(server.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return server;
    }

    private Installed.Ended run(Path project) {
        return installed.candor(
                "tool",
                "--server",
                "run_with_telemetry",
                "{\"item_type\":\"tool\",\"item_id\":\"touch\",\"project_path\":\"" + project + "\"}");
    }

    private Path touched() {
        return folder.resolve("home/touched");
    }

    @Test
    void noServer_isToldWithWhatToDo() {
        Installed.Ended health = installed.candor("health");
        assertThat(health.exitCode()).isEqualTo(1);
        assertThat(health.err())
                .isEqualTo("candor: no server runs on " + folder.resolve("home/.ai")
                        + "; start one with: candor serve [server-not-found]\n");
        assertThat(installed.candor("tool", "--server", "telemetry_status").exitCode())
                .isEqualTo(1);
    }

    @Test
    void running_isOffUntilItIsAllowed() throws IOException {
        serve();
        assertThat(installed.candor("health").out()).startsWith("server UP\n").contains("  log UP\n");
        Installed.Ended ended = run(folder.resolve("allowed/shop"));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("candor serve --allow-run --run-roots DIR", "[run-not-allowed]");
        assertThat(touched()).doesNotExist();
        assertThat(installed
                        .candor("tool", "--server", "telemetry_status", "{\"limit\":0}")
                        .out())
                .contains("\"enabled\":true");
        assertThat(installed
                        .candor("tool", "--server", "telemetry_status", "{\"x\":0}")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void running_isAllowedInTheRootsOnly_andCountedWhenTheServerHasStopped() throws Exception {
        Process server =
                serve("--allow-run", "--run-roots", folder.resolve("allowed").toString());
        Files.createDirectories(folder.resolve("other"));
        Files.move(
                Files.createSymbolicLink(folder.resolve("link"), folder.resolve("allowed/shop")),
                folder.resolve("other/link"));
        Files.createSymbolicLink(folder.resolve("allowed/out"), folder.resolve("other"));
        for (String outside : List.of("other", "allowed/out", "allowed/../other")) {
            Installed.Ended ended = run(folder.resolve(outside));
            assertThat(ended.exitCode()).as(outside).isEqualTo(1);
            assertThat(ended.err()).as(outside).contains("[root-not-allowed]");
        }
        assertThat(touched()).doesNotExist();

        ObjectValue result = (ObjectValue)
                JsonValue.parse(run(folder.resolve("allowed/shop")).out());
        assertThat(result.text("outcome")).contains("success");
        assertThat(result.text("stdout")).contains("done\n");
        assertThat(result.member("recorded")).contains(JsonValue.of(true));
        assertThat(touched()).exists();

        server.destroy();
        assertThat(server.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        assertThat(folder.resolve("home/.ai/telemetry.yaml"))
                .content()
                .contains("  touch:\n")
                .contains("total_runs: 1\n");
    }
}
