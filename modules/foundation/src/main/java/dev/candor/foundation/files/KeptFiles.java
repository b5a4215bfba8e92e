package dev.candor.foundation.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Files that are not Candor's own: what replaces one has its mode, owner, group and the attributes {@code user.*}. Labels
 * that the system gives ({@code security.*}) are those of a new file in that folder. A file with an access list is left
 * alone: Java cannot copy one, and without it the mode would allow the group what only the list allowed.
 */
public final class KeptFiles {
    private KeptFiles() {}

    /**
     * Replaces the file as a whole, unless somebody else changed it; a reader sees the old or the new bytes, also after a
     * power cut. The new bytes are first written beside it, in a file whose name begins with a dot.
     *
     * @param stamp of the file when it was read
     * @return false when it is no longer as it was, and was left alone
     * @throws IOException when it cannot be replaced or would lose something; then it is as it was
     */
    public static boolean replace(Path file, byte[] content, FileStamp stamp) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".tmp");
        mustHaveNoAccessList(file);
        try {
            write(temporary, content);
            Replacement.takeOver(file, temporary);
            if (!FileStamp.of(file).isSame(stamp)) {
                return false;
            }
            Replacement.move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
        PrivateFiles.syncFolderOf(file);
        return true;
    }

    /**
     * Makes sure that {@link #replace} would lose no access list.
     *
     * @throws IOException when there is one
     */
    public static void mustHaveNoAccessList(Path file) throws IOException {
        Optional<Flock> library = Flock.ofThisMachine();
        if (library.isPresent() && library.get().hasAccessList(file)) {
            throw new IOException(
                    "it has an access list (getfacl), which would be lost; take it off with setfacl -b" + " first");
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel = PrivateFiles.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            PrivateFiles.writeFully(channel, ByteBuffer.wrap(content));
            channel.force(true);
        }
    }
}
