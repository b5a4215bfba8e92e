package dev.candor.execution.internal;

import dev.candor.execution.ChildProcess;
import dev.candor.execution.RunLimits;
import dev.candor.execution.RunRecorder.Outcome;
import dev.candor.foundation.capability.ToolContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Runs a {@link ChildProcess}. */
public final class ChildRun {
    private static final Duration GRACE = Duration.ofMillis(100);

    private ChildRun() {}

    /** See {@link ChildProcess#run}. */
    public static ChildProcess.Ended of(ChildProcess child, Duration timeout, int outputBytes, ToolContext context) {
        Map<String, String> environment = new HashMap<>(child.environment());
        environment.put(ContextFile.VARIABLE, child.mark());
        Ended ended = ProcessRun.of(
                new Launch(child.command(), child.folder(), environment, child.input()),
                timeout,
                new RunLimits(timeout, GRACE, outputBytes, 1),
                new RunProgress(context));
        return new ChildProcess.Ended(
                ended.exitCode(),
                ended.problem(),
                ended.outcome() == Outcome.TIMEOUT,
                ended.stdout().keptText(),
                ended.stdout().isTruncated(),
                ended.stderr().keptText());
    }
}
