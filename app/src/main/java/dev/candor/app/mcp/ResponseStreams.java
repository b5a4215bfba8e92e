package dev.candor.app.mcp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The answers that are being waited for. Beats each of them ten times a second, once it has been waited for that long. */
public final class ResponseStreams implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(100);

    private final Set<ResponseStream> streams = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Begins to beat. */
    public ResponseStreams() {
        // not with the class loader of whoever starts it: Tomcat would take the thread for one that it must end
        Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name("mcp-beat")
                .start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                tryToBeat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryToBeat() {
        try {
            beat();
        } catch (OutOfMemoryError e) {
            // a moment without memory; there is a next beat
        }
    }

    /** Beats a stream while this is done. */
    void during(ResponseStream stream, Runnable work) {
        streams.add(stream);
        try {
            work.run();
        } finally {
            streams.remove(stream);
            stream.close();
        }
    }

    /** A write may take as long as the client likes, so each stream has a thread of its own for it. */
    private void beat() {
        long now = System.nanoTime();
        for (ResponseStream stream : streams) {
            if (now - stream.begun() >= BEAT.toNanos()) {
                Thread.ofVirtual().name("mcp-beat").start(stream::beat);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
