package dev.candor.insight;

import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Where questions get the runs from. */
public interface RunSource {
    /**
     * Visits the runs of all skills and items, by time, those of one time in the order of their log.
     *
     * @param last how many of each skill and item at most: the last ones
     */
    void visit(long last, Consumer<Run> visitor) throws IOException, ToolException;

    /** As {@link #visit(long, Consumer)}, and before each run how many there were. */
    default void visit(long last, Consumer<Run> visitor, LongConsumer counted) throws IOException, ToolException {
        long[] count = {0};
        visit(last, run -> {
            counted.accept(++count[0]);
            visitor.accept(run);
        });
    }
}
