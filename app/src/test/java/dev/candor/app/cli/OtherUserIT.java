package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candor.app.cli.Installed.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user path that may be read and not written, by somebody whom modes bind (root they do not). */
class OtherUserIT {
    private static final List<String> NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @TempDir
    Path folder;

    private Installed candor;
    private Path userPath;

    @BeforeEach
    void setUp() throws IOException {
        candor = new Installed(folder);
        userPath = Files.createDirectories(folder.resolve("user"));
        Files.writeString(userPath.resolve("config.yaml"), "telemetry:\n  enabled: true\n");
        Files.writeString(folder.resolve("rows.ndjson"), "{}\n");
        mode(folder, "rwxr-xr-x");
        mode(userPath, "r-xr-xr-x");
        mode(userPath.resolve("config.yaml"), "r--r--r--");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Ended asNobody(String... arguments) {
        return asNobody(List.of(), arguments);
    }

    private Ended asNobody(List<String> before, String... arguments) {
        List<String> command = new ArrayList<>();
        if (Files.isWritable(userPath)) {
            assumeTrue(candor.command("setpriv", "--version").exitCode() == 0, "setpriv is needed for root");
            command.addAll(NOBODY);
        }
        command.addAll(before);
        command.add(Installed.CANDOR.toString());
        command.addAll(List.of(arguments));
        return candor.command(Map.of("USER_PATH", userPath.toString()), command.toArray(String[]::new));
    }

    @Test
    void everyVerbThatWrites_saysThatPermissionIsDenied() {
        for (String line : List.of(
                "record --item-id a --item-type tool --outcome success --duration-ms 1",
                "ingest rows.ndjson",
                "disable",
                "export items --format csv --out none/items.csv",
                "serve --port 0")) {
            Ended ended = asNobody(line.split(" "));

            assertThat(ended.err()).as(line).contains("ermission denied");
            assertThat(ended.err().lines()).as(line).noneMatch(said -> said.matches(".*: /[^ ]*"));
        }
    }

    @Test
    void noFurtherThread_theJvmSaysSoAndTheExitCodeIsOne() {
        assumeTrue(Files.isWritable(userPath), "needs a user without processes, which root can become");
        Ended ended = asNobody(List.of("prlimit", "--nproc=3"), "--version");

        assertThat(ended.err()).startsWith("Error occurred during initialization of VM");
        assertThat(ended.exitCode()).isEqualTo(1);
    }
}
