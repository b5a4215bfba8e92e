package dev.candor.items.file;

import dev.candor.aggregatestore.ItemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Items in a temporary project and user path. */
record Items(Path project, Path user) {
    static Items in(Path folder) throws IOException {
        Path real = folder.toRealPath();
        return new Items(
                Files.createDirectories(real.resolve("project")), Files.createDirectories(real.resolve("user")));
    }

    Path inProject(String path, String content) throws IOException {
        return written(project.resolve(".ai").resolve(path), content);
    }

    Path inUser(String path, String content) throws IOException {
        return written(user.resolve(path), content);
    }

    List<ItemRoot.Place> places(ItemType type) {
        return List.of(
                new ItemRoot.Place(project, project.resolve(".ai").resolve(FileNames.folder(type))),
                new ItemRoot.Place(user, user.resolve(FileNames.folder(type))));
    }

    FoundItem find(ItemType type, String id) throws Exception {
        return ItemFinder.find(type, ItemReference.parse(type, id), places(type), () -> false);
    }

    private static Path written(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
