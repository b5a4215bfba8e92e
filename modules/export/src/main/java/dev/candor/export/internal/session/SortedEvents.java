package dev.candor.export.internal.session;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Events in their order, in memory or on disk. */
final class SortedEvents implements SessionEvents {
    private final Facts facts;
    private final Source source;
    private final Closeable underneath;

    /** Gives the frames from the first, any number of times. */
    private interface Source {
        Frames frames();
    }

    private SortedEvents(Facts facts, Source source, Closeable underneath) {
        this.facts = facts;
        this.source = source;
        this.underneath = underneath;
    }

    static SortedEvents inMemory(Facts facts, List<Frame> frames) {
        return new SortedEvents(facts, () -> Frames.of(frames), () -> {});
    }

    static SortedEvents onDisk(Facts facts, FrameFile file) {
        return new SortedEvents(facts, file::read, file);
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        Frames frames = source.frames();
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            visitor.event(frame.get().event());
        }
    }

    @Override
    public void forEachLine(LineVisitor visitor) throws IOException {
        Frames frames = source.frames();
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            visitor.line(frame.get().line());
        }
    }

    @Override
    public void close() throws IOException {
        underneath.close();
    }
}
