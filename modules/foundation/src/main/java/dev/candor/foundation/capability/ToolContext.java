package dev.candor.foundation.capability;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What a door lends a call.
 *
 * @param cancellation tells when the caller no longer wants the result
 * @param progress takes how far the call is; may be called from any thread, and must not block
 * @param trace the distributed trace that the call is part of
 */
public record ToolContext(Cancellation cancellation, Consumer<Progress> progress, TraceContext trace) {
    /** The context of a call that is part of no trace. */
    public ToolContext(Cancellation cancellation, Consumer<Progress> progress) {
        this(cancellation, progress, TraceContext.none());
    }

    /**
     * How far a call is.
     *
     * @param phase what it does now, a word or two
     * @param elapsed since the call began
     * @param message what happened last, a line for a person; may be empty
     */
    public record Progress(String phase, Duration elapsed, String message) {}

    /**
     * Takes how many of something are done: tells the caller about once a second, and throws a {@link
     * java.util.concurrent.CancellationException} when nobody wants the result any more.
     *
     * @param phase what is done, a word or two
     * @param what is counted: {@code rows read}
     */
    public LongConsumer counting(String phase, String what) {
        return new Counting(this, phase, what);
    }

    /** The context of a call that nobody watches or cancels. */
    public static ToolContext unattended() {
        return new ToolContext(new Cancellation(), progress -> {});
    }
}
