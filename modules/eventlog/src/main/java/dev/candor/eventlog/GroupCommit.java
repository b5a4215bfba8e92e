package dev.candor.eventlog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets many threads share one wait for the disk: whoever comes first writes what all the others handed in meanwhile,
 * and then leaves the lead to the next.
 */
final class GroupCommit {
    /** Appends the batches of a group and tells each what became of it. */
    interface Writer {
        void commit(List<Batch> group);
    }

    private static final class Waiting {
        private final Batch batch;
        private final Thread thread = Thread.currentThread();
        private volatile boolean leads;
        private volatile boolean done;

        Waiting(Batch batch) {
            this.batch = batch;
        }
    }

    private final Writer writer;
    private final long mostBytes;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean led;

    /**
     * A queue before a writer.
     *
     * @param mostBytes how long a group may get; a longer batch goes alone
     */
    GroupCommit(Writer writer, long mostBytes) {
        this.writer = writer;
        this.mostBytes = mostBytes;
    }

    /** Returns when the batch knows what became of it. */
    void commit(Batch batch) {
        Waiting own = new Waiting(batch);
        synchronized (queue) {
            // first what may fail for want of memory: nobody may be taken to lead who does not
            queue.add(own);
            own.leads = !led;
            led = true;
        }
        awaitTurn(own);
        if (own.leads) {
            lead(own);
        }
    }

    private void awaitTurn(Waiting own) {
        boolean interrupted = false;
        while (!own.leads && !own.done) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            own.thread.interrupt();
        }
    }

    private void lead(Waiting own) {
        List<Waiting> group = List.of();
        try {
            group = nextGroup();
            writer.commit(group.stream().map(waiting -> waiting.batch).toList());
        } catch (RuntimeException | Error e) {
            fail(own, e);
            group.forEach(waiting -> fail(waiting, e));
        } finally {
            passOn(own);
            group.forEach(GroupCommit::finish);
        }
    }

    private static void fail(Waiting waiting, Throwable reason) {
        if (!waiting.batch.isDone()) {
            waiting.batch.failed(reason);
        }
    }

    private List<Waiting> nextGroup() {
        synchronized (queue) {
            // as large as it can get, before anyone is taken out of the queue: nobody may get lost on the way
            List<Waiting> group = new ArrayList<>(queue.size());
            long bytes = 0;
            while (!queue.isEmpty()
                    && (group.isEmpty() || bytes + queue.peek().batch.expectedBytes() <= mostBytes)) {
                bytes += queue.peek().batch.expectedBytes();
                group.add(queue.remove());
            }
            return group;
        }
    }

    /** Makes the next one the leader, without any memory. */
    @SuppressWarnings("ReferenceEquality")
    private void passOn(Waiting own) {
        synchronized (queue) {
            if (queue.peek() == own) {
                queue.remove();
            }
            led = !queue.isEmpty();
            if (led) {
                Waiting next = queue.element();
                next.leads = true;
                LockSupport.unpark(next.thread);
            }
        }
    }

    private static void finish(Waiting waiting) {
        waiting.done = true;
        LockSupport.unpark(waiting.thread);
    }
}
