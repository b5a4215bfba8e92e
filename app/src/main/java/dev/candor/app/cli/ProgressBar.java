package dev.candor.app.cli;

import dev.candor.config.ByteSize;
import dev.candor.foundation.capability.ToolContext.Progress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How far a long work is: shown on a terminal once it takes a while, and some times a second. */
final class ProgressBar {
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long REFRESH = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int WIDTH = 24;

    private final Terminal terminal;
    private final LongSupplier nanos;
    private final boolean shown;
    private long phaseStart;
    private long nextShow;
    private long last = Long.MAX_VALUE;
    private boolean showing;

    /** A bar for standard error, when that is a terminal. */
    ProgressBar(Terminal terminal) {
        this(terminal, Terminal.isTerminal(2), System::nanoTime);
    }

    ProgressBar(Terminal terminal, boolean shown, LongSupplier nanos) {
        this.terminal = terminal;
        this.shown = shown;
        this.nanos = nanos;
        this.nextShow = nanos.getAsLong() + QUIET;
    }

    /** So many rows were read; how many there are is not known. */
    void reading(long rows) {
        long now = nanos.getAsLong();
        if (isDue(rows, now)) {
            show("reading " + grouped(rows) + " rows" + speed(rows, now), now);
        }
    }

    /** As a call tells it. */
    void working(Progress progress) {
        if (shown) {
            show(progress.phase() + ": " + progress.message(), nanos.getAsLong());
        }
    }

    /** So many of the events were written, over all files. */
    void writing(long events, long total) {
        long now = nanos.getAsLong();
        if (isDue(events, now)) {
            long part = total == 0 ? 100 : Math.min(100, 100 * events / total);
            int full = (int) (part * WIDTH / 100);
            show(
                    "writing [" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + part + " %  " + grouped(events)
                            + " of " + grouped(total) + " rows" + speed(events, now) + left(events, total, now),
                    now);
        }
    }

    /** So many bytes were read or written, of so many; 0 when it is not known how many there are. */
    void moving(String doing, long bytes, long total) {
        long now = nanos.getAsLong();
        if (isDue(bytes, now)) {
            show(
                    doing + " " + ByteSize.text(bytes) + (total == 0 ? "" : " of " + ByteSize.text(total))
                            + left(bytes, total, now),
                    now);
        }
    }

    private boolean isDue(long done, long now) {
        if (done < last) {
            // another phase: it counts anew
            phaseStart = now;
        }
        last = done;
        return shown && now - nextShow >= 0;
    }

    private String speed(long done, long now) {
        double seconds = seconds(now);
        return seconds <= 0 ? "" : ", " + grouped(Math.round(done / seconds)) + "/s";
    }

    private String left(long done, long total, long now) {
        double seconds = seconds(now);
        if (done == 0 || total == 0 || seconds <= 0) {
            return "";
        }
        long left = Math.round((total - done) / (done / seconds));
        return left >= 60
                ? String.format(Locale.ROOT, ", %d min %02d s left", left / 60, left % 60)
                : ", " + left + " s left";
    }

    private double seconds(long now) {
        return (now - phaseStart) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void show(String text, long now) {
        terminal.progress(text);
        showing = true;
        nextShow = now + REFRESH;
    }

    /** Takes the bar off the terminal. */
    void finish() {
        if (showing) {
            terminal.progress("");
            showing = false;
        }
    }
}
