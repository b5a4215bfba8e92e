package dev.candor.execution.internal;

import dev.candor.execution.RunLimits;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException;
import java.math.BigDecimal;
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
        BigDecimal seconds = number.number();
        if (seconds.signum() <= 0 || seconds.compareTo(BigDecimal.valueOf(RunLimits.LONGEST.toSeconds())) > 0) {
            throw new ToolException(
                    ToolException.Kind.INVALID_ARGUMENTS,
                    "timeout-invalid",
                    "timeout_s must be above 0 and at most " + RunLimits.LONGEST.toSeconds() + ", found "
                            + number.text() + ".");
        }
        return Optional.of(Duration.ofNanos(seconds.movePointRight(9).longValue()));
    }
}
