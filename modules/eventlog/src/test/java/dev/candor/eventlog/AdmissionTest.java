package dev.candor.eventlog;

import static dev.candor.eventlog.ScratchLog.all;
import static dev.candor.eventlog.ScratchLog.behind;
import static dev.candor.eventlog.ScratchLog.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog.Admission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are let in when everything before them is known. */
class AdmissionTest {
    @TempDir
    Path folder;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private ScratchLog scratch;
    private KeptLog log;

    @BeforeEach
    void emptyLog() {
        scratch = new ScratchLog(folder);
        log = scratch.open();
    }

    private Admission admitting(String name, String... names) {
        return new Admission() {
            @Override
            public long mostBytes() {
                return rows(names).stream().mapToLong(row -> row.length + 1L).sum();
            }

            @Override
            public List<byte[]> admit(Position end) throws IOException {
                told.add(name + " from " + end.token());
                return rows(names);
            }

            @Override
            public void appended(Position before, Position after) {
                told.add(name + " at " + before.token() + " to " + after.token());
            }

            @Override
            public void failed() {
                told.add(name + " failed");
            }
        };
    }

    /** Batches that wait together are one group: a first one is held up until the others are waiting too. */
    private void together(List<Admission> admissions, List<byte[]> plain) throws Exception {
        CountDownLatch isWriting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        scratch.disk.beforeForce = () -> {
            isWriting.countDown();
            await(goOn);
        };
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofPlatform().start(() -> quietly(() -> log.append(rows("first")))));
        await(isWriting);
        scratch.disk.beforeForce = () -> {};
        if (!plain.isEmpty()) {
            threads.add(waitingThread(() -> log.append(plain)));
        }
        for (Admission admission : admissions) {
            threads.add(waitingThread(() -> log.append(admission)));
        }
        goOn.countDown();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
    }

    private interface Appending {
        void run() throws IOException;
    }

    private void quietly(Appending appending) {
        try {
            appending.run();
        } catch (IOException e) {
            told.add(String.valueOf(e.getMessage()));
        }
    }

    private Thread waitingThread(Appending appending) {
        Thread thread = Thread.ofPlatform().start(() -> quietly(appending));
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void admission_isAskedAtTheEndAndToldWhereItsRowsAre() throws IOException {
        log.append(rows("a"));
        log.append(admitting("one", "b", "c"));
        assertThat(told).containsExactly("one from 20261120/1/10", "one at 20261120/1/10 to 20261120/1/30");
        assertThat(all(log)).containsExactly("a", "b", "c");
    }

    @Test
    void admission_thatAdmitsNothing_isToldWhereItWouldStand() throws IOException {
        log.append(admitting("one"));
        assertThat(told).containsExactly("one from 0/1/0", "one at 0/1/0 to 0/1/0");
        assertThat(all(log)).isEmpty();
    }

    @Test
    void admissionThatThrows_appendsNothingAndIsNotAskedAgain() throws IOException {
        Admission refusing = new Admission() {
            @Override
            public List<byte[]> admit(Position end) throws IOException {
                throw new IOException("no room");
            }

            @Override
            public void appended(Position before, Position after) {
                told.add("appended");
            }

            @Override
            public void failed() {
                told.add("failed");
            }
        };
        assertThatThrownBy(() -> log.append(refusing))
                .isInstanceOf(IOException.class)
                .hasMessage("no room");
        assertThat(told).isEmpty();
        log.append(rows("a"));
        assertThat(all(log)).containsExactly("a");
    }

    @Test
    void admissionOfWhatIsNoRow_failsAlone() {
        assertThatThrownBy(() -> log.append(admitting("one", "a\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row is one line, found a newline in it");
        assertThat(told).containsExactly("one from 0/1/0", "one failed");
    }

    @Test
    void group_admissionsComeFirstInOrder_plainRowsBehindThem_withOneWrite() throws Exception {
        together(List.of(admitting("one", "a"), admitting("two"), admitting("three", "b", "c")), rows("plain"));
        assertThat(told)
                .containsExactly(
                        "one from 20261120/1/14",
                        "two from 20261120/1/14",
                        "three from 20261120/1/14",
                        "one at 20261120/1/14 to 20261120/1/24",
                        "two at 20261120/1/24 to 20261120/1/24",
                        "three at 20261120/1/24 to 20261120/1/44");
        assertThat(all(log)).containsExactly("first", "a", "b", "c", "plain");
        assertThat(scratch.disk.writes).isEqualTo(2);
        assertThat(scratch.disk.forces).isEqualTo(2);
    }

    @Test
    void admissionsThatSayHowMuchTheyMayAdmit_makeNoPartLongerThanItMayBe() throws Exception {
        log = scratch.withPartsOf(25);
        together(List.of(admitting("one", "a", "b"), admitting("two", "c", "d"), admitting("three", "e")), List.of());
        assertThat(all(log)).containsExactly("first", "a", "b", "c", "d", "e");
        for (String part : List.of("events.1.log", "events.2.log", "events.3.log")) {
            assertThat(Files.size(scratch.day(20261120).resolve(part))).isLessThanOrEqualTo(25);
        }
    }

    @Test
    void groupThatFails_isToldInReverse() throws Exception {
        together(
                List.of(
                        new Admission() {
                            @Override
                            public List<byte[]> admit(Position end) {
                                scratch.disk.failingForces = 1;
                                return rows("a");
                            }

                            @Override
                            public void appended(Position before, Position after) {
                                told.add("appended");
                            }

                            @Override
                            public void failed() {
                                told.add("zero failed");
                            }
                        },
                        admitting("one", "b")),
                rows("plain"));
        assertThat(told.subList(0, 3)).containsExactly("one from 20261120/1/14", "one failed", "zero failed");
        assertThat(told.subList(3, told.size())).hasSize(3).containsOnly("the disk was told not to sync");
        assertThat(all(log)).containsExactly("first");
    }

    @Test
    void admissionOfNothing_behindRowsThatNobodyWaitedFor_waitsForThem() throws IOException {
        log.append(rows("a"));
        Files.write(
                scratch.active(),
                ScratchLog.lines("b").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        int before = scratch.disk.forces;
        log.append(admitting("one"));
        assertThat(told).contains("one from 20261120/1/20");
        assertThat(scratch.disk.forces).isEqualTo(before + 1);
        log.append(admitting("two"));
        assertThat(scratch.disk.forces).isEqualTo(before + 1);
    }

    @Test
    void admission_mayReadAndAskForTheEnd_butNotAppend() throws IOException {
        log.append(rows("a"));
        log.append(new Admission() {
            @Override
            public List<byte[]> admit(Position end) throws IOException {
                told.addAll(all(log));
                told.add(log.end().token());
                assertThatThrownBy(() -> log.append(rows("b")))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("an admission appends what it returns, and must not append by itself");
                return List.of();
            }

            @Override
            public void appended(Position before, Position after) {}

            @Override
            public void failed() {}
        });
        assertThat(told).containsExactly("a", "20261120/1/10");
    }

    @Test
    void append_givesThePlaceBeforeEachRow() throws IOException {
        log.append(rows("a"));
        List<Position> places = log.append(rows("b", "c"));
        assertThat(places).containsExactly(new Position("20261120/1/10"), new Position("20261120/1/20"));
        assertThat(behind(log, places.getFirst())).containsExactly("b", "c");
    }
}
