package dev.candor.audittrail;

import dev.candor.foundation.eventlog.EventLog;
import dev.candor.foundation.eventlog.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A log in memory, to be read from its start. */
final class MemoryLog implements EventLog {
    private final List<byte[]> rows = new ArrayList<>();

    void add(String... more) {
        for (String row : more) {
            rows.add(row.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public List<Position> append(List<byte[]> more) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void append(Admission admission) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Position start() {
        return new Position("start");
    }

    @Override
    public Position end() {
        return new Position("end");
    }

    @Override
    public Position read(Position from, RowVisitor visitor) throws IOException {
        for (byte[] row : rows) {
            visitor.row(row, 0, row.length);
        }
        return end();
    }

    @Override
    public boolean await(Position behind, Duration atMost) {
        return false;
    }

    @Override
    public void close() {}
}
