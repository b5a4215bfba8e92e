package dev.candor.aggregatestore;

import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Keywords;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.text.CodePoints;
import dev.candor.validation.schema.Violation;
import java.util.Optional;

/** One run of an item, as whoever did it reports it. */
@Arguments
public record Execution(
        @Doc("The item: category/name@version, a name, or a hash of its content.")
        @Size(min = 1, max = ItemId.MAX_LENGTH)
        String itemId,

        @Doc("What the item is.") ItemType itemType,

        @Doc("How the run ended.") Outcome outcome,

        @Doc("How long it took, in milliseconds.") @Range(min = 0, max = MAX_COUNT)
        long durationMs,

        @Doc("How many HTTP requests it made (default 0).") @Range(min = 0, max = MAX_COUNT) @Default("0")
        long httpCalls,

        @Doc("How many processes it started (default 0).") @Range(min = 0, max = MAX_COUNT) @Default("0")
        long subprocessCalls,

        @Doc("What went wrong, unless it was a success.") @Size(min = 1, max = MAX_TEXT)
        Optional<String> error,

        @Doc("The item's file.") @Size(min = 1, max = MAX_TEXT)
        Optional<String> path,

        @Doc("The trace it was part of, as W3C Trace Context writes it.") @Keywords(TRACEPARENT)
        Optional<String> traceparent) {
    /** The largest count, and the longest duration in ms: a hundred days in either case would be more than enough. */
    public static final long MAX_COUNT = 10_000_000_000L;
    /** The longest text. */
    public static final int MAX_TEXT = 4096;

    static final String TRACEPARENT = "\"maxLength\":55,"
            + "\"pattern\":\"^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$\"";

    /** Refuses what cannot be a run, by any way in. */
    public Execution {
        ItemId.valid(itemId);
        count("duration in ms", durationMs);
        count("number of HTTP calls", httpCalls);
        count("number of processes started", subprocessCalls);
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
