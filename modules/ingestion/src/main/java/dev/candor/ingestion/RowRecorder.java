package dev.candor.ingestion;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.util.List;

/** The pipeline for rows that this program makes itself. Safe for concurrent calls. */
public interface RowRecorder {
    /**
     * Records rows, all or none: each has an identity that was generated for it, and is new without being looked up. A row
     * that is not valid is told to whoever made it instead of being kept in quarantine.
     *
     * @param dryRun to check them only
     * @throws UnfitRowException when one of them is not as its contract says
     * @throws IOException when the log cannot be written
     */
    void record(List<ObjectValue> rows, Contract contract, boolean dryRun) throws IOException;
}
