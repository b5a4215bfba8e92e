package dev.candor.app.tools;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Shape;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;

/**
 * One of our own tools that was called as the item {@code core/NAME}: its result in the form that the result of any item
 * has, so that it is valid by the output schema of the tool that runs items.
 */
final class CoreItem implements Capability<ObjectValue, ObjectValue> {
    private final Declaration<ObjectValue, ObjectValue> declaration;
    private final Answer<?> answer;

    /**
     * A call that was made.
     *
     * @param runner what runs items
     * @param answer of our own tool
     */
    CoreItem(Declaration<?, ?> runner, Answer<?> answer) {
        this.declaration = Declaration.of(
                runner.name(),
                runner.title(),
                new Arguments(runner.arguments().schema()),
                new Result(runner.result().schema()),
                runner.description());
        this.answer = answer;
    }

    private record Arguments(ObjectValue schema) implements Shape.Reading<ObjectValue> {
        @Override
        public ObjectValue read(ObjectValue object, Instant now) {
            return object;
        }
    }

    private record Result(ObjectValue schema) implements Shape.Writing<ObjectValue> {
        @Override
        public ObjectValue write(ObjectValue value) {
            return value;
        }
    }

    /** The answer as the run of an item. */
    Answer<ObjectValue> answer(String itemId, Duration took) {
        ObjectValue result = answer.json();
        return new Answer<>(
                this,
                new JsonObject()
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
                        .object());
    }

    @Override
    public Declaration<ObjectValue, ObjectValue> declaration() {
        return declaration;
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) {
        throw new IllegalStateException("it was called already");
    }

    @Override
    public void tell(ObjectValue result, Page page) {
        answer.tell(page);
    }
}
