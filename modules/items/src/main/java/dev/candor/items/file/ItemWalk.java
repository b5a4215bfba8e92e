package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The files of a root that may be items, as far as a bounded look reaches; links to folders are not followed.
 *
 * @param complete false when there was more than the bound
 */
record ItemWalk(List<Path> files, boolean complete) {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_ENTRIES = 5_000;
    private static final Set<String> NOT_ITEMS = Set.of("__pycache__", "node_modules");

    ItemWalk {
        files = List.copyOf(files);
    }

    /** Looks at a root, until nobody wants it any more. */
    static ItemWalk over(ItemRoot root, ItemType type, BooleanSupplier unwanted) throws IOException {
        Look look = new Look(root.folder(), type, unwanted);
        Files.walkFileTree(root.folder(), Set.of(), MAX_DEPTH, look);
        look.found.sort(null);
        return new ItemWalk(look.found, look.entries <= MAX_ENTRIES);
    }

    /** Looks at the items of a kind in the user path. */
    static ItemWalk inUserPath(Path user, ItemType type) throws ToolException {
        Optional<ItemRoot> root = ItemRoot.of(user, user.resolve(FileNames.folder(type)));
        try {
            return root.isPresent() ? over(root.get(), type, () -> false) : new ItemWalk(List.of(), true);
        } catch (IOException e) {
            throw ItemRoot.unreadable(user.resolve(FileNames.folder(type)), e);
        }
    }

    private static final class Look extends SimpleFileVisitor<Path> {
        private final Path root;
        private final ItemType type;
        private final BooleanSupplier unwanted;
        private final List<Path> found = new ArrayList<>();
        private int entries;

        Look(Path root, ItemType type, BooleanSupplier unwanted) {
            this.root = root;
            this.type = type;
            this.unwanted = unwanted;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            String name = folder.getFileName().toString();
            boolean ours = type == ItemType.TOOL && root.equals(folder.getParent()) && ItemReference.isProtected(name);
            return ours || name.startsWith(".") || NOT_ITEMS.contains(name) ? FileVisitResult.SKIP_SUBTREE : count();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean isFile = attributes.isRegularFile() || (attributes.isSymbolicLink() && Files.isRegularFile(file));
            if (isFile && FileNames.mayBe(type, file.getFileName().toString())) {
                found.add(file);
            }
            return count();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) {
                throw e;
            }
            return count();
        }

        private FileVisitResult count() {
            return ++entries > MAX_ENTRIES || unwanted.getAsBoolean()
                    ? FileVisitResult.TERMINATE
                    : FileVisitResult.CONTINUE;
        }
    }
}
