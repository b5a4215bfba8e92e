package dev.candor.export.internal.session;

import java.io.IOException;
import java.util.function.LongConsumer;

/** Events that tell how many of them were visited; closing it leaves them open. */
public final class CountedEvents implements SessionEvents {
    private static final int STEP = 4096;

    private final SessionEvents events;
    private final LongConsumer progress;
    private long done;

    /** Tells of visits to these events. */
    public CountedEvents(SessionEvents events, LongConsumer progress) {
        this.events = events;
        this.progress = progress;
    }

    @Override
    public Facts facts() {
        return events.facts();
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        Counter counter = new Counter();
        events.forEach(event -> {
            visitor.event(event);
            counter.visited();
        });
    }

    @Override
    public void forEachLine(LineVisitor visitor) throws IOException {
        Counter counter = new Counter();
        events.forEachLine(json -> {
            visitor.line(json);
            counter.visited();
        });
    }

    private final class Counter {
        private final long count = facts().count();
        private long visited;

        void visited() {
            visited++;
            if (visited % STEP == 0 || visited == count) {
                progress.accept(done + visited);
            }
        }
    }

    /** The visits so far were one file's, however often it went over the events. */
    public void endOfFile() {
        done += facts().count();
        progress.accept(done);
    }

    @Override
    public void close() {
        // whoever opened them closes them
    }
}
