package dev.candor.orchestrationevents;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A log in memory that can be told to fail, and to forget its oldest rows. */
final class MemoryLog implements EventLog {
    final List<Integer> batches = new ArrayList<>();
    boolean failing;
    int tries;

    private final List<byte[]> rows = new ArrayList<>();
    private int pruned;

    List<String> rows() {
        return rows.stream()
                .skip(pruned)
                .map(row -> new String(row, StandardCharsets.UTF_8))
                .toList();
    }

    void add(String... more) {
        for (String row : more) {
            rows.add(row.getBytes(StandardCharsets.UTF_8));
        }
    }

    void prune(int oldest) {
        pruned += oldest;
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
    public void append(Admission admission) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean areInOnePart(Position one, Position other) {
        return true;
    }

    @Override
    public Position start() {
        return new Position("start");
    }

    @Override
    public Position end() {
        return new Position(Integer.toString(rows.size()));
    }

    @Override
    public Position read(Position from, RowVisitor visitor) throws IOException {
        int at = from.equals(start()) ? pruned : Integer.parseInt(from.token());
        if (at < pruned) {
            throw new UnknownPositionException("row " + at + " was pruned");
        }
        for (byte[] row : rows.subList(at, rows.size())) {
            visitor.row(row, 0, row.length);
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
