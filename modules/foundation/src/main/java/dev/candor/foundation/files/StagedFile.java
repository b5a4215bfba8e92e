package dev.candor.foundation.files;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that is ready beside the place where it is to stand, and takes that place in one step or never. So several files
 * can be written first, compared with what is there, and only then put in place. Born 0600; has the mode, owner and group
 * of a file that it replaces.
 */
public final class StagedFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    /** Of a file that is not in its place yet: process and thread. */
    private static final Pattern ENDING = Pattern.compile("\\.[0-9]+-[0-9]+\\.tmp");

    private final Path target;
    private final Path temporary;
    private final long bytes;
    private final String sha256;
    private boolean gone;

    private StagedFile(Path target, Path temporary, long bytes, String sha256) {
        this.target = target;
        this.temporary = temporary;
        this.bytes = bytes;
        this.sha256 = sha256;
    }

    /**
     * Writes a file beside its place, and waits for the disk; the folder must exist.
     *
     * @param target the place; what stands there is not touched
     * @throws IOException when it cannot; nothing is left then
     */
    public static StagedFile write(Path target, PrivateFiles.Content content) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".tmp");
        PrivateFiles.remove(temporary);
        try (FileChannel channel = PrivateFiles.open(
                temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            MeasuredStream measured = new MeasuredStream(Channels.newOutputStream(channel));
            OutputStream out = new BufferedOutputStream(measured, BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
            channel.force(true);
            return new StagedFile(target, temporary, measured.bytes(), measured.sha256());
        } catch (IOException | RuntimeException e) {
            PrivateFiles.remove(temporary);
            throw e;
        }
    }

    /**
     * Removes what writers that were ended left beside places of these names. Whoever calls this must know, for instance
     * by a lock, that nobody stages a file there now.
     */
    public static void removeLeftovers(Path folder, Collection<String> names) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> files = Files.list(folder)) {
            leftovers = files.filter(file -> isLeftover(String.valueOf(file.getFileName()), names))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : leftovers) {
            PrivateFiles.remove(file);
        }
    }

    private static boolean isLeftover(String file, Collection<String> names) {
        return names.stream()
                .anyMatch(name -> file.startsWith(name)
                        && ENDING.matcher(file.substring(name.length())).matches());
    }

    /** Where it is to stand. */
    public Path target() {
        return target;
    }

    /** Where it is until then. */
    public Path temporary() {
        return temporary;
    }

    public long bytes() {
        return bytes;
    }

    /** Of its bytes, in lower case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** Whether something stands in its place already. */
    public boolean isTaken() {
        return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether a regular file with the same bytes stands in its place already. */
    public boolean isThere() throws IOException {
        if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) || Files.size(target) != bytes) {
            return false;
        }
        return MeasuredStream.of(target).sha256().equals(sha256);
    }

    /** Puts it in its place, replacing a file that stands there. {@link PrivateFiles#syncFolderOf} makes that last. */
    public void putInPlace() throws IOException {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(target + " is in the way: it is a folder");
        }
        Replacement.takeOverWhatMay(target, temporary);
        Replacement.move(temporary, target);
        gone = true;
    }

    /** Removes it unless it was put in place. */
    @Override
    public void close() throws IOException {
        if (!gone) {
            gone = true;
            PrivateFiles.remove(temporary);
        }
    }
}
