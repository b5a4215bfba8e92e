package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.testing.Proof;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording from many sides at once, and through kills; more of both in the full proof. */
class StoreLoadIT {
    private static final Path FOREIGN_WRITER = Path.of("../modules/aggregate-store/src/test/python/foreign_writer.py")
            .toAbsolutePath();

    private static final String KILLS = Integer.toString(Proof.of(5));

    @TempDir
    Path folder;

    @Test
    void processesAServerAndAForeignWriter_everyRunIsCountedOnce() {
        int times = Proof.of(15);
        String[] arguments = {Installed.CANDOR.toString(), "4", Integer.toString(times), FOREIGN_WRITER.toString()};
        Installed.Ended ended = new Installed(folder).python("many_records.py", arguments);
        assertThat(ended.out())
                .startsWith("runs %1$d of %1$d, in telemetry.yaml %1$d, ".formatted(6 * times))
                .contains("faults []");
    }

    @Test
    void serverKilledUnderLoad_acknowledgedRunsAreCountedOnce() {
        Installed.Ended ended = new Installed(folder).python("kill_server.py", Installed.CANDOR.toString(), KILLS, "1");
        assertThat(ended.out()).startsWith("kills " + KILLS + ", ").endsWith("missing 0, twice 0\n");
    }

    @Test
    void serverKilledWhileItIngests_acknowledgedRowsAreInTheLogOnce() {
        Installed.Ended ended = new Installed(folder).python("kill_ingest.py", Installed.CANDOR.toString(), KILLS, "1");
        assertThat(ended.out())
                .startsWith("kills " + KILLS + ", ")
                .contains("missing 0, twice 0, ")
                .endsWith("faults []\n");
    }
}
