package dev.candor.items.run;

import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.ItemFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a tool to be.
 *
 * @param params as they were given
 * @param folder where it works
 * @param environment of every process of it
 * @param trace what every request and process of it is part of; the environment has it already
 * @param timeout what the caller asked for
 */
record ToolRun(
        ItemFile file,
        ObjectValue params,
        Path folder,
        Map<String, String> environment,
        TraceContext trace,
        Optional<Duration> timeout,
        RunLimits limits,
        RunProgress progress,
        ContextFile context) {
    ToolRun {
        environment = Map.copyOf(environment);
    }

    /** The environment with the run's mark, and what the item sets itself. */
    Map<String, String> environmentWith(Map<String, String> more) {
        Map<String, String> all = TraceVariables.without(more, environment);
        all.putAll(more);
        all.put(ContextFile.VARIABLE, context.path().toString());
        return all;
    }

    /** What the caller asked for, else what the item says, else the default. */
    Duration timeoutOr(Optional<Duration> items) {
        return timeout.or(() -> items).orElse(limits.timeout());
    }
}
