package dev.candor.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogPart;
import dev.candor.eventlog.LogSettings;
import dev.candor.eventlog.Retention;
import dev.candor.foundation.json.JsonValue;
import dev.candor.testing.Await;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of closed parts when the folder, the log or other processes are in their way. */
class IndexedTableTest {
    private static final LogTable SKILLS = LogTable.of(Contract.SKILL_USAGE);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private KeptLog log;

    @BeforeEach
    void open() {
        log = EventLog.inFolder(
                folder.resolve("log"), LogSettings.standard().withPartBytes(400), now::get, notice -> {});
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private EventIndex index(Path of) throws IOException {
        return new EventIndex(List.of(new IndexedLog(SKILLS, log, of)));
    }

    private EventIndex index() throws IOException {
        return index(folder.resolve("index"));
    }

    private void append(int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            log.append(List.of(("{\"context\":\"run\",\"duration_ms\":" + i
                            + ",\"skill\":\"s\",\"source\":\"p\",\"status\":\"success\","
                            + "\"timestamp_utc\":\"2026-11-20T12:00:00.123Z\"}")
                    .getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static List<Integer> durations(EventIndex asked) throws IOException {
        return asked.query(
                List.of(SKILLS),
                "SELECT duration_ms FROM skill_usage ORDER BY part, seq",
                List.of(),
                row -> row.getInt(1));
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private static List<String> notes(EventIndex asked, String since) throws IOException {
        return asked.ask(
                List.of(SKILLS), snapshot -> snapshot.notes(Optional.of(since).map(Instant::parse)));
    }

    private List<Path> files(String names) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(names))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void folderThatCannotBeMade_costsMemoryAndNoRow_untilItCan() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file, not a folder");
        try (EventIndex index = index(blocked.resolve("index"))) {
            for (int end = 5; end <= 30; end += 5) {
                append(end - 5, end);
                assertThat(durations(index)).isEqualTo(upTo(end));
            }
            Files.delete(blocked);
            assertThat(durations(index)).isEqualTo(upTo(30));
            assertThat(files(".*\\.parquet")).hasSizeGreaterThan(5);
            append(30, 40);
            assertThat(durations(index)).isEqualTo(upTo(40));
            assertThat(notes(index, "2026-11-01T00:00:00Z")).isEmpty();
        }
    }

    @Test
    void compressedPartThatIsBroken_givesWhatCanBeRead_andSaysSo() throws IOException {
        append(0, 20);
        log.compress();
        Path broken = files("events\\.2\\.log\\.gz").getFirst();
        byte[] bytes = Files.readAllBytes(broken);
        Files.write(broken, Arrays.copyOf(bytes, bytes.length - 12));
        List<Integer> readable = new ArrayList<>();
        log.read(
                log.start(),
                (row, from, to) ->
                        readable.add(Integer.parseInt(new String(row, from, to - from, StandardCharsets.UTF_8)
                                .replaceAll(".*duration_ms\":(\\d+).*", "$1"))));
        try (EventIndex index = index()) {
            assertThat(durations(index)).isEqualTo(readable).isEqualTo(durations(index));
            assertThat(notes(index, "2026-11-20T00:00:00Z"))
                    .containsExactly("1 part of the log skill-usage cannot be read to the end, and the rows after that"
                            + " are not counted, the first: 20261120-000000002");
        }
    }

    @Test
    void partThatIsGone_isTold() throws IOException {
        append(0, 20);
        try (EventIndex index = index()) {
            assertThat(durations(index)).hasSize(20);
            Files.delete(files("events\\.2\\.log").getFirst());
            assertThat(durations(index)).hasSizeLessThan(20).startsWith(0).endsWith(19);
            assertThat(notes(index, "2026-11-20T00:00:00Z"))
                    .containsExactly("the log skill-usage lacks 1 part that nobody pruned, whose rows are not counted,"
                            + " the first: 20261120/events.2.log");
        }
    }

    @Test
    void rowsThatWerePruned_areTold_toWhoAsksForThem() throws IOException {
        append(0, 20);
        now.set(Instant.parse("2026-11-22T12:00:00Z"));
        append(20, 40);
        log.prune(new Retention(Optional.empty(), OptionalLong.of(2_000)), false);
        try (EventIndex index = index()) {
            assertThat(durations(index)).hasSizeLessThan(20).endsWith(39);
            assertThat(notes(index, "2026-11-22T23:59:59Z"))
                    .containsExactly("older rows of the log skill-usage were pruned and are not counted");
            assertThat(notes(index, "2026-11-23T00:00:00Z")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void fileThatIsDamaged_whicheverItIs_isMadeAnew(int which) throws IOException {
        append(0, 20);
        List<byte[]> good = new ArrayList<>();
        try (EventIndex index = index()) {
            assertThat(durations(index)).isEqualTo(upTo(20));
            for (Path file : files(".*\\.parquet")) {
                good.add(Files.readAllBytes(file));
            }
        }
        byte[] whole = good.get(which);
        byte[] scratched = whole.clone();
        Arrays.fill(scratched, 8, whole.length / 2, (byte) 'x');
        for (byte[] damage : List.of(new byte[0], new byte[1000], Arrays.copyOf(whole, whole.length / 2), scratched)) {
            Path file = files(".*\\.parquet").get(which);
            Files.write(file, damage);
            try (EventIndex index = index()) {
                assertThat(durations(index)).isEqualTo(upTo(20));
            }
            assertThat(file).hasBinaryContent(whole);
            Files.write(file, damage);
            assertThat(new SqlSandbox(
                                    List.of(new IndexedLog(SKILLS, log, folder.resolve("index"))),
                                    SqlSandbox.Limits.STANDARD,
                                    notice -> {})
                            .query("SELECT count(row), sum(duration_ms), max(skill) FROM skill_usage")
                            .rows()
                            .getFirst()
                            .getFirst())
                    .isEqualTo(JsonValue.of(20));
        }
    }

    private void writtenAt(Instant time) throws IOException {
        for (Path file : files("events\\..*log")) {
            assertThat(file.toFile().setLastModified(time.toEpochMilli())).isTrue();
        }
    }

    @Test
    void logThatIsAnother_isIndexedAnew() throws IOException {
        append(0, 20);
        writtenAt(NOON.minusSeconds(1));
        try (EventIndex index = index()) {
            assertThat(durations(index)).isEqualTo(upTo(20));
        }
        log.close();
        for (Path file : files("events.*|log\\..*|parts.*")) {
            Files.delete(file);
        }
        open();
        append(100, 120);
        writtenAt(NOON);
        try (EventIndex index = index()) {
            assertThat(durations(index)).startsWith(100).endsWith(119).hasSize(20);
            long closed = log.parts().stream().filter(LogPart::isClosed).count();
            assertThat(files(".*\\.parquet")).hasSize((int) closed);
            log.compress();
            assertThat(durations(index)).hasSize(20);
            assertThat(files(".*\\.parquet")).hasSize((int) closed);
        }
    }

    @Test
    void whatKilledProcessesLeft_isRemovedWhenItIsOld() throws IOException {
        append(0, 10);
        Path left = Files.createDirectories(folder.resolve("index/.candor-123"));
        Path young = Files.createDirectories(folder.resolve("index/.candor-456"));
        Path staged = Files.createFile(folder.resolve("index/20261120-000000001.0.parquet.7-1.tmp"));
        Files.createFile(left.resolve("part.parquet"));
        FileTime longAgo =
                FileTime.from(Files.getLastModifiedTime(young).toInstant().minusSeconds(3601));
        Files.setLastModifiedTime(left, longAgo);
        Files.setLastModifiedTime(staged, longAgo);
        try (EventIndex index = index()) {
            assertThat(durations(index)).isEqualTo(upTo(10));
        }
        assertThat(files("\\.candor.*|.*tmp")).containsExactly(young);
    }

    @Test
    void fileIsMadeBeforeAnybodyAsks() throws IOException {
        append(0, 20);
        try (EventIndex index = index()) {
            int made = 0;
            while (index.makeFile()) {
                made++;
                assertThat(files(".*\\.parquet")).hasSize(made);
            }
            assertThat(made).isGreaterThan(5);
            append(20, 40);
            assertThat(durations(index)).isEqualTo(upTo(40));
            append(40, 60);
            while (index.makeFile()) {
                made++;
            }
            assertThat(durations(index)).isEqualTo(upTo(60));
        }
    }

    @Test
    @Timeout(60)
    @SuppressWarnings("try")
    void keeper_makesFilesBeforeAnybodyAsks_andTellsAFailureOnce() throws IOException {
        append(0, 20);
        List<String> notices = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger calls = new AtomicInteger();
        try (EventIndex index = index();
                IndexKeeper keeper = new IndexKeeper(
                        logs(),
                        () -> {
                            if (calls.incrementAndGet() < 5) {
                                throw new IOException("the disk sleeps");
                            }
                            return index;
                        },
                        Duration.ZERO,
                        Duration.ofMillis(1),
                        notices::add)) {
            long closed = log.parts().stream().filter(LogPart::isClosed).count();
            Await.until(() -> countFiles() == closed);
        }
        assertThat(notices)
                .containsExactly("the index could not be kept up to date, which will be tried again: the disk sleeps");
    }

    @Test
    @Timeout(60)
    @SuppressWarnings("try")
    void keeper_opensNoIndexWhileNoClosedPartLacksItsFile() throws IOException {
        append(0, 20);
        try (EventIndex index = index()) {
            boolean isMade = true;
            while (isMade) {
                isMade = index.makeFile();
            }
        }
        AtomicInteger calls = new AtomicInteger();
        IndexSource counted = () -> {
            calls.incrementAndGet();
            throw new IOException("opened");
        };
        try (IndexKeeper keeper =
                new IndexKeeper(logs(), counted, Duration.ofDays(1), Duration.ofDays(1), notice -> {})) {
            keeper.makeFile();
            assertThat(calls).hasValue(0);
            append(20, 40);
            keeper.makeFile();
            assertThat(calls).hasValue(1);
        }
    }

    private List<IndexedLog> logs() {
        return List.of(new IndexedLog(SKILLS, log, folder.resolve("index")));
    }

    private long countFiles() {
        try {
            return files(".*\\.parquet").size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteFiles() throws IOException {
        Path of = folder.resolve("index");
        if (Files.isDirectory(of)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(of, "*.parquet")) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Two that ask, one that appends and one that deletes the files: each answer is whole. */
    @Test
    void answersAreWhole_whileOthersAppendAndDeleteTheFiles() throws Exception {
        int end = 400;
        List<Throwable> failures = new ArrayList<>();
        try (EventIndex one = index();
                EventIndex other = index()) {
            List<Thread> threads = new ArrayList<>();
            AtomicReference<Integer> appended = new AtomicReference<>(0);
            threads.add(Thread.ofPlatform()
                    .unstarted(() -> assertThatCode(() -> {
                                for (int i = 0; i < end; i++) {
                                    append(i, i + 1);
                                    appended.set(i + 1);
                                }
                            })
                            .doesNotThrowAnyException()));
            for (EventIndex asked : List.of(one, other)) {
                threads.add(Thread.ofPlatform()
                        .unstarted(() -> assertThatCode(() -> {
                                    while (appended.get() < end) {
                                        int atLeast = appended.get();
                                        List<Integer> found = durations(asked);
                                        assertThat(found)
                                                .isEqualTo(upTo(found.size()))
                                                .hasSizeGreaterThanOrEqualTo(atLeast);
                                    }
                                })
                                .doesNotThrowAnyException()));
            }
            threads.add(Thread.ofPlatform()
                    .unstarted(() -> assertThatCode(() -> {
                                for (int deleted = 0; deleted < end; deleted = appended.get()) {
                                    while (appended.get() < Math.min(end, deleted + 10)) {
                                        Thread.onSpinWait();
                                    }
                                    deleteFiles();
                                }
                            })
                            .doesNotThrowAnyException()));
            threads.forEach(thread -> thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure)));
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            assertThat(durations(one)).isEqualTo(durations(other)).isEqualTo(upTo(end));
        }
    }
}
