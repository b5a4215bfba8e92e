package dev.candor.items.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Is told about every item that was run or read. */
public interface RunRecorder {
    /** How a run ended. */
    enum Outcome {
        SUCCESS,
        FAILURE,
        TIMEOUT,
        CANCELLED
    }

    /**
     * One run of an item.
     *
     * @param itemId what its statistics are kept under
     * @param itemType {@code directive} or {@code tool}
     * @param error one line; empty for a success
     * @param path the item's file
     * @param traceparent the place in a distributed trace that the run belongs to
     */
    record ItemRun(
            String itemId,
            String itemType,
            Outcome outcome,
            Duration duration,
            long httpCalls,
            long subprocessCalls,
            Optional<String> error,
            Path path,
            Optional<String> traceparent) {}

    /**
     * Records a run, unless telemetry is off.
     *
     * @return whether it was recorded: on disk when this returns
     */
    boolean run(ItemRun run) throws IOException;

    /**
     * Records that a knowledge item was read, unless telemetry is off; returns whether it was recorded.
     *
     * @param traceparent the place in a distributed trace that the reading belongs to
     */
    boolean access(String itemId, Path path, Optional<String> traceparent) throws IOException;
}
