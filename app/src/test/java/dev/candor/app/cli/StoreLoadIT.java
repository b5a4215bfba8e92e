package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording from many sides at once, and through kills; the helpers take larger numbers by hand. */
class StoreLoadIT {
    private static final Path FOREIGN_WRITER = Path.of("../modules/aggregate-store/src/test/python/foreign_writer.py")
            .toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void processesAServerAndAForeignWriter_everyRunIsCountedOnce() {
        Installed.Ended ended = new Installed(folder)
                .python("many_records.py", Installed.CANDOR.toString(), "4", "15", FOREIGN_WRITER.toString());
        assertThat(ended.out())
                .startsWith("runs 90 of 90, in telemetry.yaml 90, ")
                .contains("faults []");
    }

    @Test
    void serverKilledUnderLoad_acknowledgedRunsAreCountedOnce() {
        Installed.Ended ended = new Installed(folder).python("kill_server.py", Installed.CANDOR.toString(), "5", "1");
        assertThat(ended.out()).startsWith("kills 5, ").endsWith("missing 0, twice 0\n");
    }

    @Test
    void serverKilledWhileItIngests_acknowledgedRowsAreInTheLogOnce() {
        Installed.Ended ended = new Installed(folder).python("kill_ingest.py", Installed.CANDOR.toString(), "5", "1");
        assertThat(ended.out())
                .startsWith("kills 5, ")
                .contains("missing 0, twice 0, ")
                .endsWith("faults []\n");
    }
}
