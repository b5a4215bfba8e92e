package dev.candor.items.run;

import dev.candor.foundation.capability.TraceContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.ItemFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a tool to be.
 *
 * @param params as they were given
 * @param folder where it works
 * @param environment of every process of it
 * @param trace what every request and process of it is part of; gets into the environment
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
    /** The environment variables of a trace: the names of the headers in upper case. */
    private static final String PARENT = "TRACEPARENT";

    private static final String STATE = "TRACESTATE";
    private static final String BAGGAGE = "BAGGAGE";

    ToolRun {
        environment = Map.copyOf(traced(environment, trace));
    }

    /** An environment with the trace of a call; as it is, when the call is part of none. */
    private static Map<String, String> traced(Map<String, String> environment, TraceContext trace) {
        Map<String, String> traced = new HashMap<>(environment);
        if (!trace.headers().isEmpty()) {
            traced.remove(PARENT);
            traced.remove(STATE);
            traced.remove(BAGGAGE);
        }
        trace.headers().forEach((name, value) -> traced.put(name.toUpperCase(Locale.ROOT), value));
        return traced;
    }

    /**
     * The environment with the context file, and what the item sets itself. The state of one trace says nothing of another, so
     * an item that names a trace takes away the state that was there.
     */
    Map<String, String> environmentWith(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        if (more.containsKey(PARENT)) {
            all.remove(STATE);
        }
        all.putAll(more);
        all.put(ContextFile.VARIABLE, context.path().toString());
        return all;
    }

    /** What the caller asked for, else what the item says, else the default. */
    Duration timeoutOr(Optional<Duration> items) {
        return timeout.or(() -> items).orElse(limits.timeout());
    }

    /** Runs a process for it and counts it, and what it reports of itself: the tracked primitive {@code subprocess}. */
    RunResult run(ProcessSpec spec, Duration limit) {
        ProcessSpec.Result result = ProcessRun.of(spec, limit, limits, progress);
        List<String> warnings = new ArrayList<>();
        Calls calls = new Calls(0, 1).plus(context.reported(warnings));
        if (result.leftBehind() > 0) {
            warnings.add("Processes that the item left running were ended: " + result.leftBehind() + ".");
        }
        return new RunResult(
                result.outcome(),
                result.exitCode(),
                RunResult.Output.of(result.stdout()),
                RunResult.Output.of(result.stderr()),
                calls,
                error(result, limit),
                Optional.empty(),
                warnings);
    }

    private static Optional<String> error(ProcessSpec.Result result, Duration timeout) {
        return switch (result.outcome()) {
            case SUCCESS -> Optional.empty();
            case TIMEOUT -> Optional.of(timedOut(timeout));
            case CANCELLED -> Optional.of(RunResult.CANCELLED);
            case FAILURE ->
                Optional.of(result.problem()
                        .map(BoundedOutput::oneLine)
                        .or(() -> Optional.of(result.stderr().lastLine()).filter(line -> !line.isEmpty()))
                        .orElse("exit code " + result.exitCode().orElse(-1)));
        };
    }

    static String timedOut(Duration timeout) {
        String seconds =
                BigDecimal.valueOf(timeout.toMillis(), 3).stripTrailingZeros().toPlainString();
        return "not done within " + seconds + " s";
    }
}
