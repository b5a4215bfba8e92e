package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a reference means in one root. Only the first item that is meant is kept: there may be thousands. */
final class Hits {
    private static final int MAX_NAMED = 5;

    private final ItemType type;
    private final ItemReference reference;
    private final ItemRoot root;
    private final List<Path> meant = new ArrayList<>();
    private final Set<String> otherVersions = new LinkedHashSet<>();
    private Optional<FoundItem> first = Optional.empty();

    Hits(ItemType type, ItemReference reference, ItemRoot root) {
        this.type = type;
        this.reference = reference;
        this.root = root;
    }

    /** An item of the right name: it is meant when no other version was asked for. */
    void add(FoundItem item) {
        Optional<String> version = item.metadata().version();
        if (reference.version().isPresent() && !reference.version().equals(version)) {
            otherVersions.add(version.orElse("none"));
            return;
        }
        meant.add(item.file().path());
        first = first.or(() -> Optional.of(item));
    }

    boolean isEmpty() {
        return meant.isEmpty() && otherVersions.isEmpty();
    }

    /** The one item that is meant. */
    FoundItem only() throws ToolException {
        if (meant.size() > 1) {
            throw ambiguous(meant);
        }
        return first.orElseThrow(() -> new ToolException(
                ToolException.Kind.NOT_FOUND,
                "version-mismatch",
                "Version " + reference.version().orElse("") + " of " + type.word() + " '" + reference.path()
                        + "' was asked for, its version here is "
                        + otherVersions.stream().limit(MAX_NAMED).collect(Collectors.joining(", ")) + "."));
    }

    /** For files of one name, which need not be read to be told apart. */
    ToolException ambiguous(List<Path> files) {
        return new ToolException(
                ToolException.Kind.INVALID_ARGUMENTS,
                "item-ambiguous",
                "'" + reference.path() + "' means " + files.size() + " items: "
                        + files.stream()
                                .limit(MAX_NAMED)
                                .map(file -> root.folder().relativize(file).toString())
                                .collect(Collectors.joining(", "))
                        + ". Name the category, or the file with its ending.");
    }
}
