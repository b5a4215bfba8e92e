package dev.candor.index;

import java.io.IOException;

/** Gives the index when a question is asked: loading DuckDB takes longer than most commands. */
public interface IndexSource {
    /**
     * The index, the same one each time.
     *
     * @throws IndexException when DuckDB is not part of this installation
     */
    EventIndex index() throws IOException;
}
