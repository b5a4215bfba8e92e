package dev.candor.items.run;

import dev.candor.aggregatestore.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What a run of a tool came to.
 *
 * @param error one line; empty for a success
 * @param answer what a server answered, for a tool that asks one
 */
record RunResult(
        Outcome outcome,
        Optional<Integer> exitCode,
        Output stdout,
        Output stderr,
        Calls calls,
        Optional<String> error,
        Optional<Answer> answer,
        List<String> warnings) {
    /** The error of a run whose result is no longer wanted. */
    static final String CANCELLED = "cancelled by the caller";

    /** What was written, as far as it was kept. */
    record Output(String text, boolean truncated) {
        static final Output NONE = new Output("", false);

        static Output of(BoundedOutput output) {
            return new Output(output.text(), output.isTruncated());
        }
    }

    /** The last answer of a server. */
    record Answer(int status, String body, boolean truncated) {}

    RunResult {
        warnings = List.copyOf(warnings);
    }

    /** Of an item that is shown and starts nothing. */
    static RunResult shown() {
        return new RunResult(
                Outcome.SUCCESS,
                Optional.empty(),
                Output.NONE,
                Output.NONE,
                new Calls(0, 0),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
