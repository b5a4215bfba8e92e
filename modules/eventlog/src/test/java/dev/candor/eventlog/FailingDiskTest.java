package dev.candor.eventlog;

import static dev.candor.eventlog.ScratchLog.all;
import static dev.candor.eventlog.ScratchLog.lines;
import static dev.candor.eventlog.ScratchLog.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not on disk is not acknowledged, and not in the log. */
class FailingDiskTest {
    @TempDir
    Path folder;

    private ScratchLog scratch;
    private FaultyDisk disk;
    private KeptLog log;

    @BeforeEach
    void logWithARow() throws IOException {
        scratch = new ScratchLog(folder);
        disk = scratch.disk;
        log = scratch.open();
        log.append(rows("a"));
    }

    @Test
    void failedSync_takesTheRowsBack_andTheNextAppendOpensAnew() throws IOException {
        disk.failingForces = 1;
        assertThatThrownBy(() -> log.append(rows("b")))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk was told not to sync");
        assertThat(all(log)).containsExactly("a");
        log.append(rows("c"));
        assertThat(scratch.active()).hasContent(lines("a", "c"));
    }

    @Test
    void failedSync_thatFailsAgainWhenOpenedAnew_refusesUntilItWorks() throws IOException {
        disk.failingForces = 3;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> log.append(rows("b"))).hasMessage("the disk was told not to sync");
            assertThat(all(log)).containsExactly("a");
        }
        disk.failingOpens = 1;
        assertThatThrownBy(() -> log.append(rows("b"))).hasMessage("the disk was told not to open");
        log.append(rows("c"));
        assertThat(all(log)).containsExactly("a", "c");
    }

    @Test
    void permissionDenied_isTheReason_notOnlyThePath() throws IOException {
        disk.failingForces = 1;
        assertThatThrownBy(() -> log.append(rows("b"))).isInstanceOf(IOException.class);
        disk.denied = true;
        assertThatThrownBy(() -> log.append(rows("c"))).hasMessage("permission denied");
    }

    @Test
    void rowsThatCannotBeTakenBack_areCutOffBeforeAnythingIsAppended() throws IOException {
        disk.failingForces = 1;
        disk.failingTruncates = 1;
        assertThatThrownBy(() -> log.append(rows("b"))).isInstanceOf(IOException.class);
        assertThat(scratch.active()).hasContent(lines("a", "b"));
        log.append(rows("c"));
        assertThat(scratch.active()).hasContent(lines("a", "c"));
    }

    @Test
    void rowsThatCannotBeTakenBack_areCutOffByAnotherWriterToo() throws IOException {
        disk.failingForces = 1;
        disk.failingTruncates = 1;
        assertThatThrownBy(() -> log.append(rows("b"))).isInstanceOf(IOException.class);
        KeptLog other = scratch.open();
        other.append(rows("c"));
        log.append(rows("d"));
        assertThat(scratch.active()).hasContent(lines("a", "c", "d"));
    }

    @Test
    void rowsThatAnotherAppendedWithoutANote_areNeverCutOff() throws IOException {
        disk.failingForces = 1;
        disk.failingTruncates = 1;
        assertThatThrownBy(() -> log.append(rows("b"))).isInstanceOf(IOException.class);
        KeptLog other = scratch.open();
        Path note = scratch.folder.resolve("log.lock");
        // it finds the doubtful note, cuts, and notes that, but what it notes of its rows does not get there
        byte[][] afterTheCut = {{}};
        disk.beforeForce = () -> afterTheCut[0] = content(note);
        other.append(rows("c"));
        disk.beforeForce = () -> {};
        Files.write(note, afterTheCut[0]);

        log.append(rows("d"));
        assertThat(scratch.active()).hasContent(lines("a", "c", "d"));
    }

    @Test
    void doubtThatAnotherHasDealtWith_isForgotten_whateverItsNoteSays() throws IOException {
        disk.failingForces = 1;
        disk.failingTruncates = 1;
        assertThatThrownBy(() -> log.append(rows("b"))).isInstanceOf(IOException.class);
        scratch.open().append(rows("c"));
        Files.writeString(scratch.folder.resolve("log.lock"), "=20261120/1/10" + " ".repeat(33) + "\n");

        log.append(rows("d"));
        assertThat(scratch.active()).hasContent(lines("a", "c", "d"));
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void rowsThatAnotherAppendedAfterAFailure_stay() throws IOException {
        disk.failingForces = 1;
        assertThatThrownBy(() -> log.append(rows("b"))).isInstanceOf(IOException.class);
        scratch.open().append(rows("c"));
        log.append(rows("d"));
        assertThat(scratch.active()).hasContent(lines("a", "c", "d"));
    }

    @Test
    void failedWrite_takesTheHalfRowBack() throws IOException {
        disk.failingWrites = 1;
        assertThatThrownBy(() -> log.append(rows("b"))).hasMessage("the disk was told not to write");
        assertThat(scratch.active()).hasContent(lines("a"));
        log.append(rows("c"));
        assertThat(scratch.active()).hasContent(lines("a", "c"));
        assertThat(scratch.notices).isEmpty();
    }

    @Test
    void fullDisk_saysSo_andWorksAgainWhenThereIsSpace() throws IOException {
        disk.full = true;
        assertThatThrownBy(() -> log.append(rows("b")))
                .isInstanceOf(NoSpaceException.class)
                .hasMessage("there is no space left for 10 bytes in " + scratch.folder
                        + ", and nothing was appended; make space, then it works again");
        assertThat(all(log)).containsExactly("a");
        disk.full = false;
        log.append(rows("c"));
        assertThat(all(log)).containsExactly("a", "c");
    }

    @Test
    void rowsOfAKilledProcess_areWrittenOnceMoreAfterAFailedSync() throws IOException {
        Files.writeString(scratch.active(), lines("killed"), java.nio.file.StandardOpenOption.APPEND);
        disk.failingForces = 1;
        assertThatThrownBy(() -> log.append(rows("b"))).isInstanceOf(IOException.class);
        int writes = disk.writes;
        log.append(rows("c"));
        assertThat(disk.writes).isEqualTo(writes + 2);
        assertThat(scratch.active()).hasContent(lines("a", "killed", "c"));
    }

    @Test
    void interruptWhileWriting_refusesTheRows_isKept_andTheNextOnesGoIn() throws IOException {
        disk.beforeForce = Thread.currentThread()::interrupt;
        assertThatThrownBy(() -> log.append(rows("b"))).hasCauseInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
        disk.beforeForce = () -> {};
        log.append(rows("c"));
        assertThat(Thread.interrupted()).isFalse();
        assertThat(scratch.active()).hasContent(lines("a", "c"));
    }

    @Test
    void interruptWhileWriting_tellsOtherWritersToCutWhatWasRefused() throws IOException {
        disk.beforeForce = Thread.currentThread()::interrupt;
        assertThatThrownBy(() -> log.append(rows("b"))).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        disk.beforeForce = () -> {};
        scratch.open().append(rows("c"));
        log.append(rows("d"));
        assertThat(scratch.active()).hasContent(lines("a", "c", "d"));
    }

    @Test
    void interruptAfterTheSync_isKept_andTheRowsAreThere() throws IOException {
        disk.afterForce = Thread.currentThread()::interrupt;
        log.append(rows("b"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(scratch.folder.resolve("log.lock")).content().startsWith("=20261120/1/20 ");
        disk.afterForce = () -> {};
        log.append(rows("c"));
        assertThat(scratch.active()).hasContent(lines("a", "b", "c"));
    }

    @Test
    void interruptWhileAPartIsRotated_refusesTheRowsAtMost() throws IOException {
        KeptLog small = scratch.withPartsOf(10);
        small.append(rows("b"));
        disk.beforeOpen = Thread.currentThread()::interrupt;
        assertThatThrownBy(() -> small.append(rows("c"))).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        disk.beforeOpen = () -> {};
        small.append(rows("d"));
        assertThat(scratch.active()).hasContent(lines("d"));
        assertThat(all(log)).containsExactly("a", "b", "d");
    }

    @Test
    void interruptThatEndsTheLock_refusesTheRowsAtMost() throws IOException {
        KeptLog small = scratch.withPartsOf(10);
        small.append(rows("b"));
        assertThatThrownBy(() -> small.append(new EventLog.Admission() {
                    @Override
                    public java.util.List<byte[]> admit(Position end) {
                        Thread.currentThread().interrupt();
                        return rows("c");
                    }

                    @Override
                    public void appended(Position before, Position after) {}

                    @Override
                    public void failed() {}
                }))
                .isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        small.append(rows("d"));
        assertThat(all(log)).containsExactly("a", "b", "d");
    }

    @Test
    void entriesOfFilesAndFolders_areSyncedByWhoeverOpensThem_andAgainAfterAFailure() throws IOException {
        assertThat(disk.syncedEntries).containsExactly("events.log", "20261120", "log");
        disk.syncedEntries.clear();
        disk.failingFolderSyncs = 1;
        KeptLog next = scratch.open();
        assertThatThrownBy(() -> next.append(rows("b"))).hasMessage("the disk was told not to sync folders");
        assertThat(disk.openFiles).isEqualTo(1);
        next.append(rows("c"));
        assertThat(disk.syncedEntries).containsExactly("events.log", "20261120", "log");
        assertThat(scratch.active()).hasContent(lines("a", "c"));
    }

    @Test
    void partThatCannotBeLookedAt_isClosed() throws IOException {
        disk.failingSizes = 1;
        KeptLog next = scratch.open();
        assertThatThrownBy(() -> next.append(rows("b"))).hasMessage("the disk was told not to say sizes");
        assertThat(disk.openFiles).isEqualTo(1);
    }

    @Test
    void noteThatMakesNoSense_isLookedPast() throws IOException {
        Files.writeString(scratch.folder.resolve("log.lock"), "=20261120/1/99999999");
        log.append(rows("b"));
        Files.writeString(scratch.folder.resolve("log.lock"), "?");
        scratch.open().append(rows("c"));
        log.append(rows("d"));
        assertThat(scratch.active()).hasContent(lines("a", "b", "c", "d"));
    }
}
