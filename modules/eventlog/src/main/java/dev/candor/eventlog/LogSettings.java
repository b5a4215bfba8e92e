package dev.candor.eventlog;

/**
 * How a log is kept.
 *
 * @param name of its files, without what is behind the dot
 * @param partBytes how large a part gets before the next is begun, in bytes
 * @param daily whether each UTC day begins a part
 * @param gzip whether parts that are closed are compressed
 */
public record LogSettings(String name, long partBytes, boolean daily, boolean gzip) {
    /** How large a part gets unless somebody says otherwise, in bytes. */
    public static final long DEFAULT_PART_BYTES = 10_000_000;

    public LogSettings {
        if (!name.matches("[a-z]{1,32}")) {
            throw new IllegalArgumentException("a log's name is 1 to 32 letters from a to z, found '" + name + "'");
        }
        if (partBytes < 1) {
            throw new IllegalArgumentException("a part has at least 1 byte, found " + partBytes);
        }
    }

    /** A part for each day and each 10 MB, not compressed. */
    public static LogSettings standard() {
        return new LogSettings("events", DEFAULT_PART_BYTES, true, false);
    }

    /** The same with parts of another size. */
    public LogSettings withPartBytes(long bytes) {
        return new LogSettings(name, bytes, daily, gzip);
    }

    /** The same with files of another name. */
    public LogSettings named(String other) {
        return new LogSettings(other, partBytes, daily, gzip);
    }
}
