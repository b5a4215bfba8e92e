package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes messages as lines, on a thread of its own: a client that does not read makes no call wait. Answers are all kept
 * for it, of notifications only so many; and whoever reads more requests can wait until few answers are kept.
 */
final class LineWriter {
    /** From so many on, notifications are left away and requests should wait. */
    static final int MAX_WAITING = 256;

    private final OutputStream out;
    private final Runnable whenGone;
    private final LinkedBlockingQueue<Optional<byte[]>> waiting = new LinkedBlockingQueue<>();
    private final Thread writer;
    private boolean gone;

    /**
     * A writer.
     *
     * @param whenGone is called when nobody reads any more
     */
    LineWriter(OutputStream out, Runnable whenGone) {
        this.out = out;
        this.whenGone = whenGone;
        this.writer = Thread.ofPlatform().daemon().name("mcp-out").start(this::write);
    }

    /** Writes a message. */
    void write(ObjectValue message) {
        waiting.add(Optional.of(line(message)));
    }

    /** Writes a message, unless many wait already; returns whether it did. */
    boolean offer(ObjectValue message) {
        boolean few = waiting.size() < MAX_WAITING;
        if (few) {
            write(message);
        }
        return few;
    }

    /** Returns when few messages wait; with false when nobody reads any more. */
    synchronized boolean awaitFew() {
        try {
            while (!gone && waiting.size() >= MAX_WAITING) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !gone;
    }

    /** Returns when everything is written or cannot be, but no later than this. A second time does nothing. */
    void close(Duration longest) {
        waiting.add(Optional.empty());
        try {
            writer.join(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] line(ObjectValue message) {
        byte[] json = Answer.bytes(message);
        byte[] line = new byte[json.length + 1];
        System.arraycopy(json, 0, line, 0, json.length);
        line[json.length] = '\n';
        return line;
    }

    private synchronized void signal(boolean nobodyReads) {
        gone |= nobodyReads;
        notifyAll();
    }

    private void write() {
        boolean all = false;
        try {
            for (Optional<byte[]> line = waiting.take(); line.isPresent(); line = waiting.take()) {
                out.write(line.get());
                if (waiting.isEmpty()) {
                    out.flush();
                }
                signal(false);
            }
            out.flush();
            all = true;
        } catch (IOException e) {
            // nobody reads any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!all) {
                signal(true);
                whenGone.run();
            }
        }
    }
}
