package dev.candor.eventlog;

import static dev.candor.eventlog.ScratchLog.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the writer does, everyone learns what became of his batch, and the next ones are served. */
@Timeout(30)
class GroupCommitTest {
    private final List<Integer> groups = new ArrayList<>();
    private final CountDownLatch isWriting = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private void write(List<Batch> group) {
        groups.add(group.size());
        switch (groups.size()) {
            case 1 -> {
                isWriting.countDown();
                await(goOn);
                group.forEach(batch -> batch.appended(FilePosition.START));
            }
            case 2 -> throw new OutOfMemoryError("told to");
            default -> group.forEach(batch -> batch.appended(FilePosition.START));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void errorOfTheWriter_failsItsGroupAndNoOther() throws Exception {
        GroupCommit commits = new GroupCommit(this::write, 100);
        List<Batch> batches = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            Batch batch = Batch.of(rows(name));
            batches.add(batch);
            Thread thread = Thread.ofPlatform().start(() -> commits.commit(batch));
            threads.add(thread);
            await(isWriting);
            while (batches.size() > 1 && thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        goOn.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(batches.getFirst().places()).hasSize(1);
        for (Batch failed : batches.subList(1, 3)) {
            assertThatThrownBy(failed::places)
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("told to");
        }

        Batch next = Batch.of(rows("d"));
        commits.commit(next);
        assertThat(next.places()).hasSize(1);
        assertThat(groups).containsExactly(1, 2, 1);
    }
}
