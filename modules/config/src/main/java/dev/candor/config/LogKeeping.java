package dev.candor.config;

import dev.candor.eventlog.LogSettings;
import dev.candor.eventlog.Retention;

/**
 * What {@code config.yaml} says about the logs, under the key {@code log}.
 *
 * @param settings {@code part_size}, {@code daily} and {@code gzip}
 * @param retention {@code keep_days} and {@code keep_size}, of each log
 */
public record LogKeeping(LogSettings settings, Retention retention) {
    /** The smallest part that may be asked for, in bytes. */
    public static final long MIN_PART_BYTES = 1_000;

    /** The most days that may be asked for. */
    public static final int MAX_DAYS = 36_500;

    /** What holds when the file says nothing: parts of a day and 10 MB, nothing compressed, everything kept. */
    public static LogKeeping defaults() {
        return new LogKeeping(LogSettings.standard(), Retention.unlimited());
    }
}
