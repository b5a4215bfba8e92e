package dev.candor.app.http.page;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.Position;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded while a page is open, by whatever process: one thread looks at the ends of the logs as long as somebody
 * follows them. Of many rows at once the first ones are told, and that there were more.
 */
public final class LiveRows implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int MAX_FOLLOWERS = 64;
    private static final int MAX_ROWS = 20;
    private static final int MAX_WAITING = 100;
    private static final String MORE = "{\"more\":true}";
    private static final String END = "";

    private final Map<String, ? extends EventLog> logs;
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final Map<String, Position> ends = new HashMap<>();
    private @Nullable Thread thread;
    private volatile boolean isClosed;

    /** Of these logs by name. */
    public LiveRows(Map<String, ? extends EventLog> logs) {
        this.logs = Map.copyOf(logs);
    }

    /** Somebody who is told of new rows, in JSON. */
    public final class Follower implements AutoCloseable {
        private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
        private volatile boolean hasMissed;

        /** The next row, waited for; empty when there was none meanwhile. */
        public Optional<String> next(Duration atMost) throws InterruptedException {
            if (waiting.isEmpty() && hasMissed) {
                hasMissed = false;
                return Optional.of(MORE);
            }
            return Optional.ofNullable(waiting.poll(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .filter(row -> !row.equals(END));
        }

        /** Whether more will come. */
        public boolean isOpen() {
            return !isClosed;
        }

        @Override
        public void close() {
            followers.remove(this);
        }
    }

    private static final class EnoughException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Follows what is recorded from now on; empty when too many do. */
    public synchronized Optional<Follower> follow() {
        if (isClosed || followers.size() >= MAX_FOLLOWERS) {
            return Optional.empty();
        }
        Follower follower = new Follower();
        followers.add(follower);
        if (thread == null) {
            logs.forEach((name, log) -> end(log).ifPresent(end -> ends.put(name, end)));
            thread = Thread.ofVirtual().name("live-rows").start(this::watch);
        }
        return Optional.of(follower);
    }

    /** Where the logs end now: equal as long as none has another row. */
    public Object ends() {
        Map<String, Optional<Position>> now = new HashMap<>();
        logs.forEach((name, log) -> now.put(name, end(log)));
        return now;
    }

    private static Optional<Position> end(EventLog log) {
        try {
            return Optional.of(log.end());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void watch() {
        try {
            while (!stopsWhenAlone()) {
                logs.forEach(this::look);
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean stopsWhenAlone() {
        if (isClosed || followers.isEmpty()) {
            thread = null;
            ends.clear();
            return true;
        }
        return false;
    }

    /** A log that cannot be read now is read from its end on later. */
    private void look(String name, EventLog log) {
        List<String> rows = new ArrayList<>();
        Position from = ends.get(name);
        try {
            if (from == null) {
                goToEnd(name, log);
                return;
            }
            ends.put(name, log.read(from, (bytes, begin, end) -> {
                if (rows.size() == MAX_ROWS) {
                    throw new EnoughException();
                }
                rows.add(JsonWriter.compact(
                        LiveRow.of(name, Arrays.copyOfRange(bytes, begin, end)).json()));
            }));
        } catch (EnoughException e) {
            // before it is told that there were more: what comes from then on is told by itself
            goToEnd(name, log);
            rows.add(MORE);
        } catch (IOException e) {
            goToEnd(name, log);
        }
        tell(rows);
    }

    private void goToEnd(String name, EventLog log) {
        ends.remove(name);
        end(log).ifPresent(end -> ends.put(name, end));
    }

    /** Who does not listen misses the newest, and is told so. */
    private void tell(List<String> rows) {
        for (Follower follower : followers) {
            for (String row : rows) {
                if (!follower.waiting.offer(row)) {
                    follower.hasMissed = true;
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        // else each would wait for its next row, and a server that stops for them
        tell(List.of(END));
        if (thread != null) {
            thread.interrupt();
        }
    }
}
