package dev.candor.foundation.eventlog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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

        Waiting(Batch batch, boolean leads) {
            this.batch = batch;
            this.leads = leads;
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
        Waiting own;
        synchronized (queue) {
            own = new Waiting(batch, !led);
            led = true;
            queue.add(own);
        }
        awaitTurn(own);
        if (own.leads) {
            lead();
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

    private void lead() {
        List<Waiting> group = nextGroup();
        try {
            writer.commit(group.stream().map(waiting -> waiting.batch).toList());
        } finally {
            Optional<Waiting> next = nextLeader();
            next.ifPresent(GroupCommit::promote);
            group.forEach(GroupCommit::finish);
        }
    }

    private List<Waiting> nextGroup() {
        List<Waiting> group = new ArrayList<>();
        long bytes = 0;
        synchronized (queue) {
            while (!queue.isEmpty()
                    && (group.isEmpty() || bytes + queue.peek().batch.expectedBytes() <= mostBytes)) {
                Waiting next = queue.remove();
                bytes += next.batch.expectedBytes();
                group.add(next);
            }
        }
        return group;
    }

    private Optional<Waiting> nextLeader() {
        synchronized (queue) {
            led = !queue.isEmpty();
            return Optional.ofNullable(queue.peek());
        }
    }

    private static void promote(Waiting waiting) {
        waiting.leads = true;
        LockSupport.unpark(waiting.thread);
    }

    private static void finish(Waiting waiting) {
        waiting.done = true;
        LockSupport.unpark(waiting.thread);
    }
}
