package dev.candor.ingestion;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.RowFormat;
import dev.candor.validation.contract.Contract;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The pipeline: decode, recognise, validate, identify, append, acknowledge. Safe for concurrent calls.
 *
 * <p>Every row that it is handed is accepted, known already, or in quarantine when a call returns, and all of that is
 * on disk. Secrets reach no disk.
 */
public interface Ingestion {
    /**
     * Takes all rows of a stream, a part at a time: memory does not grow with the stream. When it cannot be taken to its
     * end, the receipt says why.
     *
     * @param contract whose rows they are; recognised row by row when empty
     * @param source where they come from, for the quarantine: {@code http}, {@code file:NAME}
     * @param progress hears how many rows have been taken so far, now and then
     */
    Receipt take(InputStream rows, RowFormat format, Optional<Contract> contract, String source, LongConsumer progress);

    /** Takes rows that were parsed already, which are neither parsed nor written again on their way to the log. */
    Receipt take(List<ObjectValue> rows, Optional<Contract> contract, String source);

    /** Counters of everything that was ever taken by this object. */
    IngestionCounts counts();
}
