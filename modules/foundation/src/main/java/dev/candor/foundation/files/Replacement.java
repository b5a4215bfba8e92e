package dev.candor.foundation.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;

/** How a written file takes the place of another one: with what the file system knew of it, and also on a mount point. */
final class Replacement {
    /** The bits of a mode behind the type of the file. */
    private static final int MODE = 0xFFF;

    private static final int GROUP = 070;

    private Replacement() {}

    /**
     * Gives a new file the owner, group, mode and {@code user.*} attributes of the file whose place it will take.
     *
     * @throws IOException when something of it may not be given
     */
    static void takeOver(Path from, Path to) throws IOException {
        Map<String, Object> old = Files.readAttributes(from, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        for (String id : new String[] {"uid", "gid"}) {
            takeOver(id, old, to);
        }
        takeOverAttributes(from, to);
        // last, because another owner takes bits away
        Files.setAttribute(to, "unix:mode", (int) value(old, "mode") & MODE, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * As {@link #takeOver}, as far as this user may. Another group than before gets no more than everybody. What is not a
     * regular file gives nothing.
     */
    static void takeOverWhatMay(Path from, Path to) throws IOException {
        if (!Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Map<String, Object> old;
        try {
            old = Files.readAttributes(from, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException removedMeanwhile) {
            return;
        }
        int mode = (int) value(old, "mode") & 0777;
        try {
            takeOverAttributes(from, to);
        } catch (IOException | UnsupportedOperationException notOnThisFileSystem) {
            // attributes of users are comments: the content matters more
        }
        if (!mayTakeOver("gid", old, to)) {
            mode &= ~GROUP | mode << 3;
        }
        Files.setAttribute(to, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        // the owner last: nobody but root may give a file away, and root may write it afterwards
        mayTakeOver("uid", old, to);
    }

    private static boolean mayTakeOver(String id, Map<String, Object> old, Path to) {
        try {
            takeOver(id, old, to);
            return true;
        } catch (IOException notAllowed) {
            return false;
        }
    }

    private static void takeOver(String id, Map<String, Object> old, Path to) throws IOException {
        Object wanted = value(old, id);
        if (!wanted.equals(Files.getAttribute(to, "unix:" + id, LinkOption.NOFOLLOW_LINKS))) {
            Files.setAttribute(to, "unix:" + id, wanted, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static Object value(Map<String, Object> attributes, String name) {
        Object value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("the file system has no attribute " + name);
        }
        return value;
    }

    private static void takeOverAttributes(Path from, Path to) throws IOException {
        UserDefinedFileAttributeView old = Files.getFileAttributeView(from, UserDefinedFileAttributeView.class);
        UserDefinedFileAttributeView now = Files.getFileAttributeView(to, UserDefinedFileAttributeView.class);
        if (old == null || now == null || !Files.getFileStore(from).supportsFileAttributeView("user")) {
            return;
        }
        for (String name : old.list()) {
            ByteBuffer value = ByteBuffer.allocate(old.size(name));
            old.read(name, value);
            now.write(name, value.flip());
        }
    }

    /**
     * Moves a written file over another one in one step. A file that is mounted by itself, as containers do, cannot be
     * replaced: it is written in place and synced, so after a power cut it may be cut short, and a reader without the
     * writers' lock may see half of it.
     */
    static void move(Path written, Path file) throws IOException {
        try {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(file + " cannot be replaced atomically on this file system", e);
        } catch (FileSystemException e) {
            if (!Reasons.says(e, "Device or resource busy") || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            writeInPlace(written, file);
        }
    }

    private static void writeInPlace(Path written, Path file) throws IOException {
        try (FileChannel from = FileChannel.open(written, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            long size = from.size();
            for (long at = 0; at < size; ) {
                at += from.transferTo(at, size - at, to);
            }
            to.truncate(size);
            to.force(true);
        }
        Files.delete(written);
    }
}
