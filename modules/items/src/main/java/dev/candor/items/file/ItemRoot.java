package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.FileStamp;
import dev.candor.foundation.files.HeldPath;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder that holds items of one kind, and the only way to read them: nothing outside of it is ever opened.
 *
 * @param owner the project or user path that the folder belongs to; real
 * @param folder real
 */
public record ItemRoot(Path owner, Path folder) {
    /**
     * Where such a folder should be.
     *
     * @param owner the project or user path; real
     */
    public record Place(Path owner, Path folder) {
        /** The folder, if it is there; throws as {@link ItemRoot#of} does. */
        Optional<ItemRoot> root() throws ToolException {
            return ItemRoot.of(owner, folder);
        }
    }

    /** The largest item. */
    static final int MAX_BYTES = 1 << 20;

    /** The most values in an item's YAML. */
    public static final int MAX_VALUES = 50_000;

    /**
     * The root below a project or the user path, if it is there.
     *
     * @param owner the project's {@code .ai} folder's owner or the user path; real
     * @throws ToolException {@code item-outside} when the folder leads out of its owner by a link, {@code item-unreadable}
     */
    static Optional<ItemRoot> of(Path owner, Path folder) throws ToolException {
        Path real;
        try {
            real = folder.toRealPath();
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        if (!real.startsWith(owner)) {
            throw linkedOutside(folder, owner);
        }
        return Files.isDirectory(real) ? Optional.of(new ItemRoot(owner, real)) : Optional.empty();
    }

    /**
     * Reads a file of this root. It is opened once, without following a link: whatever others do with its name or with the
     * folders above, what is checked is what is read.
     *
     * @throws ToolException when it lies elsewhere, is no regular file, is too large, or changes meanwhile
     */
    public ItemFile read(Path candidate) throws ToolException {
        if (!candidate.normalize().startsWith(folder)) {
            throw outside(candidate + " is not in " + folder + ".");
        }
        try {
            Path real = candidate.toRealPath();
            if (!real.startsWith(folder)) {
                throw linkedOutside(candidate, folder);
            }
            return opened(real, candidate);
        } catch (HeldPath.LinkFoundException e) {
            throw changed(candidate);
        } catch (IOException e) {
            throw unreadable(candidate, e);
        }
    }

    private ItemFile opened(Path real, Path candidate) throws IOException, ToolException {
        try (HeldPath held = HeldPath.of(real)) {
            if (!held.attributes().isRegularFile()) {
                throw refused("item-not-regular", candidate + " is no regular file. An item is one.");
            }
            FileStamp stamp = FileStamp.of(held.path());
            byte[] content = content(held.path(), stamp.size());
            if (content.length > MAX_BYTES) {
                throw refused("item-too-large", candidate + " is larger than an item may be: 1 MiB.");
            }
            if (content.length != stamp.size() || !FileStamp.of(held.path()).isSame(stamp)) {
                throw changed(candidate);
            }
            return new ItemFile(this, real, content, stamp, Files.isExecutable(held.path()));
        }
    }

    /** As many bytes as the file should have, and one more if there are more. */
    private static byte[] content(Path file, long size) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes((int) Math.min(size, MAX_BYTES) + 1);
        }
    }

    static ToolException unreadable(Path path, IOException e) {
        return new ToolException(
                ToolException.Kind.UNAVAILABLE, "item-unreadable", path + " cannot be read: " + Reasons.of(e) + ".");
    }

    private static ToolException changed(Path candidate) {
        return new ToolException(
                ToolException.Kind.UNAVAILABLE,
                "item-changed",
                candidate + " was replaced while it was read. Try again.");
    }

    private static ToolException linkedOutside(Path path, Path folder) {
        return outside(path + " leads out of " + folder + ", by a link.");
    }

    private static ToolException outside(String what) {
        return refused("item-outside", what + " Items must lie in their folder: copy it there.");
    }

    private static ToolException refused(String code, String sentence) {
        return new ToolException(ToolException.Kind.REFUSED, code, sentence);
    }
}
