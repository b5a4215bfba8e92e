package dev.candor.items.run;

import dev.candor.aggregatestore.Outcome;
import dev.candor.execution.ProcessTree;
import dev.candor.foundation.files.HeldPath;
import dev.candor.foundation.files.Reasons;
import dev.candor.items.run.ProcessSpec.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs one process to its end, on the calling thread: whatever happens, no process of it that {@link ProcessTree} can find is
 * left when this returns.
 *
 * <p>Output is read only while some is there, so that nobody can make this thread wait: neither a process that is
 * silent nor a daemon that keeps the pipe open. Waiting is what the process is asked for, in short pieces.
 */
final class ProcessRun {
    private static final long MIN_WAIT = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MAX_WAIT = TimeUnit.MILLISECONDS.toNanos(16);
    private static final long COLLECTED_EACH = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_BUSY = 200;
    private static final int AT_ONCE = 1 << 20;
    private static final int FITS_ANY_PIPE = 4096;
    /** The whole tree must have ended a second after a cancel, and looking for it takes time too. */
    private static final Duration CANCELLED_GRACE = Duration.ofMillis(200);

    private static final Duration WRITERS_END = Duration.ofMillis(200);

    private final Process process;
    private final ProcessTree tree;
    private final BoundedOutput stdout;
    private final BoundedOutput stderr;
    private final byte[] buffer = new byte[16 * 1024];
    private BoundedOutput latest;
    private long collected = System.nanoTime();

    private ProcessRun(ProcessTree tree, RunLimits limits) {
        this.process = tree.first();
        this.tree = tree;
        this.stdout = new BoundedOutput(limits.outputBytes());
        this.stderr = new BoundedOutput(limits.outputBytes());
        this.latest = stdout;
    }

    /** Starts it, waits, and ends what is left; asks it to end at the timeout or when it is cancelled. */
    static Result of(ProcessSpec spec, Duration timeout, RunLimits limits, RunProgress progress) {
        if (progress.isCancelled()) {
            return notStarted(Outcome.CANCELLED, Optional.empty());
        }
        progress.starting(spec.command().getFirst());
        ProcessTree tree;
        try (HeldPath folder = HeldPath.of(spec.folder())) {
            tree = started(spec, folder);
        } catch (IOException e) {
            return notStarted(
                    Outcome.FAILURE,
                    Optional.of("cannot start " + spec.command().getFirst() + ": " + reason(spec, e)));
        }
        return new ProcessRun(tree, limits).toItsEnd(spec.input(), timeout, limits.grace(), progress);
    }

    /**
     * Starts it in a folder that was opened without following links. A program that was just written is "busy" as long as
     * a process that another thread is about to start has not closed the descriptor that it was written through.
     */
    private static ProcessTree started(ProcessSpec spec, HeldPath folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(spec.command());
        builder.directory(folder.path().toFile());
        builder.environment().clear();
        builder.environment().putAll(spec.environment());
        for (int left = MAX_BUSY; ; left--) {
            try {
                return ProcessTree.start(builder);
            } catch (IOException e) {
                if (left == 0 || !Reasons.says(e, "error=26,")) {
                    throw e;
                }
                LockSupport.parkNanos(MAX_WAIT);
            }
        }
    }

    /** The system says "no such file" of the program when it is the folder that is not there. */
    private static String reason(ProcessSpec spec, IOException e) {
        String found = Reasons.found(spec.folder());
        if (found.equals("nothing")) {
            return "there is no folder " + spec.folder() + " to work in";
        }
        return found.equals("a folder")
                ? Reasons.of(e.getCause() == null ? e : e.getCause())
                : spec.folder() + ", where it should work, is " + found;
    }

    private static Result notStarted(Outcome outcome, Optional<String> problem) {
        return new Result(outcome, Optional.empty(), problem, new BoundedOutput(1), new BoundedOutput(1), 0);
    }

