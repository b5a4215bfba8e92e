package dev.candor.foundation.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What a user names, as a file that can be read more than once: a plain file is that itself, of a pipe or gzip it is a
 * private copy of the content, which goes when this is closed.
 */
public final class SpooledInput implements Closeable {
    private final Path path;
    private final Optional<Path> scratch;

    private SpooledInput(Path path, Optional<Path> scratch) {
        this.path = path;
        this.scratch = scratch;
    }

    /**
     * Opens it.
     *
     * @param named a folder or nothing at all is left for the caller to refuse
     * @param scratch a folder for the copy, which is made when it is missing
     */
    public static SpooledInput of(Path named, Path scratch) throws IOException {
        if (!Files.exists(named) || Files.isDirectory(named)) {
            return new SpooledInput(named, Optional.empty());
        }
        try (Input in = Input.open(named)) {
            if (Files.isRegularFile(named) && !in.isPacked()) {
                return new SpooledInput(named, Optional.empty());
            }
            PrivateFiles.createFolders(scratch);
            Path folder = PrivateFiles.createScratchFolderBeside(scratch.resolve("input"));
            // the copy keeps the name, by which differences are reported
            Path copy = folder.resolve(named.toAbsolutePath().getFileName());
            SpooledInput spooled = new SpooledInput(copy, Optional.of(folder));
            try (OutputStream out = Channels.newOutputStream(
                    PrivateFiles.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                in.transferTo(out);
            } catch (IOException | RuntimeException e) {
                spooled.close();
                throw e;
            }
            return spooled;
        }
    }

    /** The file, or what was named when it is no file. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (scratch.isPresent()) {
            PrivateFiles.remove(path);
            PrivateFiles.remove(scratch.get());
        }
    }
}
