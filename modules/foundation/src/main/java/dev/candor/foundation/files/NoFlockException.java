package dev.candor.foundation.files;

import java.nio.file.FileSystemException;

/** A file is on a file system, or a machine, that has no {@code flock(2)}. */
final class NoFlockException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    NoFlockException(String file, int errno) {
        super(file, null, "flock(2) is not supported, error number " + errno);
    }
}
