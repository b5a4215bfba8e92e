package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who else may have the file while one holds it: nobody, in this process or in another. */
@SuppressWarnings("try") // a lock is held, not used
class LineFileLockTest {
    @TempDir
    Path folder;

    Path path;

    @BeforeEach
    void nameTheFile() {
        path = folder.resolve("rows.jsonl");
    }

    @Test
    void lock_heldHere_keepsAnotherProcessOut() throws IOException {
        try (LineFile held = LineFile.lock(path, Duration.ZERO)) {
            assertThat(AnotherProcess.lock(path)).isEqualTo(path + " stays locked by another process");
        }
        assertThat(AnotherProcess.lock(path)).isEqualTo("locked");
    }

    @Test
    void lock_heldHere_keepsASecondLockerOfThisProcessOut() throws IOException {
        try (LineFile held = LineFile.lock(path, Duration.ZERO)) {
            assertThatThrownBy(() -> LineFile.lock(path, Duration.ofMillis(5)))
                    .isInstanceOf(IOException.class)
                    .hasMessage(path + " stays locked by another thread of this process");
        }
        LineFile.lock(path, Duration.ZERO).close();
    }

    @Test
    void lock_secondLockerGaveUp_theFirstStillKeepsAnotherProcessOut() throws IOException {
        try (LineFile held = LineFile.lock(path, Duration.ZERO)) {
            assertThatThrownBy(() -> LineFile.lock(path, Duration.ZERO)).isInstanceOf(IOException.class);
            assertThat(AnotherProcess.lock(path)).isEqualTo(path + " stays locked by another process");
        }
    }

    @Test
    void lock_secondLockerByASymbolicLink_isKeptOutToo() throws IOException {
        try (LineFile held = LineFile.lock(path, Duration.ZERO)) {
            Path link = Files.createSymbolicLink(folder.resolve("link"), path);
            assertThatThrownBy(() -> LineFile.lock(link, Duration.ZERO))
                    .hasMessage(link + " stays locked by another thread of this process");
            assertThat(AnotherProcess.lock(path)).isEqualTo(path + " stays locked by another process");
        }
    }

    @Test
    void mark_andStampOfTheHeldFile_doNotLetGoOfIt() throws IOException {
        try (LineFile held = LineFile.lock(path, Duration.ZERO)) {
            held.mark(Instant.EPOCH);
            held.stamp();
            assertThat(AnotherProcess.lock(path)).isEqualTo(path + " stays locked by another process");
        }
    }

    @Test
    void lock_manyThreads_haveItOneAfterTheOther() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofVirtual().start(() -> {
                for (int k = 0; k < 5; k++) {
                    try (LineFile held = LineFile.lock(path, Duration.ofSeconds(60))) {
                        most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                        held.append(List.of(new byte[] {'x'}));
                        holders.decrementAndGet();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most).hasValue(1);
        assertThat(path).hasContent("x\n".repeat(40));
    }

    @Test
    void lock_holderWasKilled_isFree() throws IOException {
        assertThat(AnotherProcess.lockAndDie(path)).isEqualTo("locked");
        try (LineFile held = LineFile.lock(path, Duration.ZERO)) {
            assertThat(held.size()).isEqualTo(4);
        }
    }

    @Test
    void close_twice_doesNotLetGoOfTheNextHolder() throws IOException {
        LineFile first = LineFile.lock(path, Duration.ZERO);
        first.close();
        try (LineFile second = LineFile.lock(path, Duration.ZERO)) {
            first.close();
            assertThatThrownBy(() -> LineFile.lock(path, Duration.ZERO)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void release_letsOthersIn_andRetakeKeepsThemOut() throws IOException {
        try (LineFile held = LineFile.lock(path, Duration.ZERO)) {
            held.release();
            assertThat(AnotherProcess.lock(path)).isEqualTo("locked");
            LineFile.lock(path, Duration.ZERO).close();
            assertThat(held.retake(Duration.ZERO)).isTrue();
            assertThat(AnotherProcess.lock(path)).isEqualTo(path + " stays locked by another process");
            assertThatThrownBy(() -> LineFile.lock(path, Duration.ZERO)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void retake_whileAnotherThreadHoldsIt_isRefusedAndWorksLater() throws IOException {
        try (LineFile first = LineFile.lock(path, Duration.ZERO)) {
            first.release();
            LineFile second = LineFile.lock(path, Duration.ZERO);
            assertThatThrownBy(() -> first.retake(Duration.ZERO))
                    .hasMessage(path + " stays locked by another thread of this process");
            assertThat(AnotherProcess.lock(path)).isEqualTo(path + " stays locked by another process");
            second.close();
            assertThat(first.retake(Duration.ZERO)).isTrue();
        }
    }

    @Test
    void retake_fileWasReplaced_takesTheNewOneAndSaysSo() throws IOException {
        try (LineFile held = LineFile.lock(path, Duration.ZERO)) {
            held.release();
            Files.delete(path);
            assertThat(held.retake(Duration.ZERO)).isFalse();
            held.note(new byte[] {'n'});
            assertThat(AnotherProcess.lock(path)).isEqualTo(path + " stays locked by another process");
        }
        assertThat(path).hasContent("n");
    }

    @Test
    void lock_fileMovedAwayBefore_isTheNewOne() throws IOException {
        LineFile.lock(path, Duration.ZERO).close();
        Path moved = Files.move(path, folder.resolve("rows.1"));
        try (LineFile held = LineFile.lock(path, Duration.ZERO)) {
            held.append(List.of(new byte[] {'x'}));
        }
        assertThat(moved).isEmptyFile();
        assertThat(path).hasContent("x\n");
    }

    @Test
    void lock_folder_isRefused() {
        assertThatThrownBy(() -> LineFile.lock(folder, Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " is not a regular file");
    }

    @Test
    void lock_refusedOnce_canBeTakenLater() throws IOException {
        Files.createDirectory(path);
        assertThatThrownBy(() -> LineFile.lock(path, Duration.ZERO)).isInstanceOf(IOException.class);
        Files.delete(path);
        LineFile.lock(path, Duration.ZERO).close();
        assertThat(path).isEmptyFile();
    }
}
