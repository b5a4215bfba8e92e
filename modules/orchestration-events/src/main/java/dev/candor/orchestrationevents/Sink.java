package dev.candor.orchestrationevents;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A step that takes rows and may fail: that is told once, and the step is not tried again for {@code PAUSE}, since each
 * try may take long.
 */
final class Sink {
    private static final int MAX_SENTENCE = 500;

    static final Duration PAUSE = Duration.ofSeconds(5);

    private final String what;
    private final String instead;
    private final Step step;
    private final InstantSource clock;
    private final Consumer<String> notices;
    private Optional<Instant> failed = Optional.empty();
    private long missed;

    /** Takes rows to the disk. */
    interface Step {
        void run() throws IOException;
    }

    /**
     * A sink that works so far.
     *
     * @param what it takes, as the subject of a sentence
     * @param instead what they do while it fails
     */
    Sink(String what, String instead, Step step, InstantSource clock, Consumer<String> notices) {
        this.what = what;
        this.instead = instead;
        this.step = step;
        this.clock = clock;
        this.notices = notices;
    }

    /** Whether the rows are on disk now. */
    boolean take(int rows) {
        if (failed.isPresent() && pauses(failed.get())) {
            missed += rows;
            return false;
        }
        try {
            step.run();
        } catch (IOException e) {
            fail(e);
            missed += rows;
            return false;
        }
        if (failed.isPresent()) {
            notices.accept(what + " are recorded again; " + missed + " of them were not");
            failed = Optional.empty();
            missed = 0;
        }
        return true;
    }

    /** A clock that was set back makes no pause longer. */
    private boolean pauses(Instant since) {
        Duration passed = Duration.between(since, clock.instant());
        return !passed.isNegative() && passed.compareTo(PAUSE) < 0;
    }

    /** The log may say what failed, and its cause why. */
    private static String reason(IOException e) {
        return Reasons.of(e.getCause() instanceof FileSystemException why ? why : e);
    }

    private void fail(IOException e) {
        if (failed.isEmpty()) {
            notices.accept(what + " cannot be recorded: " + Wording.line(reason(e), MAX_SENTENCE) + "; they " + instead
                    + ", and recording is tried again every " + PAUSE.toSeconds() + " seconds");
        }
        failed = Optional.of(clock.instant());
    }
}
