package dev.candor.orchestrationevents;

import dev.candor.validation.schema.Finding;

/** Hears what a tee meets, as it happens. */
public interface TeeListener {
    /**
     * A line is no valid event.
     *
     * @param line counted from 1
     * @param why without secrets
     */
    void refused(long line, Finding why);

    /** An event is valid, but its sender should know something. */
    void warned(long line, Finding what);

    /** Something about a sink, a full sentence without its full stop. */
    void notice(String sentence);
}
