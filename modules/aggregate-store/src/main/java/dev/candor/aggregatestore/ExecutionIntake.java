package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException;

/** Takes runs that somebody did without us, to record them. */
public interface ExecutionIntake {
    /**
     * Records all of them, or none when one of them is not as it must be.
     *
     * @param executions one JSON object or an array of them: {@code item_id, item_type, outcome, duration_ms} and
     *     optional {@code http_calls, subprocess_calls, error, path}
     * @return {@code received}, {@code recorded} (0 while telemetry is off), {@code run_ids} and {@code telemetry}; on
     *     disk when this returns
     */
    ObjectValue take(byte[] executions) throws ToolException;
}
