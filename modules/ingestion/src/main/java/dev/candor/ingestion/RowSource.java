package dev.candor.ingestion;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;

/** Where rows come from, a batch at a time. */
interface RowSource {
    /** Puts the next rows there instead of those that are; returns whether there are any. */
    boolean fill(Rows batch);

    /** Whether all is one row: of a single text that is no JSON nothing could be said as a row. */
    default boolean isOneText() {
        return false;
    }

    /** Why it ended early, once it has ended. */
    default Optional<EarlyEnd> end() {
        return Optional.empty();
    }

    /** Rows that were parsed already. */
    static RowSource of(List<ObjectValue> rows) {
        ListIterator<ObjectValue> left = rows.listIterator();
        return batch -> {
            batch.clear();
            while (left.hasNext() && !batch.isFull()) {
                batch.add(left.nextIndex() + 1L, left.next());
            }
            return batch.count() > 0;
        };
    }
}
