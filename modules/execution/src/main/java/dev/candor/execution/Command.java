package dev.candor.execution;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A command to run, as the operating system takes it: program and arguments are bytes, never a shell's line.
 *
 * @param arguments the program (a path, or a name to look up in {@code PATH}) and its arguments, without terminating
 *     zeros
 * @param environment the {@code NAME=value} entries the command is given, as they are
 * @param folder the folder to run in; the caller's own when empty
 * @param stdout the file that takes the command's standard output instead of the caller's
 * @param limit when to end the command with its whole process tree
 */
public record Command(
        List<byte[]> arguments,
        List<byte[]> environment,
        Optional<Path> folder,
        Optional<Path> stdout,
        Optional<TimeLimit> limit) {

    /**
     * How long a command may run.
     *
     * @param after when the tree is asked to end (TERM)
     * @param grace how much later what is left of it is killed (KILL)
     */
    public record TimeLimit(Duration after, Duration grace) {
        public TimeLimit {
            if (after.isNegative() || after.isZero() || grace.isNegative()) {
                throw new IllegalArgumentException(
                        "a time limit must be positive and its grace not negative, found " + after + " and " + grace);
            }
        }
    }

    public Command {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program, found none");
        }
    }

    /** The program's name for messages. */
    public String program() {
        return new String(arguments.getFirst(), StandardCharsets.UTF_8);
    }
}
