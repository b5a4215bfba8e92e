package dev.candor.execution;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exitCode what the caller gets: the command's own code 0..255, or as {@link End} says
 * @param duration how long it ran, by a monotonic clock; zero when it never started
 * @param problem why it cannot be executed, as the end of a sentence; empty when it ran or was not found
 */
public record CommandOutcome(End end, int exitCode, Duration duration, String problem) {
    /** An outcome that needs no reason. */
    public CommandOutcome(End end, int exitCode, Duration duration) {
        this(end, exitCode, duration, "");
    }

    /** The ways a command ends, with their exit codes (the ones shells and {@code timeout(1)} use). */
    public enum End {
        /** By itself, with a code of its own. */
        EXITED,
        /** By a signal n: 128 + n. */
        SIGNALED,
        /** Asked to end at its time limit, and it did: 124. */
        TIMED_OUT,
        /** Killed because it outlived its time limit and the grace: 137. */
        KILLED,
        /** Not started, the program was not found: 127. */
        NOT_FOUND,
        /** Not started, the program cannot be executed: 126. */
        NOT_EXECUTABLE,
        /** Not started, because a signal n told this process to end before: 128 + n. Nothing has run. */
        INTERRUPTED
    }

    /** The exit code of a command that is not found. */
    public static final int CODE_NOT_FOUND = 127;
    /** The exit code of a command that is found but cannot be executed. */
    public static final int CODE_NOT_EXECUTABLE = 126;
    /** The exit code of a command that ended at its time limit. */
    public static final int CODE_TIMED_OUT = 124;
    /** The exit code of a command that was killed after its time limit. */
    public static final int CODE_KILLED = 137;
    /** Added to a signal's number. */
    public static final int CODE_SIGNALED = 128;
}
