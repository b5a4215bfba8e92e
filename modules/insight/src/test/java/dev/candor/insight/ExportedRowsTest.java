package dev.candor.insight;

import static dev.candor.insight.ScratchLogs.skillRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.Retention;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedRowsTest {
    @TempDir
    Path folder;

    private ScratchLogs logs;

    @BeforeEach
    void open() throws IOException {
        logs = new ScratchLogs(folder);
    }

    @AfterEach
    void close() throws IOException {
        logs.close();
    }

    private List<ExportedRows> all() throws IOException {
        return List.of(
                ExportedRows.runs(logs::index, Optional.empty(), Optional.empty()),
                ExportedRows.skills(logs::index, Optional.empty(), Optional.empty()),
                ExportedRows.events(logs::index, Contract.SKILL_USAGE, Optional.empty(), Optional.empty()),
                ExportedRows.loggedEvents(logs::index, Contract.SKILL_USAGE, Optional.empty(), Optional.empty()));
    }

    @Test
    void rowsThatWerePruned_areTold_whateverIsExported() throws IOException {
        String[] runs = Collections.nCopies(40, skillRun("plan", true, 10, "2026-11-19T10:00:00Z"))
                .toArray(String[]::new);
        for (int batch = 0; batch < 10; batch++) {
            logs.append(Contract.SKILL_USAGE, runs);
        }
        assertThat(all()).allSatisfy(rows -> assertThat(rows.notes()).isEmpty());
        logs.log(Contract.SKILL_USAGE).prune(new Retention(Optional.empty(), OptionalLong.of(30_000)), false);
        assertThat(all())
                .allSatisfy(rows -> assertThat(rows.notes())
                        .containsExactly("older rows of the log skill-usage were pruned and are not counted"));
    }
}
