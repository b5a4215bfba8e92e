package dev.candor.index;

import java.io.IOException;

/** Rows of several tables that are in no log, for instance those of files. */
public interface GivenRows {
    /** Takes rows. */
    interface Taker {
        /** One row of a table, {@code bytes[from, to)}. */
        void row(LogTable table, byte[] bytes, int from, int to) throws IOException;
    }

    /** Gives each of them, once. */
    void visit(Taker taker) throws IOException;
}
