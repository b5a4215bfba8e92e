package dev.candor.eventlog;

import java.util.List;

/**
 * What was removed from a log, or would be.
 *
 * @param parts oldest first
 */
public record Pruned(List<Part> parts) {
    /**
     * One file.
     *
     * @param name where it was in the log, such as {@code 20261120/events.1.log}
     * @param bytes how long it was on disk
     */
    public record Part(String name, long bytes) {}

    public Pruned {
        parts = List.copyOf(parts);
    }

    /** The length of all of them. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }
}
