package dev.candor.eventlog;

import static dev.candor.eventlog.ScratchLog.all;
import static dev.candor.eventlog.ScratchLog.lines;
import static dev.candor.eventlog.ScratchLog.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who append to one log, and those who follow it. */
class SharedLogTest {
    @TempDir
    Path folder;

    private ScratchLog scratch;
    private KeptLog log;

    @BeforeEach
    void emptyLog() {
        scratch = new ScratchLog(folder);
        log = scratch.open();
    }

    @Test
    void sixteenThreads_everyAcknowledgedRowOnceAndInOrder() throws Exception {
        Set<Position> places = ConcurrentHashMap.newKeySet();
        KeptLog small = scratch.withPartsOf(5000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                int number = thread;
                work.add(() -> {
                    for (int i = 0; i < 60; i++) {
                        places.addAll(small.append(rows(number + "-" + i + "a", number + "-" + i + "b")));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        List<String> names = all(small);
        assertThat(names).hasSize(16 * 60 * 2).doesNotHaveDuplicates();
        assertThat(places).hasSize(names.size());
        for (int i = 0; i < names.size(); i += 2) {
            assertThat(names.get(i + 1)).isEqualTo(names.get(i).replace('a', 'b'));
        }
    }

    @Test
    void twoInstances_takeTurns_acrossRotationsAndDays() throws IOException {
        KeptLog one = scratch.withPartsOf(30);
        KeptLog two = scratch.withPartsOf(30);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            scratch.now.set(ScratchLog.NOON.plus(Duration.ofHours(3L * i)));
            (i % 3 == 0 ? one : two).append(rows("n" + i));
            expected.add("n" + i);
            assertThat(one.end()).isEqualTo(two.end());
        }
        assertThat(all(one)).isEqualTo(expected);
        assertThat(all(two)).isEqualTo(expected);
    }

    @Test
    void folderThatIsDeleted_isBegunAnew() throws IOException {
        log.append(rows("a"));
        delete(scratch.folder);
        assertThat(log.end()).isEqualTo(log.start());
        log.append(rows("b"));
        assertThat(scratch.active()).hasContent(lines("b"));
        assertThat(all(log)).containsExactly("b");
    }

    @Test
    void fileThatIsDeletedOrReplaced_isNeverWrittenIntoTheVoid() throws IOException {
        log.append(rows("a"));
        Files.delete(scratch.active());
        log.append(rows("b"));
        assertThat(scratch.active()).hasContent(lines("b"));
        Files.delete(scratch.active());
        Files.writeString(scratch.active(), lines("x", "y"));
        log.append(rows("c"));
        assertThat(scratch.active()).hasContent(lines("x", "y", "c"));
        Files.delete(scratch.folder.resolve("log.lock"));
        log.append(rows("d"));
        assertThat(all(scratch.open())).containsExactly("x", "y", "c", "d");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void await_withoutRows_isOverAfterItsTime() throws Exception {
        assertThat(log.await(log.start(), Duration.ofMillis(1))).isFalse();
        log.append(rows("a"));
        assertThat(log.await(log.start(), Duration.ZERO)).isTrue();
        assertThat(log.await(log.end(), Duration.ofMillis(1))).isFalse();
    }

    @Test
    void await_seesRowsOfTheSameLogAndOfAnother() throws Exception {
        for (KeptLog writer : List.of(log, scratch.open())) {
            Position end = log.end();
            CountDownLatch waiting = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
                Future<Boolean> awaited = threads.submit(() -> {
                    waiting.countDown();
                    return log.await(end, Duration.ofSeconds(60));
                });
                waiting.await();
                writer.append(rows("a"));
                assertThat(awaited.get()).isTrue();
            }
        }
    }

    @Test
    void closedLog_opensItsFilesAgain() throws IOException {
        log.append(rows("a"));
        log.close();
        log.append(rows("b"));
        log.close();
        log.close();
        assertThat(all(log)).containsExactly("a", "b");
    }
}
