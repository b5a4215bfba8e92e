package dev.candor.aggregatestore;

import java.io.IOException;
import java.util.Optional;

/** Is told about every item that was run or read; records it, unless telemetry is off. */
public interface RunRecorder {
    /**
     * Records a run.
     *
     * @return whether it was recorded: on disk when this returns
     */
    boolean recordExecution(Execution run) throws IOException;

    /**
     * Records that a knowledge item was read; returns whether it was recorded.
     *
     * @param traceparent the place in a distributed trace that the reading belongs to
     */
    boolean recordAccess(String itemId, Optional<String> path, Optional<String> traceparent) throws IOException;
}
