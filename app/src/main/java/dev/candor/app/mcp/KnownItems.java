package dev.candor.app.mcp;

import java.util.List;

/** The items that there are statistics of, as somebody who types an id is helped with them. */
@FunctionalInterface
public interface KnownItems {
    /**
     * Ids that begin with what was typed, then ids that contain it, whatever the case of the letters; both sorted. All
     * of them, so that whoever shows some can say how many there are.
     *
     * @throws java.io.UncheckedIOException when the statistics cannot be read
     */
    List<String> matching(String typed);
}
