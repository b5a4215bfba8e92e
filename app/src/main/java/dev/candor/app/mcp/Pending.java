package dev.candor.app.mcp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts what has begun and not ended, and waits for it. Safe for concurrent use. */
final class Pending {
    private int count;

    synchronized void begin() {
        count++;
    }

    synchronized void end() {
        count--;
        notifyAll();
    }

    synchronized int count() {
        return count;
    }

    /** Waits until nothing is pending, but no longer than this; returns whether nothing is. */
    synchronized boolean awaitNone(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            for (long left = longest.toNanos(); count > 0 && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return count == 0;
    }
}
