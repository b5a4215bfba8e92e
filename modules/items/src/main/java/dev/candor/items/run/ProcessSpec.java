package dev.candor.items.run;

import dev.candor.aggregatestore.Outcome;
import dev.candor.foundation.capability.ToolContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process to be started, for an item or for a part of our own work that must be ended at a limit of time or memory.
 *
 * @param command the program and its arguments; no shell sees them
 * @param environment all of it
 * @param input what it finds on standard input, before its end
 */
public record ProcessSpec(List<String> command, Path folder, Map<String, String> environment, String input) {
    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * How the process ended.
     *
     * @param exitCode absent when it never started or was ended by us
     * @param problem why it never started
     * @param leftBehind how many processes it left running, which were ended then
     */
    public record Result(
            Outcome outcome,
            Optional<Integer> exitCode,
            Optional<String> problem,
            BoundedOutput stdout,
            BoundedOutput stderr,
            int leftBehind) {}

    /**
     * Runs it to its end, on the calling thread; nothing of it is left then. It is ended when the call is cancelled.
     *
     * @param limits its grace and how much of its output is kept
     */
    public Result run(Duration timeout, RunLimits limits, ToolContext context) {
        return ProcessRun.of(this, timeout, limits, new RunProgress(context));
    }
}
