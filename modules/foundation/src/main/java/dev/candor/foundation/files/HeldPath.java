package dev.candor.foundation.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What lay at a real path when this was made, whatever becomes of that name: on the way to it no link was followed. What is
 * read and checked by {@link #path()} is one and the same file or folder.
 *
 * <p>Where C functions cannot be called (anywhere but on Linux) it is only the real path.
 */
public final class HeldPath implements Closeable {
    private final Path path;
    private final Optional<Flock> library;
    private final int descriptor;

    private HeldPath(Path path, Optional<Flock> library, int descriptor) {
        this.path = path;
        this.library = library;
        this.descriptor = descriptor;
    }

    /** A link lies where there was none when the path was found out. */
    public static final class LinkFoundException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        LinkFoundException(Path file) {
            super(file.toString(), null, "a link was put in its place or in that of a folder above it");
        }
    }

    /**
     * Holds a file or folder until it is closed.
     *
     * @param real absolute, without links
     * @throws LinkFoundException when a link lies on the way or at its end
     */
    public static HeldPath of(Path real) throws IOException {
        Optional<Flock> library = Flock.ofThisMachine();
        if (library.isEmpty()) {
            return new HeldPath(real, library, -1);
        }
        Path descriptors = descriptors();
        HeldPath held;
        try {
            int descriptor = library.get().openWay(real);
            held = new HeldPath(descriptors.resolve(Integer.toString(descriptor)), library, descriptor);
        } catch (NotDirectoryException link) {
            throw new LinkFoundException(real);
        }
        if (isLink(held)) {
            held.close();
            throw new LinkFoundException(real);
        }
        return held;
    }

    /** By number, not "self": processes that this one starts use it too. */
    private static Path descriptors() throws IOException {
        try {
            return Path.of("/proc/self").toRealPath().resolve("fd");
        } catch (IOException e) {
            throw new IOException("/proc is needed to hold files open and cannot be read: " + Reasons.of(e), e);
        }
    }

    private static boolean isLink(HeldPath held) throws IOException {
        try {
            return held.attributes().isSymbolicLink();
        } catch (IOException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    /** What names it for this process and for those it starts, until it is closed. */
    public Path path() {
        return path;
    }

    /** Its attributes as they are now. */
    public BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    @Override
    public void close() {
        library.ifPresent(functions -> functions.drop(descriptor));
    }
}
