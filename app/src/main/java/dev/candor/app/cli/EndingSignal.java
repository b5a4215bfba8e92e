package dev.candor.app.cli;

import dev.candor.foundation.capability.Cancellation;
import java.util.concurrent.TimeUnit;

/** Cancels a call when a signal is about to end this process, and gives it time to end well. */
final class EndingSignal implements AutoCloseable {
    private static final long MAX_FAREWELL_SECONDS = 10;

    private final Cancellation cancellation = new Cancellation();
    private final Farewell farewell = new Farewell(this::cancel);

    Cancellation cancellation() {
        return cancellation;
    }

    /** The main thread ends the process by itself once the call has ended, in the midst of this. */
    private void cancel() {
        cancellation.cancel();
        try {
            TimeUnit.SECONDS.sleep(MAX_FAREWELL_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        farewell.close();
    }
}
