package dev.candor.ingestion;

import static dev.candor.ingestion.FrontDoor.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.NoSpaceException;
import dev.candor.ingestion.EarlyEnd.Kind;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that cannot be taken: nothing of them is kept, so that they can be sent again. */
@Timeout(60)
class PipelineFailureTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** As many batches as are under way at once. */
    private static final int MAX_BATCHES = 64;

    @TempDir
    Path folder;

    /** The failure that comes next, and only once. */
    private final AtomicReference<IOException> next = new AtomicReference<>();

    private void failOnce() throws IOException {
        IOException failure = next.getAndSet(null);
        if (failure != null) {
            throw failure;
        }
    }

    private FrontDoor failingLogs() {
        return new FrontDoor(folder, log -> new HinderedLog(log, this::failOnce));
    }

    private static void assertRefused(FrontDoor door, Kind kind, String sentence, String... rows) {
        assertThat(door.lines(rows))
                .isEqualTo(new Receipt(
                        0, 0, 0, 0, List.of(), Optional.empty(), Optional.of(new EarlyEnd(kind, sentence))));
    }

    @Test
    void fullDisk_isTold_andTheSameRowsAreAcceptedLater() throws Exception {
        FrontDoor door = failingLogs();
        next.set(new NoSpaceException("events.log found no space", new IOException("full")));
        assertRefused(
                door,
                Kind.DISK_FULL,
                "the disk is full: events.log found no space; free some space and send the rest again",
                usage(1),
                usage(2));
        assertThat(door.rows(Contract.SKILL_USAGE)).isEmpty();

        assertThat(door.lines(usage(1), usage(2)).accepted()).isEqualTo(2);
        assertThat(door.rows(Contract.SKILL_USAGE)).hasSize(2);
    }

    @Test
    void logThatCannotBeWritten_isUnavailable_andTheSameRowsAreAcceptedLater() throws Exception {
        FrontDoor door = failingLogs();
        next.set(new IOException("the disk failed"));
        assertRefused(door, Kind.UNAVAILABLE, "the log cannot be written: the disk failed", usage(1));

        assertThat(door.lines(usage(1)).accepted()).isEqualTo(1);
    }

    @Test
    void quarantineThatCannotBeWritten_isUnavailable_andTheSameRowIsRefusedLater() throws Exception {
        FrontDoor door = new FrontDoor(
                folder,
                log -> log,
                refusals -> rows -> {
                    failOnce();
                    refusals.keep(rows);
                },
                TIMEOUT);
        next.set(new IOException("the disk failed"));
        assertRefused(door, Kind.UNAVAILABLE, "the log cannot be written: the disk failed", "{}");
        assertThat(door.refused).isEmpty();

        assertThat(door.lines("{}").quarantined()).isEqualTo(1);
        assertThat(door.refused).hasSize(1);
    }

    @Test
    void oneBatchMoreThanMayBeUnderWay_isTurnedAway_andTheOthersAreAccepted() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        FrontDoor door = new FrontDoor(
                folder, log -> new HinderedLog(log, () -> await(held)), refusals -> refusals, Duration.ZERO);
        BlockingQueue<EarlyEnd> turnedAway = new LinkedBlockingQueue<>();
        List<Future<Long>> accepted = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i <= MAX_BATCHES; i++) {
                String row = usage(i);
                accepted.add(threads.submit(() -> accepted(door, row, turnedAway)));
            }
            EarlyEnd busy = turnedAway.poll(30, TimeUnit.SECONDS);
            held.countDown();

            assertThat(busy).isNotNull();
            assertThat(busy.kind()).isEqualTo(Kind.BUSY);
            assertThat(busy.sentence())
                    .isEqualTo(
                            "more rows are under way than the disk can take in time; send the rest again in a moment");
        }
        long sum = 0;
        for (Future<Long> one : accepted) {
            sum += one.get();
        }
        assertThat(sum).isEqualTo(MAX_BATCHES);
        assertThat(door.rows(Contract.SKILL_USAGE)).hasSize(MAX_BATCHES);
    }

    private static long accepted(FrontDoor door, String row, BlockingQueue<EarlyEnd> turnedAway) {
        Receipt receipt = door.lines(row);
        receipt.end().ifPresent(turnedAway::add);
        return receipt.accepted();
    }

    private static void await(CountDownLatch held) throws IOException {
        try {
            if (!held.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody let go");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
