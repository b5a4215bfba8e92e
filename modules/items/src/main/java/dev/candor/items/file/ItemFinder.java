package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.text.MeantWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Finds the one item that a reference means: the first root that has it wins. */
public final class ItemFinder {
    /** The code of the refusal that says that there is none. */
    static final String NOT_FOUND = "item-not-found";

    private static final int MAX_NEAR = 3;
    private static final int MAX_NEAR_LENGTH = 64;
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
            ItemType type, ItemReference reference, List<ItemRoot.Place> places, BooleanSupplier unwanted)
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

    private FoundItem in(List<ItemRoot.Place> places) throws ToolException {
        for (ItemRoot.Place place : places) {
            goOn();
            looked.add(place.folder().toString());
            Optional<ItemRoot> root = place.root();
            if (root.isPresent()) {
                Matches matches = matches(root.get());
                if (!matches.isEmpty()) {
                    return matches.only();
                }
            }
        }
        Set<String> near = near(reference.name(), seen);
        throw new ToolException(
                ToolException.Kind.NOT_FOUND,
                NOT_FOUND,
                "There is no " + type.word() + " '" + reference.path() + "'. Looked in "
                        + String.join(", then ", looked) + "."
                        + (near.isEmpty() ? "" : " Near: " + String.join(", ", near) + "."));
    }

    private Matches matches(ItemRoot root) throws ToolException {
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
        for (String extension : FileNames.extensions(type)) {
            Path file = folder.resolve(reference.name() + extension);
            boolean isNone = reference.name().startsWith(".") || (extension.isEmpty() && Files.isDirectory(file));
            if (!isNone && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                files.add(file);
            }
        }
        Path itself = folder.resolve(reference.name());
        return files.contains(itself) || (FileNames.mayBe(type, reference.name()) && Files.isRegularFile(itself))
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
        return FileNames.stem(type, file.getFileName().toString());
    }

    /** Files of the name that was asked for; of several only a version can tell which is meant. */
    private Matches named(ItemRoot root, List<Path> files) throws ToolException {
        Matches matches = new Matches(type, reference, root);
        if (files.size() > 1 && reference.version().isEmpty()) {
            throw matches.ambiguous(files);
        }
        for (Path file : files) {
            if (!fits(file)) {
                throw matches.ambiguous(files);
            }
            matches.add(read(root, file));
        }
        return matches;
    }

    private Matches byMetadata(ItemRoot root, List<Path> files) throws ToolException {
        String category = String.join("/", reference.category());
        Matches matches = new Matches(type, reference, root);
        for (Path file : files) {
            goOn();
            if (!fits(file)) {
                looked.set(looked.size() - 1, looked.getLast() + " (not in all files: they have more than 64 MiB)");
                return matches;
            }
            readable(root, file)
                    .filter(item -> item.metadata().name().equals(Optional.of(reference.name())))
                    .filter(item -> category.isEmpty() || category.equals(item.category()))
                    .ifPresent(matches::add);
        }
        return matches;
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

    /** Up to three of the names, the nearest first. */
    private static Set<String> near(String wanted, Collection<String> names) {
        List<String> near = names.stream()
                .filter(name -> distance(wanted, name) <= Math.max(1, wanted.length() / 3))
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_NEAR)
                .toList();
        return new LinkedHashSet<>(near);
    }

    /** How many letters to add, drop or change; letter case counts for nothing. */
    private static int distance(String a, String b) {
        return a.length() > MAX_NEAR_LENGTH || b.length() > MAX_NEAR_LENGTH
                ? Integer.MAX_VALUE
                : MeantWord.distance(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    }

    /** What a reference means in one root. Only the first item that is meant is kept: there may be thousands. */
    private static final class Matches {
        private static final int MAX_NAMED = 5;

        private final ItemType type;
        private final ItemReference reference;
        private final ItemRoot root;
        private final List<Path> meant = new ArrayList<>();
        private final Set<String> otherVersions = new LinkedHashSet<>();
        private Optional<FoundItem> first = Optional.empty();

        Matches(ItemType type, ItemReference reference, ItemRoot root) {
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
}
