package dev.candor.index;

import dev.candor.eventlog.EventLog.RowVisitor;
import java.io.IOException;

/** Rows that are in no log, for instance in a file. */
public interface RowFeed {
    /** Visits each of them, once. */
    void visit(RowVisitor visitor) throws IOException;
}
