package dev.candor.app.tools;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.time.Duration;

/**
 * One of our own tools that was called as the item {@code core/NAME}: its result in the form that the result of any item
 * has, so that it is valid by the output schema of the tool that runs items.
 *
 * @param answer of our own tool
 */
record CoreItem(Answer answer, String itemId, Duration took) implements Answer {
    @Override
    public ObjectValue json() {
        ObjectValue result = answer.json();
        return new JsonObject()
                .put("item_id", itemId)
                .put("item_type", "tool")
                .put("path", itemId)
                .put("outcome", "success")
                .put("exit_code", 0)
                .put("stdout", JsonWriter.compact(result) + "\n")
                .put("stderr", "")
                .put("stdout_truncated", false)
                .put("stderr_truncated", false)
                .put("body", result)
                .put("duration_ms", took.toMillis())
                .put("http_calls", 0)
                .put("subprocess_calls", 0)
                .put("recorded", false)
                .put("error", new NullValue())
                .object();
    }

    @Override
    public void tell(Page page) {
        answer.tell(page);
    }

    @Override
    public int exitCode() {
        return 0;
    }
}
