package dev.candor.eventlog;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes who waits for rows of this process. */
final class Arrivals {
    private final ReentrantLock state = new ReentrantLock();
    private final Condition arrived = state.newCondition();
    private long count;

    /** How often rows have arrived. */
    long count() {
        state.lock();
        try {
            return count;
        } finally {
            state.unlock();
        }
    }

    void announce() {
        state.lock();
        try {
            count++;
            arrived.signalAll();
        } finally {
            state.unlock();
        }
    }

    /** Waits until rows have arrived more often than so many times, or for so many nanoseconds. */
    void await(long known, long nanos) throws InterruptedException {
        state.lock();
        try {
            long left = nanos;
            while (count == known && left > 0) {
                left = arrived.awaitNanos(left);
            }
        } finally {
            state.unlock();
        }
    }
}
