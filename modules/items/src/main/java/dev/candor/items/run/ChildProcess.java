package dev.candor.items.run;

import dev.candor.foundation.capability.ToolContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that does a part of our work in a process of its own, so that it can be ended, and cannot take more memory than it
 * was given.
 *
 * @param command the program and its arguments; no shell sees them
 * @param environment all of it
 * @param input what it finds on standard input
 */
public record ChildProcess(List<String> command, Path folder, Map<String, String> environment, String input) {
    private static final Duration GRACE = Duration.ofMillis(100);

    public ChildProcess {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * How it ended.
     *
     * @param exitCode absent when it never started, or was ended by us
     * @param problem why it never started
     * @param isLate whether it was ended because its time was over
     * @param output what it wrote
     * @param isOutputCut whether it wrote more than that
     * @param errors what it wrote to standard error, as far as the bound reaches
     */
    public record Result(
            Optional<Integer> exitCode,
            Optional<String> problem,
            boolean isLate,
            String output,
            boolean isOutputCut,
            String errors) {}

    /**
     * Runs it to its end, on the calling thread; nothing of it is left then. It is ended when the call is cancelled.
     *
     * @param timeout after which it is ended
     * @param outputBytes how much of its output is kept, and how much of its errors
     */
    public Result run(Duration timeout, int outputBytes, ToolContext context) {
        Ended ended = ProcessRun.of(
                new Launch(command, folder, environment, input),
                timeout,
                new RunLimits(timeout, GRACE, outputBytes, 1),
                new RunProgress(context));
        return new Result(
                ended.exitCode(),
                ended.problem(),
                ended.outcome() == RunRecorder.Outcome.TIMEOUT,
                ended.stdout().keptText(),
                ended.stdout().isTruncated(),
                ended.stderr().keptText());
    }
}
