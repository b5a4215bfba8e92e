package dev.candor.eventlog;

import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a full disk from one that is broken. */
final class FullDisk {
    /** What a file system keeps for itself, roughly: less than this is as good as nothing. */
    private static final long SLACK_BYTES = 1 << 16;

    private FullDisk() {}

    /** The failure as it is, or as {@link NoSpaceException} when there was no space for so many bytes. */
    static IOException explained(IOException failure, Path folder, long bytes) {
        if (failure instanceof NoSpaceException || !(saysSo(failure) || isFull(folder, bytes))) {
            return failure;
        }
        return new NoSpaceException(
                "there is no space left for " + bytes + " bytes in " + folder
                        + ", and nothing was appended; make space, then it works again",
                failure);
    }

    private static boolean saysSo(IOException failure) {
        return Reasons.says(failure, "no space left") || Reasons.says(failure, "quota exceeded");
    }

    /** Messages are in the language of the system, so that the disk is asked too. */
    private static boolean isFull(Path folder, long bytes) {
        try {
            Path existing = folder.toAbsolutePath();
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            return Files.getFileStore(existing).getUsableSpace() < bytes + SLACK_BYTES;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
