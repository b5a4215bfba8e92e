package dev.candor.items.run;

import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolContext.Progress;
import dev.candor.foundation.text.Wording;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells the caller how far a call is, but not more often than somebody can read, and keeps the run's time. One thread at
 * a time.
 */
final class RunProgress {
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int MAX_MESSAGE = 200;

    private final ToolContext context;
    private final long called = System.nanoTime();
    private long begun = called;
    private long last = called;

    RunProgress(ToolContext context) {
        this.context = context;
    }

    void finding(String item) {
        tell("finding", item);
    }

    /** The item is found: the run's time begins here. */
    void begin() {
        begun = System.nanoTime();
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

    /** Since the run began. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    boolean isCancelled() {
        return context.cancellation().isCancelled();
    }

    private void tell(String phase, String message) {
        last = System.nanoTime();
        Duration sinceTheCall = Duration.ofNanos(last - called);
        try {
            context.progress().accept(new Progress(phase, sinceTheCall, Wording.line(message, MAX_MESSAGE)));
        } catch (RuntimeException listenersOwn) {
            // whoever listens may have gone away: that is no reason to leave a process alone
            return;
        }
    }
}
