package dev.candor.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.ingestion.RowValidator.Verdict;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityAdmissionTest {
    @TempDir
    Path folder;

    private static Verdict.Valid row(String json, long key) {
        return new Verdict.Valid(Contract.SKILL_USAGE, json.getBytes(UTF_8), new RowKey(key, key, key), List.of());
    }

    @Test
    void mostBytes_isTheLengthOfAllRowsWithTheirNewlines() throws IOException {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        try (EventLog log = EventLog.inFolder(folder.resolve("log"), LogSettings.standard(), clock, notice -> {})) {
            IdentitySegments segments = new IdentitySegments(folder.resolve("index"), 16, log.start());
            IdentityIndex index = new IdentityIndex(log, Contract.SKILL_USAGE, segments, 64);
            assertThat(new IdentityAdmission(index, List.of(row("{}", 1), row("{\"a\":1}", 2))).mostBytes())
                    .isEqualTo(3 + 8);
        }
    }
}
