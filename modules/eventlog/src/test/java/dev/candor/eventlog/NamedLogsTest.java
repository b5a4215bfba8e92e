package dev.candor.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of different names share a folder and nothing else. */
class NamedLogsTest {
    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));

    private KeptLog named(String name) {
        LogSettings settings = LogSettings.standard().named(name).withPartBytes(30);
        return EventLog.inFolder(folder, settings, now::get, notice -> {});
    }

    private static void append(KeptLog log, String name) throws IOException {
        log.append(List.of(("{\"r\":\"" + name + "\"}").getBytes(UTF_8)));
    }

    private static List<String> rows(KeptLog log) throws IOException {
        List<String> rows = new ArrayList<>();
        log.read(log.start(), (bytes, from, to) -> rows.add(new String(bytes, from, to - from, UTF_8)));
        return rows;
    }

    @Test
    void rowsTakenInTurns_acrossRotationsAndDays_stayInTheirLog() throws IOException {
        KeptLog events = named("events");
        KeptLog others = named("offenders");
        List<String> expectedEvents = new ArrayList<>();
        List<String> expectedOthers = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            append(events, "e" + i);
            expectedEvents.add("{\"r\":\"e" + i + "\"}");
            if (i % 3 == 0) {
                append(others, "o" + i);
                expectedOthers.add("{\"r\":\"o" + i + "\"}");
            }
            if (i == 25) {
                now.set(Instant.parse("2026-11-21T00:00:00Z"));
            }
        }
        assertThat(rows(events)).isEqualTo(expectedEvents);
        assertThat(rows(others)).isEqualTo(expectedOthers);
        assertThat(rows(named("events"))).isEqualTo(expectedEvents);
        assertThat(rows(named("offenders"))).isEqualTo(expectedOthers);
        assertThat(Files.exists(folder.resolve("20261121/offenders.log"))).isTrue();
    }
}
