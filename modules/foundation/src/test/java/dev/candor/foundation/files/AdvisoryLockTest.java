package dev.candor.foundation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.candor.foundation.files.Flock.Result;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the lock keeps out, in this process, in another, and in another language. */
@SuppressWarnings("try") // a lock is held, not used
@Isolated("counts the open files of its process")
class AdvisoryLockTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("telemetry.lock");
    }

    @Test
    void take_heldHere_keepsPythonOutUntilClosed() throws IOException {
        try (AdvisoryLock held = AdvisoryLock.take(file, Duration.ZERO)) {
            assertThat(held.isShared()).isTrue();
            assertThat(PythonHolder.tryOnce(file)).isEqualTo("locked by another");
        }
        assertThat(PythonHolder.tryOnce(file)).isEqualTo("taken");
    }

    @Test
    void take_pythonHoldsIt_isRefusedUntilItLetsGo() throws IOException {
        try (PythonHolder python = PythonHolder.take(file)) {
            assertThatThrownBy(() -> AdvisoryLock.take(file, Duration.ofMillis(20)))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " stays locked by another program or thread, after 20 ms of waiting; try again"
                            + " when it has finished ('fuser " + file + "' names the process)");
            python.letGo();
            AdvisoryLock.take(file, Duration.ZERO).close();
        }
    }

    @Test
    void take_holderIsKilled_isFree() throws Exception {
        try (PythonHolder python = PythonHolder.take(file)) {
            CompletableFuture<AdvisoryLock> waiting = waiting(file);
            python.kill();
            waiting.get().close();
        }
    }

    @Test
    void take_heldHere_keepsASecondTakerOfThisProcessOut() throws IOException {
        try (AdvisoryLock held = AdvisoryLock.take(file, Duration.ZERO)) {
            assertThatThrownBy(() -> AdvisoryLock.take(file, Duration.ZERO)).isInstanceOf(IOException.class);
        }
        AdvisoryLock.take(file, Duration.ZERO).close();
    }

    @Test
    void take_manyThreads_haveItOneAfterTheOther() {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        CompletableFuture<?>[] threads = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            for (int k = 0; k < 5; k++) {
                                try (AdvisoryLock held = AdvisoryLock.take(file, LONG)) {
                                    most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                                    Thread.yield();
                                    turns.incrementAndGet();
                                    holders.decrementAndGet();
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            }
                        },
                        task -> Thread.ofVirtual().start(task)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(threads).join();
        assertThat(most).hasValue(1);
        assertThat(turns).hasValue(40);
    }

    @Test
    void take_missingFileAndFolder_areCreatedForTheirOwnerOnly() throws IOException {
        file = folder.resolve("a/b.lock");
        AdvisoryLock.take(file, Duration.ZERO).close();
        assertThat(modeOf(file)).isEqualTo("rw-------");
        assertThat(modeOf(file.getParent())).isEqualTo("rwx------");
    }

    @Test
    void take_existingFile_isLeftAsItIs() throws IOException {
        Files.writeString(file, "somebody's note");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        AdvisoryLock.take(file, Duration.ZERO).close();
        assertThat(file).hasContent("somebody's note");
        assertThat(modeOf(file)).isEqualTo("rw-r--r--");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "100%25?#;", "caf\u00e9 \u2603"})
    void take_anyName_isTheFileOfThatName(String name) throws IOException {
        assumeTrue(Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode(name));
        file = folder.resolve(name);
        try (AdvisoryLock held = AdvisoryLock.take(file, Duration.ZERO)) {
            assertThat(PythonHolder.tryOnce(file)).isEqualTo("locked by another");
        }
    }

    @Test
    void take_fileReplacedWhileWaiting_isTheNewOne() throws Exception {
        try (PythonHolder python = PythonHolder.take(file)) {
            CompletableFuture<AdvisoryLock> waiting = waiting(file);
            Files.move(file, folder.resolve("moved"));
            try (AdvisoryLock held = waiting.get()) {
                assertThat(PythonHolder.tryOnce(file)).isEqualTo("locked by another");
            }
        }
    }

    @Test
    void take_holdersDeleteTheFile_isAlwaysTheOneThatThePathNames() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> deleting = CompletableFuture.runAsync(
                () -> {
                    while (!done.get()) {
                        try (AdvisoryLock held = AdvisoryLock.take(file, LONG)) {
                            PrivateFiles.remove(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                },
                task -> Thread.ofPlatform().start(task));
        try {
            for (int i = 0; i < 1000; i++) {
                try (AdvisoryLock held = AdvisoryLock.take(file, LONG)) {
                    assertThat(file).exists();
                    assertThat(Flock.ofThisMachine().orElseThrow().tryLock(file))
                            .isEmpty();
                }
            }
        } finally {
            done.set(true);
            deleting.join();
        }
    }

    @Test
    void take_bySymbolicLink_isTheSameLock() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (AdvisoryLock held = AdvisoryLock.take(link, Duration.ZERO)) {
            assertThatThrownBy(() -> AdvisoryLock.take(file, Duration.ZERO)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void take_folder_isRefused() {
        assertThatThrownBy(() -> AdvisoryLock.take(folder, LONG)).hasMessage(folder + " is not a regular file");
    }

    @Test
    void take_interrupted_stopsWaiting() throws Exception {
        try (PythonHolder python = PythonHolder.take(file)) {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    AdvisoryLock.take(file, LONG).close();
                } catch (IOException e) {
                    end.complete(e);
                }
            });
            waiting.interrupt();
            assertThat(end.get())
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessage("the wait for the lock of " + file + " was interrupted");
        }
    }

    @Test
    void close_twice_doesNotLetGoOfTheNextHolder() throws IOException {
        AdvisoryLock first = AdvisoryLock.take(file, Duration.ZERO);
        first.close();
        try (AdvisoryLock second = AdvisoryLock.take(file, Duration.ZERO)) {
            first.close();
            assertThat(PythonHolder.tryOnce(file)).isEqualTo("locked by another");
        }
    }

    @Test
    void take_again_leaksNoDescriptor() throws IOException {
        AdvisoryLock.take(file, Duration.ZERO).close();
        long before = openDescriptors();
        try (AdvisoryLock held = AdvisoryLock.take(file, Duration.ZERO)) {
            for (int i = 0; i < 50; i++) {
                assertThatThrownBy(() -> AdvisoryLock.take(file, Duration.ZERO)).isInstanceOf(IOException.class);
            }
        }
        assertThat(openDescriptors()).isLessThan(before + 25);
    }

    @Test
    void take_withoutFlock_keepsCandorOutButSaysItIsNotShared() throws IOException {
        try (AdvisoryLock held = AdvisoryLock.take(file, Duration.ZERO, Optional.empty())) {
            assertThat(held.isShared()).isFalse();
            assertThatThrownBy(() -> AdvisoryLock.take(file, Duration.ZERO, Optional.empty()))
                    .hasMessage(file + " stays locked by another thread of this process");
            assertThat(AnotherProcess.lock(file)).isEqualTo(file + " stays locked by another process");
            assertThat(PythonHolder.tryOnce(file)).isEqualTo("taken");
        }
        AdvisoryLock.take(file, Duration.ZERO, Optional.empty()).close();
    }

    @ParameterizedTest
    @ValueSource(ints = {Flock.EWOULDBLOCK, Flock.EINTR})
    void isTaken_tryAgain_isNo(int errno) throws IOException {
        assertThat(Flock.isTaken(new Result(-1, errno), file)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {Flock.ENOLCK, Flock.ENOSYS, Flock.EOPNOTSUPP})
    void isTaken_unsupported_asksForTheOtherLock(int errno) {
        assertThatThrownBy(() -> Flock.isTaken(new Result(-1, errno), file)).isInstanceOf(NoFlockException.class);
    }

    @Test
    void isTaken_anythingElse_isAnError() {
        assertThatThrownBy(() -> Flock.isTaken(new Result(-1, 9), file))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoFlockException.class)
                .hasMessage(file + ": error number 9 (flock(2))");
    }

    /** A thread that waits for the lock, and does wait when this returns. */
    private static CompletableFuture<AdvisoryLock> waiting(Path file) {
        CompletableFuture<AdvisoryLock> taken = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                taken.complete(AdvisoryLock.take(file, LONG));
            } catch (IOException e) {
                taken.completeExceptionally(e);
            }
        });
        while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(taken).isNotDone();
        return taken;
    }

    private static long openDescriptors() throws IOException {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
