package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk is lost; the backup is elsewhere. */
class BackupIT {
    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private Installed.Ended served(Installed installed, UserPath userPath) throws IOException {
        Process server = installed.start(Installed.CANDOR.toString(), "serve", "--port", "0");
        started.add(server);
        Await.until(() -> isServing(userPath));
        return installed.candor("tool", "telemetry_status", "{}", "--server");
    }

    @Test
    void userPathOfAnEarlierVersion_isServed() throws Exception {
        Installed installed = new Installed(folder);
        UserPath userPath =
                new UserPath(EarlierUserPathTest.copy(folder.toAbsolutePath().resolve("home/.ai")));
        assertThat(served(installed, userPath).out()).contains("\"total_runs\":5");
        installed.candor("record", "core/deploy", "--item-type", "tool", "--outcome", "success", "--duration-ms", "12");
        assertThat(installed
                        .candor("tool", "telemetry_status", "{}", "--server")
                        .out())
                .contains("\"total_runs\":6");
        assertThat(installed.candor("health", "--json").out()).doesNotContain("DEGRADED", "DOWN");
        assertThat(installed.candor("skills", "list").out()).contains("publisher", "linter");
    }

    private static boolean isServing(UserPath userPath) {
        try {
            return ServerNote.running(userPath).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void diskIsLost_restored_andServedWithTheSameNumbers() throws Exception {
        Installed installed = new Installed(folder);
        UserPath userPath = new UserPath(folder.toAbsolutePath().resolve("home/.ai"));
        installed.candor("enable");
        installed.candor("record", "core/deploy", "--item-type", "tool", "--outcome", "success", "--duration-ms", "12");
        installed.candor("run", "--skill", "publisher", "--", "true");
        Installed.Ended before = served(installed, userPath);
        assertThat(before.out()).contains("core/deploy");

        Installed.Ended backup = installed.candor("backup", "candor.zip");
        assertThat(backup.exitCode()).as(backup.err()).isZero();
        assertThat(backup.lines())
                .contains("execution 1", "skill-usage 1")
                .last()
                .asString()
                .contains(": 2 rows and ");
        started.getFirst().destroyForcibly().waitFor();
        PrivateFiles.removeAll(userPath.folder());

        Installed.Ended restored = installed.candor("restore", "candor.zip", "--json");
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("\"execution\":1", "\"skill-usage\":1", "\"session\":0");
        assertThat(served(installed, userPath).out()).isEqualTo(before.out());
        assertThat(installed.candor("skills", "list").out()).contains("publisher");

        Installed.Ended again = installed.candor("restore", "candor.zip");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("is not restored: a server runs on " + userPath.folder());
    }
}
