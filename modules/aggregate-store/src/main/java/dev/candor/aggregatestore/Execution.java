package dev.candor.aggregatestore;

import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Keywords;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Size;
import java.util.Optional;

/** One run of an item, as whoever did it reports it; ingestion checks it as the contract {@code execution} says. */
@Arguments
public record Execution(
        @Doc("The item: category/name@version, a name, or a hash of its content.")
        @Size(min = 1, max = ItemStats.MAX_ID_LENGTH)
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
}
