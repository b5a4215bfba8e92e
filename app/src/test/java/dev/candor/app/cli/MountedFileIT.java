package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A single file that is mounted into the user path, as containers do, cannot be renamed over. */
class MountedFileIT {
    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void needsMounts() {
        installed = new Installed(folder);
        boolean mayMount = installed
                        .command("unshare", "-m", "sh", "-c", "touch a b; mount --bind a b")
                        .exitCode()
                == 0;
        assumeTrue(mayMount, "needs the right to mount in a namespace of its own");
    }

    /** Runs a script to which {@code outside/FILE} is mounted as {@code user/FILE}. */
    private Installed.Ended mounted(String script) {
        String mounts = """
                set -e
                mkdir user outside
                for file in config.yaml telemetry.yaml; do
                  : > user/$file
                  : > outside/$file
                  mount --bind outside/$file user/$file
                done
                printf 'telemetry:\\n  enabled: false  # mine\\n' > outside/config.yaml
                """;
        return installed.command(
                Map.of("USER_PATH", folder.resolve("user").toString()),
                "unshare",
                "-m",
                "sh",
                "-c",
                mounts + script,
                Installed.CANDOR.toString());
    }

    private static final String RECORD =
            "\"$0\" record --item-id a/b --item-type tool --outcome success --duration-ms 7\n";

    @Test
    void isWrittenInPlace() {
        Installed.Ended ended = mounted("\"$0\" enable\n" + RECORD + "\"$0\" checkpoint\n\"$0\" clear --item-id a/b\n"
                + RECORD + RECORD + "\"$0\" checkpoint\n");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(installed.rows("outside/config.yaml")).containsExactly("telemetry:", "  enabled: true  # mine");
        assertThat(installed.rows("outside/telemetry.yaml"))
                .contains("    total_runs: 2")
                .last()
                .asString()
                .startsWith("# end: crc32c ");
        assertThat(installed.rows("user/telemetry.yaml")).as("below the mount").isEmpty();
    }

    @Test
    void thatIsMountedForReading_isNamedAsSuch() {
        Installed.Ended ended = mounted("""
                "$0" enable
                for file in config.yaml telemetry.yaml; do mount -o remount,bind,ro user/$file; done
                ! "$0" disable
                """ + RECORD + "! \"$0\" checkpoint\n");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.err().lines().distinct())
                .containsExactly(
                        "candor: " + folder
                                + "/user/config.yaml cannot be written: Read-only file system; make it and its"
                                + " folder writable for this user [config-unwritable]",
                        "candor: " + folder
                                + "/user/telemetry.yaml could not be brought up to date: Read-only file system;"
                                + " nothing is lost, the log has it");
    }
}
