package dev.candor.ingestion;

import java.util.concurrent.atomic.LongAdder;

/**
 * What went through the pipeline: received = accepted + duplicate + quarantined whenever nothing is under way, and
 * received is never less than their sum.
 */
public final class IngestionCounts {
    final LongAdder received = new LongAdder();
    final LongAdder accepted = new LongAdder();
    final LongAdder duplicate = new LongAdder();
    final LongAdder quarantined = new LongAdder();
    final LongAdder decodeNanos = new LongAdder();
    final LongAdder validateNanos = new LongAdder();
    final LongAdder appendNanos = new LongAdder();

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
