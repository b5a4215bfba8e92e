package dev.candor.export.internal.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Frames one after the other. */
interface Frames {
    /** The next one; empty behind the last. */
    Optional<Frame> next() throws IOException;

    /** Those of a list. */
    static Frames of(List<Frame> list) {
        Iterator<Frame> rest = list.iterator();
        return () -> rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
    }

    /** All of several that are in order themselves, in order. */
    static Frames merged(List<Frames> several) throws IOException {
        PriorityQueue<Head> heads = new PriorityQueue<>(several.size(), Comparator.comparing(Head::frame));
        for (Frames one : several) {
            one.next().ifPresent(frame -> heads.add(new Head(frame, one)));
        }
        return () -> {
            Head least = heads.poll();
            if (least == null) {
                return Optional.empty();
            }
            least.rest.next().ifPresent(frame -> heads.add(new Head(frame, least.rest)));
            return Optional.of(least.frame);
        };
    }

    /** The first frame of some, and the others. */
    record Head(Frame frame, Frames rest) {}

    /** All of them. */
    default List<Frame> toList() throws IOException {
        List<Frame> list = new ArrayList<>();
        for (Optional<Frame> frame = next(); frame.isPresent(); frame = next()) {
            list.add(frame.get());
        }
        return list;
    }
}
