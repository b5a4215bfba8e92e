package dev.candor.orchestrationevents;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A log in memory that can be told to fail. */
final class MemoryLog implements EventLog {
    final List<Integer> batches = new ArrayList<>();
    boolean failing;
    int tries;

    private final List<byte[]> rows = new ArrayList<>();

    List<String> rows() {
        return rows.stream().map(row -> new String(row, StandardCharsets.UTF_8)).toList();
    }

    @Override
    public List<Position> append(List<byte[]> more) throws IOException {
        tries++;
        if (failing) {
            throw new IOException("the disk is on fire");
        }
        batches.add(more.size());
        rows.addAll(more);
        return List.of();
    }

    @Override
    public void append(Admission admission) throws IOException {
        Position before = end();
        List<byte[]> admitted = admission.admit(before);
        try {
            append(admitted);
        } catch (IOException e) {
            admission.failed();
            throw e;
        }
        admission.appended(before, end());
    }

    @Override
    public boolean areInOnePart(Position one, Position other) {
        return true;
    }

    @Override
    public Position start() {
        return new Position("0");
    }

    @Override
    public Position end() {
        return new Position(Integer.toString(rows.size()));
    }

    @Override
    public Position read(Position from, RowVisitor visitor) throws IOException {
        for (int row = Integer.parseInt(from.token()); row < rows.size(); row++) {
            visitor.row(rows.get(row), 0, rows.get(row).length);
        }
        return end();
    }

    @Override
    public boolean await(Position behind, Duration atMost) {
        return !end().equals(behind);
    }

    @Override
    public void close() {}
}
