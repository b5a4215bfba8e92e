package dev.candor.items.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tracked primitive {@code subprocess}: runs one process and counts it, and what it reports of itself. */
final class Subprocess {
    private Subprocess() {}

    static RunResult run(ToolRun run, Launch launch, Duration timeout) {
        Ended ended = ProcessRun.of(launch, timeout, run.limits(), run.progress());
        List<String> warnings = new ArrayList<>();
        Calls calls = new Calls(0, 1).plus(run.context().reported(warnings));
        if (ended.leftBehind() > 0) {
            warnings.add("Processes that the item left running were ended: " + ended.leftBehind() + ".");
        }
        return new RunResult(
                ended.outcome(),
                ended.exitCode(),
                RunResult.Output.of(ended.stdout()),
                RunResult.Output.of(ended.stderr()),
                calls,
                error(ended, timeout),
                Optional.empty(),
                warnings);
    }

    private static Optional<String> error(Ended ended, Duration timeout) {
        return switch (ended.outcome()) {
            case SUCCESS -> Optional.empty();
            case TIMEOUT -> Optional.of(timedOut(timeout));
            case CANCELLED -> Optional.of(RunResult.CANCELLED);
            case FAILURE ->
                Optional.of(ended.problem()
                        .map(BoundedOutput::oneLine)
                        .or(() -> Optional.of(ended.stderr().lastLine()).filter(line -> !line.isEmpty()))
                        .orElse("exit code " + ended.exitCode().orElse(-1)));
        };
    }

    static String timedOut(Duration timeout) {
        String seconds =
                BigDecimal.valueOf(timeout.toMillis(), 3).stripTrailingZeros().toPlainString();
        return "not done within " + seconds + " s";
    }
}