    /**
     * Holds both streams all the time: when a process ends, the JDK reads what is left in its pipes on a thread of its own,
     * for as long as a daemon goes on writing. It needs these locks for that, and finds the streams closed by then.
     */
    private Result toItsEnd(String input, Duration timeout, Duration grace, RunProgress progress) {
        InputStream out = process.getInputStream();
        InputStream err = process.getErrorStream();
        synchronized (out) {
            synchronized (err) {
                Optional<Thread> writer = write(input);
                Outcome outcome = watched(timeout, progress);
                boolean interrupted = Thread.interrupted();
                drain();
                boolean exited = outcome == Outcome.SUCCESS;
                boolean hurry = outcome == Outcome.CANCELLED;
                int ended = tree.end(() -> hurry || progress.isCancelled() ? hurried(grace) : grace, this::drain);
                drain();
                close(out);
                close(err);
                writer.ifPresent(ProcessRun::join);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                boolean failed = exited && process.exitValue() != 0;
                return new Result(
                        failed ? Outcome.FAILURE : outcome,
                        exited ? Optional.of(process.exitValue()) : Optional.empty(),
                        Optional.empty(),
                        stdout,
                        stderr,
                        exited ? ended : 0);
            }
        }
    }

    private static Duration hurried(Duration grace) {
        return grace.compareTo(CANCELLED_GRACE) > 0 ? CANCELLED_GRACE : grace;
    }

    /** Success stands for any exit here. */
    private Outcome watched(Duration timeout, RunProgress progress) {
        long wait = MIN_WAIT;
        try {
            while (true) {
                boolean moved = drain();
                if (progress.isCancelled()) {
                    progress.ending("cancelled");
                    return Outcome.CANCELLED;
                }
                if (process.waitFor(moved ? 0 : wait, TimeUnit.NANOSECONDS)) {
                    progress.ending("exit code " + process.exitValue());
                    return Outcome.SUCCESS;
                }
                if (progress.elapsed().compareTo(timeout) >= 0) {
                    progress.ending("timeout");
                    return Outcome.TIMEOUT;
                }
                progress.running(this::lastLine);
                if (System.nanoTime() - collected >= COLLECTED_EACH) {
                    tree.collect();
                    collected = System.nanoTime();
                }
                wait = moved ? MIN_WAIT : Math.min(wait * 2, MAX_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.CANCELLED;
        }
    }

    /** Of the stream that was written to last; of the other one, while that has none. */
    private String lastLine() {
        String line = latest.lastLine();
        return line.isEmpty() ? (latest == stdout ? stderr : stdout).lastLine() : line;
    }

    private boolean drain() {
        boolean out = drain(process.getInputStream(), stdout);
        boolean err = drain(process.getErrorStream(), stderr);
        latest = out ? stdout : err ? stderr : latest;
        return out || err;
    }

    /** Reads what is there, but comes back from a process that never stops writing. */
    private boolean drain(InputStream from, BoundedOutput to) {
        int read = 0;
        try {
            int available = from.available();
            while (available > 0 && read < AT_ONCE) {
                int length = from.read(buffer, 0, Math.min(available, buffer.length));
                if (length < 0) {
                    break;
                }
                to.write(buffer, length);
                read += length;
                available = from.available();
            }
        } catch (IOException closed) {
            return false;
        }
        return read > 0;
    }

    /** Short input goes into the pipe at once; long input waits for its reader, on a thread of its own. */
    private Optional<Thread> write(String input) {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= FITS_ANY_PIPE) {
            writeAndClose(bytes);
            return Optional.empty();
        }
        return Optional.of(Thread.ofPlatform().daemon().name("candor-run-stdin").start(() -> writeAndClose(bytes)));
    }

    private void writeAndClose(byte[] bytes) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(bytes);
        } catch (IOException doesNotReadIt) {
            // a process need not read its input
            return;
        }
    }

    private static void join(Thread writer) {
        try {
            writer.join(WRITERS_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException alreadyClosed) {
            return;
        }
    }
}
