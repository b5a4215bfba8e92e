package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A log in whose way something comes before rows are appended: it waits, or it throws and nothing is appended. */
record HinderedLog(EventLog log, Hindrance hindrance) implements EventLog {
    interface Hindrance {
        void come() throws IOException;
    }

    @Override
    public List<Position> append(List<byte[]> rows) throws IOException {
        if (!rows.isEmpty()) {
            hindrance.come();
        }
        return log.append(rows);
    }

    @Override
    public void append(Admission admission) throws IOException {
        try {
            hindrance.come();
        } catch (IOException e) {
            admission.admit(log.end());
            admission.failed();
            throw e;
        }
        log.append(admission);
    }

    @Override
    public boolean areInOnePart(Position one, Position other) throws UnknownPositionException {
        return log.areInOnePart(one, other);
    }

    @Override
    public Position start() {
        return log.start();
    }

    @Override
    public Position end() throws IOException {
        return log.end();
    }

    @Override
    public Position read(Position from, RowVisitor visitor) throws IOException {
        return log.read(from, visitor);
    }

    @Override
    public boolean await(Position behind, Duration atMost) throws IOException, InterruptedException {
        return log.await(behind, atMost);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
