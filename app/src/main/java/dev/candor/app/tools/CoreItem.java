package dev.candor.app.tools;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Shape;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

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
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("item_id", JsonValue.of(itemId));
        members.put("item_type", JsonValue.of("tool"));
        members.put("path", JsonValue.of(itemId));
        members.put("outcome", JsonValue.of("success"));
        members.put("exit_code", JsonValue.of(0));
        members.put("stdout", JsonValue.of(JsonWriter.compact(result) + "\n"));
        members.put("stderr", JsonValue.of(""));
        members.put("stdout_truncated", JsonValue.of(false));
        members.put("stderr_truncated", JsonValue.of(false));
        members.put("body", result);
        members.put("duration_ms", JsonValue.of(took.toMillis()));
        members.put("http_calls", JsonValue.of(0));
        members.put("subprocess_calls", JsonValue.of(0));
        members.put("recorded", JsonValue.of(false));
        members.put("error", new NullValue());
        return new Answer<>(this, new ObjectValue(members));
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
