package dev.candor.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.eventlog.Retention;
import dev.candor.testing.Seeds;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

class DerivedTableTest {
    /** What is made of a row depends on all rows of its skill. */
    private static final String BY_SKILL =
            "SELECT skill, duration_ms, rank() OVER (PARTITION BY skill ORDER BY duration_ms,"
                    + " part, seq) AS place, count(*) OVER (PARTITION BY skill) AS runs FROM SOURCE_ROWS";

    private static final LogTable SKILLS = LogTable.of(Contract.SKILL_USAGE)
            .deriving(
                    new DerivedTable("placed", List.of("skill_usage"), List.of("skill"), BY_SKILL),
                    new DerivedTable("fastest", List.of("placed"), List.of(), "SELECT * FROM placed WHERE place = 1"));

    @TempDir
    Path folder;

    private KeptLog log;
    private EventIndex index;

    @BeforeEach
    void open() throws IOException {
        log = newLog();
        index = new EventIndex(List.of(new IndexedLog(SKILLS, log, folder.resolve("index"))));
    }

    private KeptLog newLog() {
        return EventLog.inFolder(
                folder.resolve("log"),
                LogSettings.standard().withPartBytes(2000),
                InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")),
                notice -> {});
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        log.close();
    }

    private static byte[] row(String skill, int duration) {
        return ("{\"context\":\"run\",\"duration_ms\":" + duration + ",\"skill\":\"" + skill
                        + "\",\"source\":\"p\",\"status\":\"success\",\"timestamp_utc\":\"2026-11-20T12:00:00.123Z\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<String> rows(String sql) throws IOException {
        return index.query(
                List.of(SKILLS),
                "SELECT concat_ws(' ', skill, duration_ms, place, runs) FROM (" + sql + ") ORDER BY ALL",
                List.of(),
                row -> row.getString(1));
    }

    private void holds() throws IOException {
        List<String> expected = rows(BY_SKILL.replace("SOURCE_ROWS", "skill_usage"));
        assertThat(rows("FROM placed")).isEqualTo(expected);
        assertThat(rows("FROM fastest"))
                .isEqualTo(rows("FROM (" + BY_SKILL.replace("SOURCE_ROWS", "skill_usage") + ") WHERE place = 1"));
    }

    @ParameterizedTest
    @Seeds(10)
    void tableThatIsKept_isEqualToOneMadeAnew_whateverIsAppendedAndPruned(long seed) throws IOException {
        Random random = new Random(seed);
        for (int step = 0; step < 12; step++) {
            List<byte[]> rows = new ArrayList<>();
            for (int i = random.nextInt(9); i > 0; i--) {
                rows.add(row("s" + random.nextInt(5), random.nextInt(4)));
            }
            if (!rows.isEmpty()) {
                log.append(rows);
            }
            if (random.nextInt(6) == 0) {
                log.prune(new Retention(Optional.empty(), OptionalLong.of(3000)), false);
            }
            holds();
        }
    }

    @Test
    void tableOfNoRows_isThere() throws IOException {
        holds();
        assertThat(rows("FROM placed")).isEmpty();
    }

    @Test
    void rowsOfManyParts_areAllInIt() throws IOException {
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            rows.add(row("s" + i % 50, i));
        }
        log.append(rows);
        holds();
        log.append(List.of(row("s7", 0)));
        holds();
    }

    /** As after a row that could not be synced. */
    @Test
    void partThatWasCutBack_andGoesOnWithAnotherRow_isReadAnew() throws IOException {
        log.append(List.of(row("a", 1), row("b", 2)));
        holds();
        log.close();
        try (Stream<Path> files = Files.walk(folder.resolve("log"))) {
            Path part = files.filter(file -> file.getFileName().toString().equals("events.log"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(part);
            Files.write(part, Arrays.copyOf(bytes, row("a", 1).length + 1));
        }
        KeptLog another = newLog();
        another.append(List.of(row("b", 3)));
        another.close();
        holds();
        assertThat(rows("FROM placed")).containsExactly("a 1 1 1", "b 3 1 1");
    }
}
