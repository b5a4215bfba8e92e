package dev.candor.ingestion;

import java.util.concurrent.atomic.LongAdder;

/**
 * What went through the pipeline: received = accepted + duplicate + quarantined whenever nothing is under way, and
 * received is never less than their sum.
 */
public final class IngestionCounts {
    private final LongAdder received = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicate = new LongAdder();
    private final LongAdder quarantined = new LongAdder();
    private final LongAdder decodeNanos = new LongAdder();
    private final LongAdder validateNanos = new LongAdder();
    private final LongAdder appendNanos = new LongAdder();

    /** Counts the rows of a batch; in this order, so that received is never less than the sum of the others. */
    void add(Receipt receipt, long decoding, long validating, long appending) {
        received.add(receipt.received());
        accepted.add(receipt.accepted());
        duplicate.add(receipt.duplicate());
        quarantined.add(receipt.quarantined());
        decodeNanos.add(decoding);
        validateNanos.add(validating);
        appendNanos.add(appending);
    }

    public long received() {
        return received.sum();
    }

    public long accepted() {
        return accepted.sum();
    }

    public long duplicate() {
        return duplicate.sum();
    }

    public long quarantined() {
        return quarantined.sum();
    }

    /** Time spent taking rows apart and reading them as JSON, in nanoseconds over all threads. */
    public long decodeNanos() {
        return decodeNanos.sum();
    }

    /** Time spent recognising, validating, redacting and writing rows canonically, in nanoseconds over all threads. */
    public long validateNanos() {
        return validateNanos.sum();
    }

    /** Time spent identifying and appending rows and waiting for the disk, in nanoseconds over all threads. */
    public long appendNanos() {
        return appendNanos.sum();
    }
}
