package dev.candor.aggregatestore;

import java.util.Optional;

/**
 * How often a knowledge item was read.
 *
 * @param lastAccessed ISO 8601 UTC; empty before the first time
 */
public record AccessStats(long accessCount, Optional<String> lastAccessed) {
    static final AccessStats NONE = new AccessStats(0, Optional.empty());

    AccessStats plus(LogRow.Access access) {
        return new AccessStats(accessCount + 1, Optional.of(access.timestamp()));
    }
}
