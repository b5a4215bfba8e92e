package dev.candor.execution.internal;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.tool.ToolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A folder that holds items of one kind, and the only way to read them: nothing outside of it is ever opened.
 *
 * @param folder real
 */
record ItemRoot(Path folder) {
    /** The largest item. */
    static final int MAX_BYTES = 1 << 20;

    /** The most values in an item's YAML. */
    static final int MAX_VALUES = 50_000;

    /**
     * The root below a project or the user path, if it is there.
     *
     * @param owner the project's {@code .ai} folder's owner or the user path; real
     * @throws ToolException {@code item-outside} when the folder leads out of its owner by a link
     */
    static Optional<ItemRoot> of(Path owner, Path folder) throws ToolException {
        Path real;
        try {
            real = folder.toRealPath();
        } catch (IOException missing) {
            return Optional.empty();
        }
        if (!real.startsWith(owner)) {
            throw linkedOutside(folder, owner);
        }
        return Files.isDirectory(real) ? Optional.of(new ItemRoot(real)) : Optional.empty();
    }

    /**
     * Reads a file of this root.
     *
     * @throws ToolException when it lies elsewhere, is no regular file, is too large, or changes meanwhile
     */
    ItemFile read(Path candidate) throws ToolException {
        if (!candidate.normalize().startsWith(folder)) {
            throw outside(candidate + " is not in " + folder + ".");
        }
        try {
            Path real = candidate.toRealPath();
            if (!real.startsWith(folder)) {
                throw linkedOutside(candidate, folder);
            }
            BasicFileAttributes before = attributes(real);
            if (!before.isRegularFile()) {
                throw refused("item-not-regular", candidate + " is no regular file. An item is one.");
            }
            byte[] content = content(real, before.size());
            if (content.length > MAX_BYTES) {
                throw refused("item-too-large", candidate + " is larger than an item may be: 1 MiB.");
            }
            if (content.length != before.size()
                    || !real.toRealPath().equals(real)
                    || !Objects.equals(before.fileKey(), attributes(real).fileKey())) {
                throw new ToolException(
                        ToolException.Kind.UNAVAILABLE,
                        "item-changed",
                        candidate + " was replaced while it was read. Try again.");
            }
            return new ItemFile(this, real, content);
        } catch (IOException e) {
            throw new ToolException(
                    ToolException.Kind.UNAVAILABLE,
                    "item-unreadable",
                    candidate + " cannot be read: " + Reasons.of(e) + ".");
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** As many bytes as the file should have, and one more if there are more. */
    private static byte[] content(Path file, long size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, MAX_BYTES) + 1);
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = channel.read(buffer);
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
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
