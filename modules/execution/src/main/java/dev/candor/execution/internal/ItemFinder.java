package dev.candor.execution.internal;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.tool.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the one item that a reference means: the first root that has it wins. */
final class ItemFinder {
    private static final int MAX_NAMED = 5;

    private final ItemType type;
    private final ItemReference reference;
    private final Set<String> seen = new TreeSet<>();
    private final List<String> looked = new ArrayList<>();
    private long toRead = 64L << 20;

    private ItemFinder(ItemType type, ItemReference reference) {
        this.type = type;
        this.reference = reference;
    }

    /**
     * Finds it.
     *
     * @param places where the kind's folder should be, first the one that is asked first
     * @throws ToolException {@code item-not-found}, {@code item-ambiguous}, {@code version-mismatch}, or that it may
     *     not be read
     */
    static FoundItem find(ItemType type, ItemReference reference, List<ItemPlace> places) throws ToolException {
        return new ItemFinder(type, reference).in(places);
    }

    private FoundItem in(List<ItemPlace> places) throws ToolException {
        for (ItemPlace place : places) {
            looked.add(place.folder().toString());
            Optional<ItemRoot> root = ItemRoot.of(place.owner(), place.folder());
            if (root.isPresent()) {
                List<FoundItem> hits = hits(root.get());
                if (!hits.isEmpty()) {
                    return only(hits);
                }
            }
        }
        Set<String> near = NearNames.of(reference.name(), seen);
        throw new ToolException(
                ToolException.Kind.NOT_FOUND,
                "item-not-found",
                "There is no " + type.word() + " '" + reference.path() + "'. Looked in "
                        + String.join(", then ", looked) + "."
                        + (near.isEmpty() ? "" : " Near: " + String.join(", ", near) + "."));
    }

    private List<FoundItem> hits(ItemRoot root) throws ToolException {
        List<Path> exact = exact(root);
        if (!exact.isEmpty()) {
            return read(root, exact);
        }
        List<Path> files = walk(root);
        if (reference.category().isEmpty()) {
            List<Path> sameStem = files.stream()
                    .filter(file -> stem(file).equals(reference.name()))
                    .toList();
            if (!sameStem.isEmpty()) {
                return read(root, withoutScriptsOf(sameStem));
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
            boolean isFolder = extension.isEmpty() && Files.isDirectory(file);
            if (!isFolder && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
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
            ItemWalk walk = ItemWalk.over(root, type);
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

    private List<FoundItem> read(ItemRoot root, List<Path> files) throws ToolException {
        List<FoundItem> items = new ArrayList<>();
        for (Path file : files) {
            ItemFile read = root.read(file);
            if (type == ItemType.TOOL
                    && !read.category().isEmpty()
                    && ItemReference.isProtected(read.category().getFirst())) {
                throw ItemReference.protectedItem(stem(read.path()));
            }
            items.add(FoundItem.of(type, read));
        }
        return items;
    }

    private List<FoundItem> byMetadata(ItemRoot root, List<Path> files) {
        String category = String.join("/", reference.category());
        return files.stream()
                .flatMap(file -> readable(root, file))
                .filter(item -> item.metadata().name().equals(Optional.of(reference.name())))
                .filter(item -> category.isEmpty() || category.equals(item.category()))
                .toList();
    }

    /** While searching, a file that may not be read is none that was meant. */
    private Stream<FoundItem> readable(ItemRoot root, Path file) {
        try {
            toRead -= Files.size(file);
            return toRead < 0 ? Stream.empty() : read(root, List.of(file)).stream();
        } catch (ToolException | IOException mayNotBeRead) {
            return Stream.empty();
        }
    }

    private FoundItem only(List<FoundItem> hits) throws ToolException {
        List<FoundItem> meant = hits.stream()
                .filter(hit -> reference.version().isEmpty()
                        || reference.version().equals(hit.metadata().version()))
                .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        if (meant.isEmpty()) {
            String versions = hits.stream()
                    .map(hit -> hit.metadata().version().orElse("none"))
                    .distinct()
                    .limit(MAX_NAMED)
                    .collect(Collectors.joining(", "));
            throw new ToolException(
                    ToolException.Kind.NOT_FOUND,
                    "version-mismatch",
                    "Version " + reference.version().orElse("") + " of " + type.word() + " '" + reference.path()
                            + "' was asked for, its version here is " + versions + ".");
        }
        throw new ToolException(
                ToolException.Kind.INVALID_ARGUMENTS,
                "item-ambiguous",
                "'" + reference.path() + "' means " + meant.size() + " items: "
                        + meant.stream()
                                .limit(MAX_NAMED)
                                .map(hit -> hit.file()
                                        .root()
                                        .folder()
                                        .relativize(hit.file().path())
                                        .toString())
                                .collect(Collectors.joining(", "))
                        + ". Name the category, or the file with its ending.");
    }
}
