package dev.candor.execution.internal;

import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolContext.Progress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells the caller how far a run is, but not more often than somebody can read. One thread at a time. */
final class RunProgress {
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(250);

    private final ToolContext context;
    private final long started = System.nanoTime();
    private long last = started;

    RunProgress(ToolContext context) {
        this.context = context;
    }

    void starting(String what) {
        tell("starting", what);
    }

    /** Says that it runs, at most four times a second. */
    void running(Supplier<String> lastLine) {
        if (System.nanoTime() - last >= BETWEEN) {
            tell("running", lastLine.get());
        }
    }

    void ending(String why) {
        tell("ending", why);
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    boolean isCancelled() {
        return context.cancellation().isCancelled();
    }

    private void tell(String phase, String message) {
        last = System.nanoTime();
        try {
            context.progress().accept(new Progress(phase, elapsed(), message));
        } catch (RuntimeException listenersOwn) {
            // whoever listens may have gone away: that is no reason to leave a process alone
            return;
        }
    }
}
