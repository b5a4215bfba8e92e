package dev.candor.foundation.capability;

import dev.candor.foundation.capability.ToolContext.Progress;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/** Tells a caller about once a second how far a work is, and ends the work when nobody wants it any more. */
final class Counting implements LongConsumer {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final ToolContext context;
    private final String phase;
    private final String what;
    private final long began = System.nanoTime();
    private long tellAt = PAUSE;

    Counting(ToolContext context, String phase, String what) {
        this.context = context;
        this.phase = phase;
        this.what = what;
    }

    @Override
    public void accept(long count) {
        if (context.cancellation().isCancelled()) {
            throw new CancellationException(phase);
        }
        long elapsed = System.nanoTime() - began;
        if (elapsed >= tellAt) {
            tellAt = elapsed + PAUSE;
            context.progress().accept(new Progress(phase, Duration.ofNanos(elapsed), count + " " + what));
        }
    }
}
