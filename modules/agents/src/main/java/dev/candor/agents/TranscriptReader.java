package dev.candor.agents;

import dev.candor.agents.internal.listed.Listing;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes rows of one transcript, line by line. They follow from the transcript alone, so that those of a transcript that is
 * read again, as it is or after it grew, are the same.
 */
interface TranscriptReader {
    /** What is looked at. */
    Listing listing();

    /**
     * Hears a line.
     *
     * @param rows takes what it tells
     * @param unmapped takes the name of what has no place in the contract
     */
    void read(ObjectValue line, Consumer<AgentRow> rows, Consumer<String> unmapped);

    /** Hears that there are no more lines. */
    default void end(Consumer<AgentRow> rows) {}

    /** A moment that a transcript tells, at the latest in the year 9998. */
    static Optional<Instant> moment(ObjectValue line, String name) {
        return line.text(name)
                .flatMap(Utc::moment)
                .or(() -> line.integer(name).map(Instant::ofEpochMilli))
                .filter(AgentRow::isWritable);
    }

    /** Remembers what is under way, and forgets the oldest of it when there is more than any agent has. */
    final class UnderWay<T> extends LinkedHashMap<String, T> {
        private static final long serialVersionUID = 1L;
        private static final int CAPACITY = 10_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > CAPACITY;
        }
    }
}
