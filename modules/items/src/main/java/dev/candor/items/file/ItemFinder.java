package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Finds the one item that a reference means: the first root that has it wins. */
public final class ItemFinder {
    /** The code of the refusal that says that there is none. */
    static final String NOT_FOUND = "item-not-found";

    private static final long MAX_READ = 64L << 20;

    private final ItemType type;
    private final ItemReference reference;
    private final BooleanSupplier unwanted;
    private final Set<String> seen = new TreeSet<>();
    private final List<String> looked = new ArrayList<>();
    private long toRead = MAX_READ;

    private ItemFinder(ItemType type, ItemReference reference, BooleanSupplier unwanted) {
        this.type = type;
        this.reference = reference;
        this.unwanted = unwanted;
    }

    /**
     * Finds it.
     *
     * @param places where the kind's folder should be, first the one that is asked first
     * @param unwanted whether nobody waits for it any more; asked at every step
     * @throws ToolException {@code item-not-found}, {@code item-ambiguous}, {@code version-mismatch}, that it may not
     *     be read, or {@code cancelled}
     */
    public static FoundItem find(
            ItemType type, ItemReference reference, List<ItemPlace> places, BooleanSupplier unwanted)
            throws ToolException {
        return new ItemFinder(type, reference, unwanted).in(places);
    }

    private void goOn() throws ToolException {
        if (unwanted.getAsBoolean()) {
            throw new ToolException(
                    ToolException.Kind.UNAVAILABLE,
                    "cancelled",
                    "The call was cancelled while " + type.word() + " '" + reference.path()
                            + "' was being looked for; nothing was run or recorded.");
        }
    }

    private FoundItem in(List<ItemPlace> places) throws ToolException {
        for (ItemPlace place : places) {
            goOn();
            looked.add(place.folder().toString());
            Optional<ItemRoot> root = ItemRoot.of(place.owner(), place.folder());
            if (root.isPresent()) {
                Hits hits = hits(root.get());
                if (!hits.isEmpty()) {
                    return hits.only();
                }
            }
        }
        Set<String> near = NearNames.of(reference.name(), seen);
        throw new ToolException(
                ToolException.Kind.NOT_FOUND,
                NOT_FOUND,
                "There is no " + type.word() + " '" + reference.path() + "'. Looked in "
                        + String.join(", then ", looked) + "."
                        + (near.isEmpty() ? "" : " Near: " + String.join(", ", near) + "."));
    }

    private Hits hits(ItemRoot root) throws ToolException {
        List<Path> exact = exact(root);
        if (!exact.isEmpty()) {
            return named(root, exact);
        }
        List<Path> files = walk(root);
        if (reference.category().isEmpty()) {
            List<Path> sameStem = files.stream()
                    .filter(file -> stem(file).equals(reference.name()))
                    .toList();
            if (!sameStem.isEmpty()) {
                return named(root, withoutScriptsOf(sameStem));
            }
        }
        return byMetadata(root, files);
    }

    private List<Path> exact(ItemRoot root) {
        Path folder = root.folder();
        for (String segment : reference.category()) {
            folder = folder.resolve(segment);
        }
        List<Path> files = new ArrayList<>();
        for (String extension : type.extensions()) {
            Path file = folder.resolve(reference.name() + extension);
            boolean isNone = reference.name().startsWith(".") || (extension.isEmpty() && Files.isDirectory(file));
            if (!isNone && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                files.add(file);
            }
        }
        Path itself = folder.resolve(reference.name());
        return files.contains(itself) || (type.mayBeCalled(reference.name()) && Files.isRegularFile(itself))
                ? List.of(itself)
                : withoutScriptsOf(files);
    }

    /** A YAML tool may have its script beside it, under the same name: then the tool is meant. */
    private List<Path> withoutScriptsOf(List<Path> files) {
        Set<Path> described = files.stream()
                .filter(file -> type == ItemType.TOOL
                        && ItemMetadata.isYaml(file.getFileName().toString()))
                .map(file -> file.resolveSibling(stem(file)))
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> ItemMetadata.isYaml(file.getFileName().toString())
                        || !described.contains(file.resolveSibling(stem(file))))
                .toList();
    }

    private List<Path> walk(ItemRoot root) throws ToolException {
        try {
            ItemWalk walk = ItemWalk.over(root, type, unwanted);
            goOn();
            walk.files().forEach(file -> seen.add(stem(file)));
            if (!walk.complete()) {
                looked.set(looked.size() - 1, looked.getLast() + " (the first 5000 entries)");
            }
            return walk.files();
        } catch (IOException e) {
            throw new ToolException(
                    ToolException.Kind.UNAVAILABLE,
                    "item-unreadable",
                    root.folder() + " cannot be listed: " + Reasons.of(e) + ".");
        }
    }

    private String stem(Path file) {
        return type.stem(file.getFileName().toString());
    }

    /** Files of the name that was asked for; of several only a version can tell which is meant. */
    private Hits named(ItemRoot root, List<Path> files) throws ToolException {
        Hits hits = new Hits(type, reference, root);
        if (files.size() > 1 && reference.version().isEmpty()) {
            throw hits.ambiguous(files);
        }
        for (Path file : files) {
            if (!fits(file)) {
                throw hits.ambiguous(files);
            }
            hits.add(read(root, file));
        }
        return hits;
    }

    private Hits byMetadata(ItemRoot root, List<Path> files) throws ToolException {
        String category = String.join("/", reference.category());
        Hits hits = new Hits(type, reference, root);
        for (Path file : files) {
            goOn();
            if (!fits(file)) {
                looked.set(looked.size() - 1, looked.getLast() + " (not in all files: they have more than 64 MiB)");
                return hits;
            }
            readable(root, file)
                    .filter(item -> item.metadata().name().equals(Optional.of(reference.name())))
                    .filter(item -> category.isEmpty() || category.equals(item.category()))
                    .ifPresent(hits::add);
        }
        return hits;
    }

    /** Whether a file may still be read. What is too large for an item is not read further than an item reaches. */
    private boolean fits(Path file) {
        try {
            toRead -= Math.min(Files.size(file), ItemRoot.MAX_BYTES);
        } catch (IOException readingSaysWhy) {
            return true;
        }
        return toRead >= 0;
    }

    /** While searching, a file that may not be read is none that was meant. */
    private Optional<FoundItem> readable(ItemRoot root, Path file) {
        try {
            return Optional.of(read(root, file));
        } catch (ToolException mayNotBeRead) {
            return Optional.empty();
        }
    }

    private FoundItem read(ItemRoot root, Path file) throws ToolException {
        ItemFile read = root.read(file);
        if (type == ItemType.TOOL
                && !read.category().isEmpty()
                && ItemReference.isProtected(read.category().getFirst())) {
            throw ItemReference.protectedItem(stem(read.path()));
        }
        return FoundItem.of(type, read);
    }
}
