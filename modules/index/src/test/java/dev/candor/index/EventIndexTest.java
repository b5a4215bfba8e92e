package dev.candor.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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

class EventIndexTest {
    private static final LogTable SKILLS = LogTable.of(Contract.SKILL_USAGE);

    @TempDir
    Path folder;

    private KeptLog log;
    private EventIndex index;

    @BeforeEach
    void open() throws IOException {
        log = EventLog.inFolder(
                folder.resolve("log"),
                LogSettings.standard().withPartBytes(400),
                InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")),
                notice -> {});
        index = anew();
    }

    private EventIndex anew() throws IOException {
        return new EventIndex(List.of(new IndexedLog(SKILLS, log, folder.resolve("index"))));
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

    private void append(int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            log.append(List.of(row("s" + i % 3, i)));
        }
    }

    private static List<String> dump(EventIndex index) throws IOException {
        return index.query(List.of(SKILLS), "SELECT * FROM skill_usage ORDER BY part, seq", List.of(), row -> {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                cells.add(String.valueOf(row.getObject(i)));
            }
            return String.join("|", cells);
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("index"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void emptyLog_isAnEmptyTable() throws IOException {
        assertThat(dump(index)).isEmpty();
    }

    @Test
    void columns_haveTheTypesOfTheContract() throws IOException {
        append(0, 1);
        List<OffsetDateTime> times = index.query(
                List.of(SKILLS),
                "SELECT timestamp_utc FROM skill_usage WHERE skill = ? AND duration_ms = ?",
                List.of("s0", 0L),
                row -> row.getObject(1, OffsetDateTime.class));
        assertThat(times).containsExactly(OffsetDateTime.parse("2026-11-20T12:00:00.123Z"));
    }

    @Test
    void followedIndex_isEqualToOneMadeAnew() throws IOException {
        for (int end = 1; end <= 40; end += 3) {
            append(end - 1, end + 2);
            List<String> followed = dump(index);
            assertThat(followed).hasSize(end + 2);
            try (EventIndex fresh = anew()) {
                assertThat(dump(fresh)).isEqualTo(followed);
            }
        }
        assertThat(files())
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
        for (Path file : files()) {
            Files.delete(file);
        }
        try (EventIndex fresh = anew()) {
            assertThat(dump(fresh)).isEqualTo(dump(index));
        }
    }

    @Test
    void prunedPart_takesItsFileAlong() throws IOException {
        append(0, 20);
        dump(index);
        int before = files().size();
        log.prune(new Retention(Optional.empty(), OptionalLong.of(900)), false);
        List<String> left = dump(index);
        assertThat(files()).hasSizeLessThan(before);
        try (EventIndex fresh = anew()) {
            assertThat(dump(fresh)).isEqualTo(left).hasSizeLessThan(20).isNotEmpty();
        }
    }

    private List<String> durations(EventIndex asked) throws IOException {
        return asked.query(
                List.of(SKILLS),
                "SELECT duration_ms FROM skill_usage ORDER BY part, seq",
                List.of(),
                row -> row.getString(1));
    }

    private Path active() throws IOException {
        return folder.resolve("log/20261120/events.log");
    }

    @Test
    void partThatWasCutBack_isReadAnew() throws IOException {
        append(0, 2);
        byte[] kept = Files.readAllBytes(active());
        append(2, 3);
        assertThat(durations(index)).containsExactly("0", "1", "2");

        Files.write(active(), kept);
        assertThat(durations(index)).containsExactly("0", "1");

        Files.write(
                active(), (new String(row("x", 7), StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(durations(index)).containsExactly("7");

        Files.delete(active());
        assertThat(durations(index)).isEmpty();
    }

    @Test
    void fileThatIsDamaged_orWasRemovedByAnother_isMadeAnew() throws IOException {
        append(0, 20);
        List<String> before = durations(index);
        Files.write(files().get(1), new byte[10]);
        assertThat(durations(index)).isEqualTo(before);

        try (EventIndex other = anew()) {
            for (int round = 0; round < 5; round++) {
                append(20 + 5 * round, 25 + 5 * round);
                assertThat(durations(other)).isEqualTo(durations(index)).hasSize(25 + 5 * round);
                Files.delete(files().get(round));
            }
        }
    }

    @Test
    void foldersNamedLikeColumns_areNoColumns() throws IOException {
        append(0, 20);
        Path odd = folder.resolve("skill=other/month='11'");
        try (EventIndex named = new EventIndex(List.of(new IndexedLog(SKILLS, log, odd)))) {
            assertThat(named.query(
                            List.of(SKILLS),
                            "SELECT DISTINCT skill FROM skill_usage ORDER BY 1",
                            List.of(),
                            row -> row.getString(1)))
                    .containsExactly("s0", "s1", "s2");
        }
    }

    @Test
    void queriesOfOneQuestion_seeOneState() throws IOException {
        append(0, 3);
        List<Long> counts = index.ask(List.of(SKILLS), snapshot -> {
            long first = snapshot.query("SELECT count(*) FROM skill_usage", List.of(), row -> row.getLong(1))
                    .getFirst();
            append(3, 6);
            assertThat(durations(index)).hasSize(6);
            return List.of(
                    first,
                    snapshot.query("SELECT count(*) FROM skill_usage", List.of(), row -> row.getLong(1))
                            .getFirst());
        });
        assertThat(counts).containsExactly(3L, 3L);
    }

    @Test
    void question_seesTheStateThatItWasAskedIn_evenIfItQueriesLater() throws IOException {
        append(0, 3);
        long count = index.ask(List.of(SKILLS), snapshot -> {
            append(3, 20);
            assertThat(durations(index)).hasSize(20);
            return snapshot.query("SELECT count(*) FROM skill_usage", List.of(), row -> row.getLong(1))
                    .getFirst();
        });
        assertThat(count).isEqualTo(3);
    }

    @Test
    void wrongQuery_isRefusedInOneSentence() {
        assertThatThrownBy(() -> index.query(List.of(SKILLS), "SELEC", List.of(), row -> 1))
                .isInstanceOf(IndexException.class)
                .hasMessageContaining("syntax error");
    }

    /** Random rows, rotation, compression, pruning and two readers: what was followed equals what is made anew. */
    @ParameterizedTest
    @Seeds(40)
    void randomLife_isIndexedAsIfMadeAnew(long seed) throws IOException {
        Random random = new Random(seed);
        try (EventIndex other = anew()) {
            int next = 0;
            for (int step = 0; step < 30; step++) {
                switch (random.nextInt(6)) {
                    case 0 -> log.compress();
                    case 1 ->
                        log.prune(
                                new Retention(Optional.empty(), OptionalLong.of(1_000 + random.nextInt(4_000))), false);
                    case 2 -> assertThat(dump(other)).isEqualTo(dump(index));
                    default -> {
                        int end = next + random.nextInt(8);
                        append(next, end);
                        next = end;
                    }
                }
                if (random.nextInt(3) == 0) {
                    List<String> followed = dump(index);
                    try (EventIndex fresh = new EventIndex(
                            List.of(new IndexedLog(SKILLS, log, folder.resolve("fresh" + seed + "-" + step))))) {
                        assertThat(dump(fresh)).isEqualTo(followed);
                    }
                }
            }
        }
    }
}
