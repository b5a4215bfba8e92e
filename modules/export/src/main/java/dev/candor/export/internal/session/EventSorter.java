package dev.candor.export.internal.session;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonValue;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts the events of a session in order, however many they are: what fits in memory is sorted there, else batches are
 * sorted, kept on disk and merged. An event that came twice is told once. Not for two threads at a time.
 */
public final class EventSorter implements Closeable {
    /** What a batch takes in memory, about, in bytes. */
    public static final long DEFAULT_BATCH = 24L << 20;

    private static final int MAX_RUNS = 64;
    private static final int SUSPECTS_AT_A_TIME = 1000;

    private final Path scratch;
    private final long mostBatchBytes;
    private final Census census;
    private final List<FrameFile> runs = new ArrayList<>();
    private List<Frame> batch = new ArrayList<>();
    private long batchBytes;
    private long repeated;

    /**
     * A sorter of one session's events.
     *
     * @param scratch a folder for what does not fit in memory, made when it is needed
     * @param mostBatchBytes see {@link #DEFAULT_BATCH}
     */
    public EventSorter(String sessionId, Path scratch, long mostBatchBytes) {
        this.scratch = scratch;
        this.mostBatchBytes = mostBatchBytes;
        this.census = new Census(sessionId);
    }

    /**
     * Takes an event.
     *
     * @param line its canonical JSON in UTF-8, which is not copied
     * @throws ToolException {@code session-contradicts}: it is of another participant; {@code session-too-large}
     */
    public void add(SessionEvent event, byte[] line) throws ToolException, IOException {
        census.add(event);
        Frame frame = Frame.of(event, line);
        batch.add(frame);
        batchBytes += frame.memoryBytes();
        if (batchBytes > mostBatchBytes) {
            spill();
        }
    }

    private void spill() throws IOException {
        if (runs.size() == MAX_RUNS) {
            FrameFile all = FrameFile.write(scratch, merged());
            closeRuns();
            runs.add(all);
        }
        batch.sort(null);
        runs.add(FrameFile.write(scratch, Frames.of(batch)));
        batch = new ArrayList<>();
        batchBytes = 0;
    }

    private Frames merged() throws IOException {
        return Frames.merged(runs.stream().map(FrameFile::read).toList());
    }

    /** How many events came that were there already, with the same content. */
    public long repeated() {
        return repeated;
    }

    /** Whether no event came. */
    public boolean isEmpty() {
        return census.rows() == 0;
    }

    /**
     * The events in order; there must be one. The sorter is of no use after this.
     *
     * @throws ToolException {@code session-contradicts}: an event id stands twice with different content
     */
    public SessionEvents sorted() throws ToolException, IOException {
        SuspectIds ids = new SuspectIds(Math.toIntExact(census.rows()));
        if (runs.isEmpty()) {
            batch.sort(null);
            List<Frame> all = new Unique(Frames.of(batch), ids).toList();
            mustNotContradict(() -> Frames.of(all), ids);
            return SortedEvents.inMemory(census.facts(census.rows() - repeated), all);
        }
        spill();
        FrameFile all = FrameFile.write(scratch, new Unique(merged(), ids));
        try {
            closeRuns();
            mustNotContradict(all::read, ids);
            return SortedEvents.onDisk(census.facts(census.rows() - repeated), all);
        } catch (ToolException | IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /** Passes over frames that are equal to the one before, and notes the ids of the others. */
    private final class Unique implements Frames {
        private final Frames frames;
        private final SuspectIds ids;
        private Optional<Frame> last = Optional.empty();

        Unique(Frames frames, SuspectIds ids) {
            this.frames = frames;
            this.ids = ids;
        }

        @Override
        public Optional<Frame> next() throws IOException {
            Optional<Frame> next = frames.next();
            while (next.isPresent()
                    && last.isPresent()
                    && last.get().hasSameId(next.get())
                    && last.get().hasSameContent(next.get())) {
                repeated++;
                next = frames.next();
            }
            last = next;
            next.ifPresent(frame -> ids.add(frame.id()));
            return next;
        }
    }

    /** Goes over all events once for so many suspects, so that it remembers no more of them at a time. */
    private static void mustNotContradict(Supplier<Frames> events, SuspectIds ids) throws ToolException, IOException {
        int suspects = ids.reduceToSuspects();
        for (int from = 0; from < suspects; from += SUSPECTS_AT_A_TIME) {
            int to = Math.min(from + SUSPECTS_AT_A_TIME, suspects);
            Map<ByteBuffer, String> seen = new HashMap<>();
            Frames frames = events.get();
            for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                if (ids.isSuspect(frame.get().id(), from, to)) {
                    SessionEvent event = frame.get().event();
                    String first = seen.putIfAbsent(ByteBuffer.wrap(frame.get().id()), shown(event));
                    if (first != null) {
                        throw contradiction(event, first);
                    }
                }
            }
        }
    }

    private static ToolException contradiction(SessionEvent second, String first) {
        return new ToolException(
                Kind.REFUSED,
                "session-contradicts",
                "an event id names one event, but " + quoted(second.id()) + " stands twice in the session "
                        + quoted(second.sessionId()) + " with different content: " + first + ", and "
                        + shown(second) + "; find out which one is right and export without the other");
    }

    /** What is remembered of an event, which may be a large one. */
    private static String shown(SessionEvent event) {
        return event.type() + " (" + event.outcome() + ") at " + event.timestamp();
    }

    static String quoted(String text) {
        return CanonicalJson.text(JsonValue.of(text));
    }

    private void closeRuns() throws IOException {
        for (FrameFile run : runs) {
            run.close();
        }
        runs.clear();
    }

    /** Gives back what it has on disk. */
    @Override
    public void close() throws IOException {
        closeRuns();
        batch = new ArrayList<>();
    }
}
