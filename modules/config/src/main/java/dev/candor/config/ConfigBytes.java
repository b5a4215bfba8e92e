package dev.candor.config;

import dev.candor.foundation.files.FileView;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of a file, read again only when it may have changed. Safe for concurrent use. */
final class ConfigBytes {
    private final Path file;
    private final FileView view;

    ConfigBytes(Path file) {
        this.file = file;
        this.view = new FileView(file, ConfigText.MAX_BYTES);
    }

    /**
     * What the file holds; none when there is none.
     *
     * @throws ConfigException when it cannot be read, is no regular file or longer than {@link ConfigText#MAX_BYTES}
     */
    synchronized Optional<byte[]> read() throws ConfigException {
        try {
            return view.content();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** As {@link #read}, but from the file in any case. */
    synchronized Optional<byte[]> readNow() throws ConfigException {
        try {
            return view.contentNow();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private ConfigException unreadable(IOException e) {
        return new ConfigException(file + " cannot be read: " + Reasons.of(e));
    }
}
