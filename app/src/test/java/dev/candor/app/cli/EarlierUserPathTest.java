package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Hub;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogHealth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user path as version 0.1.0 wrote it: {@code src/test/resources/user-path-0.1.0}. */
class EarlierUserPathTest {
    private static final Path FIXTURE = Path.of("src/test/resources/user-path-0.1.0");
    private static final Map<String, Long> ROWS = Map.of(
            "agent", 0L,
            "audit", 2L,
            "execution", 5L,
            "orchestration", 4L,
            "quarantine", 4L,
            "session", 14L,
            "skill-usage", 13L);

    @TempDir
    Path folder;

    private Path userPath;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void copyOfTheFixture() throws IOException {
        userPath = copy(folder.toAbsolutePath().resolve("user"));
    }

    /** A copy that may be changed. */
    static Path copy(Path into) throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = into.resolve(FIXTURE.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return into;
    }

    private Surroundings surroundings() {
        return new Surroundings(
                Map.of("USER_PATH", userPath.toString(), "HOME", folder.toString()),
                new Terminal(out, err, false),
                () -> Instant.parse("2026-12-02T12:00:00Z"),
                count -> List.of());
    }

    private String candor(String... arguments) {
        out.reset();
        assertThat(Candor.execute(List.of(arguments), surroundings()))
                .as(err.toString(UTF_8))
                .isZero();
        return out.toString(UTF_8);
    }

    private SortedMap<String, Long> rows() throws Exception {
        Hub hub = surroundings().hub();
        SortedMap<String, Long> rows = new TreeMap<>();
        for (Map.Entry<String, KeptLog> log : hub.logs().entrySet()) {
            LogHealth health = log.getValue().inspect();
            assertThat(health.isDegraded()).as(log.getKey()).isFalse();
            rows.put(log.getKey(), health.rows());
        }
        return rows;
    }

    @Test
    void rowsOfEachLog_areCountedAsTheyWere() throws Exception {
        assertThat(rows()).isEqualTo(new TreeMap<>(ROWS));
        assertThat(candor("stats", "--since", "30d", "--json"))
                .contains("\"key\":\"publisher\"", "\"runs\":12", "\"key\":\"core/deploy\"", "\"runs\":4");
        assertThat(candor("quarantine", "list", "--json")).contains("SCHEMA_ENUM", "UNKNOWN_CONTRACT");
    }

    /** The file counted one of five runs, without a checksum at its end: the others come from the log. */
    @Test
    void statistics_areThoseOfThen() throws Exception {
        assertThat(candor("status", "--json")).contains("\"avg_duration_ms\":93.250", "\"total_runs\":5");
        candor("checkpoint");
        assertThat(userPath.resolve("telemetry.yaml")).content().contains("total_runs: 4", "avg_duration_ms: 93.25");
        assertThat(candor("status", "--json")).contains("\"avg_duration_ms\":93.250", "\"total_runs\":5");
    }

    @Test
    void appended_andNothingElseChanges() throws Exception {
        candor("record", "core/deploy", "--item-type", "tool", "--outcome", "success", "--duration-ms", "121");
        assertThat(rows()).isEqualTo(with("execution", 6L));
        assertThat(candor("status", "--json")).contains("\"total_runs\":6");
        assertThat(candor(
                        "ingest",
                        FIXTURE.resolve("telemetry/logs/session/20261201/events.log")
                                .toString()))
                .contains("14 duplicate");
        for (String file : List.of("config.yaml", "telemetry/logs/session/20261201/events.log")) {
            assertThat(userPath.resolve(file)).hasSameBinaryContentAs(FIXTURE.resolve(file));
        }
    }

    private static SortedMap<String, Long> with(String log, long rows) {
        SortedMap<String, Long> all = new TreeMap<>(ROWS);
        all.put(log, rows);
        return all;
    }

    @Test
    void backedUpAndRestored_countsAreEqual() throws Exception {
        candor("backup", folder.resolve("b.zip").toString());
        userPath = folder.toAbsolutePath().resolve("restored");
        candor("restore", folder.resolve("b.zip").toString());
        assertThat(rows()).isEqualTo(new TreeMap<>(ROWS));
        assertThat(candor("status", "--json")).contains("\"avg_duration_ms\":93.250", "\"total_runs\":5");
    }
}
