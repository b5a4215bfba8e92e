package dev.candor.items.file;

import dev.candor.foundation.files.FileStamp;
import dev.candor.foundation.files.PrivateCopy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An item's file, read once: what was read is what is checked, identified, shown and executed. */
public final class ItemFile {
    private final ItemRoot root;
    private final Path path;
    private final byte[] content;
    private final FileStamp stamp;
    private final boolean executable;

    /**
     * A file that was read.
     *
     * @param path its real path, below the root
     * @param stamp of what was read
     * @param executable whether it may be executed
     */
    ItemFile(ItemRoot root, Path path, byte[] content, FileStamp stamp, boolean executable) {
        this.root = root;
        this.path = path;
        this.content = content.clone();
        this.stamp = stamp;
        this.executable = executable;
    }

    /** The same file, if it had that content. */
    ItemFile with(byte[] other) {
        return new ItemFile(root, path, other, stamp, executable);
    }

    FileStamp stamp() {
        return stamp;
    }

    public boolean isExecutable() {
        return executable;
    }

    /** A private copy to be executed, among links to what lies around the file. */
    public PrivateCopy copiedInto(Path newFolder) throws IOException {
        return PrivateCopy.of(path, root.owner(), content, newFolder);
    }

    public ItemRoot root() {
        return root;
    }

    public Path path() {
        return path;
    }

    public String fileName() {
        return path.getFileName().toString();
    }

    /** The folder it lies in. */
    public Path folder() {
        return path.resolveSibling(".").normalize();
    }

    /** The folders between the root and the file, outermost first. */
    List<String> category() {
        Path below = root.folder().relativize(path);
        List<String> folders = new ArrayList<>();
        for (int i = 0; i < below.getNameCount() - 1; i++) {
            folders.add(below.getName(i).toString());
        }
        return folders;
    }

    /** Its text; what is no UTF-8 is shown as replacement characters. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Its bytes, one character each, so that nothing is lost. */
    public String latin() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }
}
