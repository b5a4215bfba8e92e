package dev.candor.aggregatestore;

import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.text.CodePoints;
import dev.candor.validation.schema.Violation;
import java.util.Optional;

/**
 * One run of an item.
 *
 * @param itemId see {@link ItemId}
 * @param durationMs 0 to {@value #MAX_COUNT}
 * @param httpCalls how many HTTP requests it made, 0 to {@value #MAX_COUNT}
 * @param subprocessCalls how many processes it started, 0 to {@value #MAX_COUNT}
 * @param error what went wrong, when it is no success; at most {@value #MAX_TEXT} characters
 * @param path the item's file; at most {@value #MAX_TEXT} characters
 * @param traceparent the place in a distributed trace that the run belongs to, as W3C Trace Context writes it
 */
public record Execution(
        String itemId,
        ItemType itemType,
        Outcome outcome,
        long durationMs,
        long httpCalls,
        long subprocessCalls,
        Optional<String> error,
        Optional<String> path,
        Optional<String> traceparent) {
    /** The largest count, and the longest duration in ms: a hundred days in either case would be more than enough. */
    public static final long MAX_COUNT = 10_000_000_000L;
    /** The longest text. */
    public static final int MAX_TEXT = 4096;

    public Execution {
        ItemId.valid(itemId);
        count("duration_ms", durationMs);
        count("http_calls", httpCalls);
        count("subprocess_calls", subprocessCalls);
        text("error", error);
        text("path", path);
        traceparent(traceparent);
        if (outcome == Outcome.SUCCESS && error.isPresent()) {
            throw new IllegalArgumentException("a run with the outcome success has no error, found one");
        }
    }

    static void traceparent(Optional<String> traceparent) {
        if (traceparent.filter(text -> !TraceContext.isTraceparent(text)).isPresent()) {
            throw new IllegalArgumentException("the traceparent must be four fields in lower case hexadecimal, as in"
                    + " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, found "
                    + Violation.quoted(traceparent.get()));
        }
    }

    private static void count(String name, long value) {
        if (value < 0 || value > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "the " + name + " must be a whole number from 0 to " + MAX_COUNT + ", found " + value);
        }
    }

    private static void text(String name, Optional<String> text) {
        if (text.isPresent() && (text.get().isEmpty() || CodePoints.exceed(text.get(), MAX_TEXT))) {
            throw new IllegalArgumentException("the " + name + " must have 1 to " + MAX_TEXT + " characters, found "
                    + CodePoints.count(text.get()));
        }
    }
}
