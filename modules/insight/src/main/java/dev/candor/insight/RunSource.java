package dev.candor.insight;

import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.util.function.Consumer;

/** Where questions get the runs from. */
public interface RunSource {
    /**
     * Visits the runs of all skills and items, by time, those of one time in the order of their log.
     *
     * @param last how many of each skill and item at most: the last ones
     */
    void visit(long last, Consumer<Run> visitor) throws IOException, ToolException;
}
