package dev.candor.agents.internal.listed;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which members of an object are kept, by their paths: {@code tool_response.error.type}. A path leads through arrays to each
 * of their items. Texts that hold content can be looked through for what is listed of them.
 */
public final class Listing {
    private final Map<String, Listing> members = new HashMap<>();
    private boolean isKept;
    private boolean isOnlyPresence;
    private Optional<Supplier<TextLines>> lines = Optional.empty();

    /** Keeps texts, numbers and booleans that stand at these paths. */
    public Listing keep(String... paths) {
        for (String path : paths) {
            at(path).isKept = true;
        }
        return this;
    }

    /** Keeps {@code true} for whatever stands at a path, but null and false. */
    public Listing keepPresence(String path) {
        at(path).isOnlyPresence = true;
        return this;
    }

    /** Keeps what the lines of a text tell, and not the text. */
    public Listing keepOfLines(String path, Supplier<TextLines> reader) {
        at(path).lines = Optional.of(reader);
        return this;
    }

    private Listing at(String path) {
        Listing place = this;
        for (String name : path.split("\\.", -1)) {
            place = place.members.computeIfAbsent(name, absent -> new Listing());
        }
        return place;
    }

    Optional<Listing> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    boolean isKept() {
        return isKept;
    }

    boolean isOnlyPresence() {
        return isOnlyPresence;
    }

    Optional<TextLines> newLines() {
        return lines.map(Supplier::get);
    }
}
