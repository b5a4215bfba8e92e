package dev.candor.items.run;

import dev.candor.items.run.RunRecorder.Outcome;
import java.util.Optional;

/**
 * How a process ended.
 *
 * @param exitCode absent when it never started or was ended by us
 * @param problem why it never started
 * @param leftBehind how many processes it left running, which were ended then
 */
record Ended(
        Outcome outcome,
        Optional<Integer> exitCode,
        Optional<String> problem,
        BoundedOutput stdout,
        BoundedOutput stderr,
        int leftBehind) {}
