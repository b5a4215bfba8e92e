package dev.candor.app.http;

import dev.candor.app.ServerNote;
import dev.candor.app.http.page.LiveRows;
import dev.candor.app.mcp.JsonRpcDispatcher;
import dev.candor.app.tools.CallsUnderWay;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;

/** A server that answers, until it is stopped. */
public final class RunningServer implements AutoCloseable {
    /** Of the time that calls get to end, the part that is left for a cancelled one. */
    private static final int PART_FOR_CANCELLED = 5;

    private final ServerSettings settings;
    private final ServerNote note;
    private final ConfigurableApplicationContext context;
    private final AutoCloseable store;
    private final Duration patience;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    RunningServer(
            ServerSettings settings, ServerNote note, ConfigurableApplicationContext context, AutoCloseable store) {
        this.settings = settings;
        this.note = note;
        this.context = context;
        this.store = store;
        Duration grace = context.getBean(Limits.class).grace();
        this.patience = grace.minus(grace.dividedBy(PART_FOR_CANCELLED));
    }

    /** How to call it: {@code http://127.0.0.1:7411}. */
    public String url() {
        return note.url();
    }

    /** What Spring put together. */
    ConfigurableApplicationContext context() {
        return context;
    }

    public int port() {
        return note.port();
    }

    /**
     * Waits for SIGTERM or SIGINT, stops as {@link #close} does, and ends the process: with 0, or with 1 when the store
     * could not be closed. Never returns.
     *
     * @param tell takes the sentence about a store that could not be closed
     */
    public void serveUntilSignalled(Consumer<String> tell) throws InterruptedException {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform()
                        .name("stop")
                        .unstarted(() -> Runtime.getRuntime().halt(exitCode(tell))));
        new CountDownLatch(1).await();
    }

    private int exitCode(Consumer<String> tell) {
        try {
            close();
            return 0;
        } catch (ServerException e) {
            tell.accept(e.sentence());
            return 1;
        }
    }

    /**
     * Takes no more requests, lets those under way end, cancels the calls that take too long, closes the store and
     * removes the note. A second time does nothing.
     *
     * @throws ServerException when the store could not be closed
     */
    @Override
    public void close() throws ServerException {
        close(patience);
    }

    /**
     * Stops in the same way.
     *
     * @param patience how long calls may take before they are cancelled
     */
    void close(Duration patience) throws ServerException {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        CallsUnderWay calls = context.getBean(CallsUnderWay.class);
        context.getBean(JsonRpcDispatcher.class).endSubscriptions();
        context.getBean(LiveRows.class).close();
        Thread impatience = Thread.ofVirtual().name("impatience").start(() -> cancelLateOnes(calls, patience));
        try {
            context.close();
            store.close();
        } catch (Exception e) {
            throw new ServerException(
                    "the store could not be closed: " + Reasons.of(e)
                            + "; what was recorded is in the log, and the next start catches up",
                    e);
        } finally {
            stopped.countDown();
            impatience.interrupt();
            removeNote();
        }
    }

    private void cancelLateOnes(CallsUnderWay calls, Duration patience) {
        try {
            if (!stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                calls.cancel();
            }
        } catch (InterruptedException e) {
            // the server has stopped
        }
    }

    private void removeNote() {
        try {
            note.remove(settings.userPath());
            PrivateFiles.remove(settings.workFolder());
        } catch (IOException e) {
            // a note that stays names a process that is gone, and the folder is made again
        }
    }
}
