package dev.candor.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEventLogTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir
    Path scratch;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    private Path folder;
    private KeptLog log;

    @BeforeEach
    void emptyLog() {
        folder = scratch.resolve("logs/execution");
        log = withPartsOf(1000);
    }

    private KeptLog withPartsOf(long bytes) {
        return EventLog.inFolder(folder, LogSettings.standard().withPartBytes(bytes), now::get, notices::add);
    }

    private static List<byte[]> rows(String... rows) {
        return Stream.of(rows).map(FileEventLogTest::row).toList();
    }

    /** {@code a} becomes {@code {"r":"a"}}, which has 9 bytes with its newline. */
    private static byte[] row(String name) {
        return ("{\"r\":\"" + name + "\"}").getBytes(UTF_8);
    }

    private static String lines(String... rows) {
        return Stream.of(rows).map(name -> new String(row(name), UTF_8) + "\n").collect(Collectors.joining());
    }

    private List<String> behind(Position from) throws IOException {
        List<String> rows = new ArrayList<>();
        log.read(from, (bytes, first, last) -> rows.add(new String(bytes, first + 6, last - first - 8, UTF_8)));
        return rows;
    }

    private List<String> all() throws IOException {
        return behind(log.start());
    }

    private Path active() {
        return folder.resolve("20261120/events.log");
    }

    @Test
    void newLog_isEmptyAndLeavesNothingOnDisk() throws IOException {
        assertThat(all()).isEmpty();
        assertThat(log.end()).isEqualTo(log.start());
        assertThat(folder).doesNotExist();
    }

    @Test
    void append_writesLinesIntoTheFolderOfTheDay() throws IOException {
        log.append(rows("a", "b"));
        log.append(rows("c"));
        assertThat(active()).hasContent(lines("a", "b", "c"));
        assertThat(Files.getPosixFilePermissions(active())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(all()).containsExactly("a", "b", "c");
    }

    @Test
    void append_noRow_writesNothing() throws IOException {
        log.append(List.of());
        assertThat(folder).doesNotExist();
    }

    @Test
    void append_rowThatIsNoLine_isRefusedAndNothingIsWritten() {
        assertThatThrownBy(() -> log.append(List.of(row("a"), row("b\nc"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row is one line, found a newline in it");
        assertThatThrownBy(() -> log.append(List.of(new byte[0]))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.append(List.of(new byte[(1 << 20) + 1])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).doesNotExist();
    }

    @Test
    void read_resumesWhereItEnded() throws IOException {
        log.append(rows("a"));
        Position behindA = log.end();
        log.append(rows("b", "c"));
        assertThat(behind(behindA)).containsExactly("b", "c");
        assertThat(behind(log.end())).isEmpty();
        assertThat(behind(new Position(behindA.token()))).containsExactly("b", "c");
    }

    @Test
    void read_returnsThePlaceBehindTheLastRow() throws IOException {
        log.append(rows("a"));
        assertThat(log.read(log.start(), (bytes, from, to) -> {})).isEqualTo(log.end());
    }

    @Test
    void largeFile_isRotatedAndPlacesKeepTheirMeaning() throws IOException {
        log = withPartsOf(8);
        List<Position> places = new ArrayList<>(List.of(log.start()));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String row = "row" + i;
            log.append(rows(row));
            expected.add(row);
            places.add(log.end());
        }
        for (int i = 0; i < places.size(); i++) {
            assertThat(behind(places.get(i))).isEqualTo(expected.subList(i, expected.size()));
        }
        assertThat(folder.resolve("20261120/events.1.log")).hasContent(lines("row0"));
        assertThat(active()).hasContent(lines("row19"));
    }

    @Test
    void midnight_beginsAFolder() throws IOException {
        log.append(rows("a"));
        Position behindA = log.end();
        now.set(NEXT_DAY);
        log.append(rows("b"));
        assertThat(folder.resolve("20261121/events.log")).hasContent(lines("b"));
        assertThat(all()).containsExactly("a", "b");
        assertThat(behind(behindA)).containsExactly("b");
    }

    @Test
    void clockSteppedBack_rowsStayInOrder() throws IOException {
        now.set(NEXT_DAY);
        log.append(rows("a"));
        Position behindA = log.end();
        now.set(NOON);
        log.append(rows("b"));
        assertThat(all()).containsExactly("a", "b");
        assertThat(behind(behindA)).containsExactly("b");
    }

    @Test
    void tornRow_isNotReadAndIsMovedAsideByTheNextAppend() throws IOException {
        log.append(rows("a"));
        Files.writeString(active(), "{\"half", StandardOpenOption.APPEND);
        assertThat(all()).containsExactly("a");
        Position end = log.end();
        log.append(rows("b"));
        assertThat(behind(end)).containsExactly("b");
        assertThat(active()).hasContent(lines("a", "b"));
        assertThat(folder.resolve("20261120/events.log.torn")).hasContent("{\"half\n");
        assertThat(notices).singleElement().asString().contains("its 6 bytes were moved to");
    }

    @Test
    void tornRowOfAFileThatIsLeft_isMovedAside() throws IOException {
        log.append(rows("a"));
        Files.writeString(active(), "{\"half", StandardOpenOption.APPEND);
        now.set(NEXT_DAY);
        log.append(rows("b"));
        assertThat(active()).hasContent(lines("a"));
        assertThat(folder.resolve("20261120/events.log.torn")).hasContent("{\"half\n");
        assertThat(all()).containsExactly("a", "b");
    }

    @Test
    void strangeNamesInTheFolder_holdUpNobody() throws IOException {
        log.append(rows("a"));
        Files.writeString(folder.resolve("20991231"), "no folder");
        Files.move(active(), folder.resolve("20261120/events.999999998.log"));
        log.append(rows("b"));
        assertThat(all()).containsExactly("a", "b");
        Files.writeString(active(), "x".repeat((1 << 20) + 1) + "\n", StandardOpenOption.APPEND);
        assertThat(all()).containsExactly("a", "b");
    }

    @Test
    void interruptedThread_appendsAllTheSame() throws IOException {
        Thread.currentThread().interrupt();
        log.append(rows("a"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(all()).containsExactly("a");
    }

    @Test
    void positionOfAnotherLog_isUnknown() throws IOException {
        log.append(rows("abc", "d"));
        assertThatThrownBy(() -> behind(new Position("nonsense")))
                .isInstanceOf(UnknownPositionException.class)
                .hasMessage("'nonsense' is no position of this log, such as 20261120/1/4711");
        assertThatThrownBy(() -> behind(new Position("20261120/1/2"))).isInstanceOf(UnknownPositionException.class);
        assertThatThrownBy(() -> behind(new Position("20261120/1/99"))).isInstanceOf(UnknownPositionException.class);
        assertThatThrownBy(() -> behind(new Position("20261120/7/5"))).isInstanceOf(UnknownPositionException.class);
        assertThatThrownBy(() -> behind(new Position("20250101/1/5"))).isInstanceOf(UnknownPositionException.class);
        assertThatThrownBy(() -> behind(new Position("20261120/3/0"))).isInstanceOf(UnknownPositionException.class);
        assertThatThrownBy(() -> behind(new Position("20991231/1/0"))).isInstanceOf(UnknownPositionException.class);
    }

    @Test
    void manyThreads_everyRowOnceAndBatchesUnbroken() throws Exception {
        log = withPartsOf(2000);
        KeptLog other = withPartsOf(2000);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                KeptLog mine = thread % 2 == 0 ? log : other;
                work.add(() -> {
                    for (int i = 0; i < 50; i++) {
                        mine.append(rows(number + ":" + i + "a", number + ":" + i + "b"));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        List<String> rows = all();
        assertThat(rows).hasSize(800).doesNotHaveDuplicates();
        IntStream.range(0, 400)
                .forEach(i -> assertThat(rows.get(2 * i + 1))
                        .isEqualTo(rows.get(2 * i).replace('a', 'b')));
    }

    @Test
    void readerBesideAWriterThatRotates_missesNothing() throws Exception {
        log = withPartsOf(80);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    now.set(NOON.plusSeconds(600L * i));
                    log.append(rows("row" + i));
                }
                return null;
            });
            List<String> seen = new ArrayList<>();
            Position at = log.start();
            while (!writer.isDone() || !at.equals(log.end())) {
                at = log.read(at, (bytes, from, to) -> seen.add(new String(bytes, from + 6, to - from - 8, UTF_8)));
            }
            writer.get();
            assertThat(seen)
                    .isEqualTo(IntStream.range(0, 300).mapToObj(i -> "row" + i).toList());
        }
    }

    @Test
    void folderCannotBeWritten_appendSaysSoAndLaterWorks() throws IOException {
        Files.createDirectories(scratch.resolve("logs"));
        Files.writeString(folder, "in the way");
        assertThatThrownBy(() -> log.append(rows("a"))).isInstanceOf(IOException.class);
        Files.delete(folder);
        log.append(rows("b"));
        assertThat(all()).containsExactly("b");
    }
}
