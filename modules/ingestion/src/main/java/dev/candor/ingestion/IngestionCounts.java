package dev.candor.ingestion;

import dev.candor.validation.contract.Contract;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/**
 * What went through the pipeline: received = accepted + duplicate + quarantined whenever nothing is under way, of each
 * contract and in all, and received is never less than their sum.
 */
public final class IngestionCounts {
    /** Stands for the contract of rows of which none could be recognised. */
    public static final String NO_CONTRACT = "none";

    private final Map<String, Rows> contracts = new TreeMap<>();
    private final LongAdder decodeNanos = new LongAdder();
    private final LongAdder validateNanos = new LongAdder();
    private final LongAdder appendNanos = new LongAdder();

    /** The rows of one contract. */
    public static final class Rows {
        private final LongAdder received = new LongAdder();
        private final LongAdder accepted = new LongAdder();
        private final LongAdder duplicate = new LongAdder();
        private final LongAdder quarantined = new LongAdder();

        private Rows() {}

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
    }

    /** Of nothing yet. */
    public IngestionCounts() {
        for (Contract contract : Contract.ALL) {
            contracts.put(contract.id(), new Rows());
        }
        contracts.put(NO_CONTRACT, new Rows());
    }

    /** Counts rows of a contract; in this order, so that received is never less than the sum of the others. */
    void add(Optional<Contract> contract, long accepted, long duplicate, long quarantined) {
        String id = contract.isPresent() ? contract.get().id() : NO_CONTRACT;
        Rows rows = contracts.get(id);
        if (rows == null) {
            throw new IllegalArgumentException("expected one of " + contracts.keySet() + ", found " + id);
        }
        rows.received.add(accepted + duplicate + quarantined);
        rows.accepted.add(accepted);
        rows.duplicate.add(duplicate);
        rows.quarantined.add(quarantined);
    }

    /** Counts time, in nanoseconds. */
    void took(long decoding, long validating, long appending) {
        decodeNanos.add(decoding);
        validateNanos.add(validating);
        appendNanos.add(appending);
    }

    /** The rows of each contract by its id, and those of {@value #NO_CONTRACT}; they go on being counted. */
    public Map<String, Rows> contracts() {
        return Map.copyOf(contracts);
    }

    public long received() {
        return sum(Rows::received);
    }

    public long accepted() {
        return sum(Rows::accepted);
    }

    public long duplicate() {
        return sum(Rows::duplicate);
    }

    public long quarantined() {
        return sum(Rows::quarantined);
    }

    private long sum(ToLongFunction<Rows> count) {
        return contracts.values().stream().mapToLong(count).sum();
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
