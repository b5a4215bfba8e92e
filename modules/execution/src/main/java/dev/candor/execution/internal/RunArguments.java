package dev.candor.execution.internal;

import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a caller asks for. */
record RunArguments(
        ItemType type,
        ItemReference reference,
        Optional<String> projectPath,
        ObjectValue params,
        Optional<Duration> timeout) {
    static RunArguments of(ObjectValue arguments) throws ToolException {
        ItemType type = ItemType.of(arguments.text("item_type").orElse(""));
        ObjectValue params = arguments.member("params").orElse(new ObjectValue(Map.of())) instanceof ObjectValue object
                ? object
                : new ObjectValue(Map.of());
        return new RunArguments(
                type,
                ItemReference.parse(type, arguments.text("item_id").orElse("")),
                arguments.text("project_path"),
                params,
                timeout(arguments));
    }

    private static Optional<Duration> timeout(ObjectValue arguments) throws ToolException {
        if (!(arguments.member("timeout_s").orElse(null) instanceof NumberValue number)) {
            return Optional.empty();
        }
        Optional<Duration> timeout = Seconds.of(number);
        if (timeout.isEmpty()) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENTS,
                    "timeout-invalid",
                    "timeout_s must be a number of seconds " + Seconds.BOUNDS + ", found " + number.text() + ".");
        }
        return timeout;
    }
}
