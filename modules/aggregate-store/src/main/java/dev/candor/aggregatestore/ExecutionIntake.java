package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException;

/** Takes runs that somebody did without us, to record them. Safe for concurrent calls. */
public interface ExecutionIntake {
    /** The most runs in one call. */
    int MAX_EXECUTIONS = 10_000;

    /**
     * Records all of them, or none when one of them is not as it must be.
     *
     * @param executions one JSON object or an array of them: {@code item_id, item_type, outcome, duration_ms} and
     *     optional {@code http_calls, subprocess_calls, error, path}
     * @return {@code received}, {@code recorded} (0 while telemetry is off), {@code run_ids} and {@code telemetry}
     *     ({@code on} or {@code off}); on disk when this returns
     */
    ObjectValue take(byte[] executions) throws ToolException;

    /** The intake of a store. */
    static ExecutionIntake into(AggregateStore store) {
        return new JsonIntake(store);
    }
}
