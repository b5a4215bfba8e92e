package dev.candor.eventlog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the holder of a log's lock leaves for the next one, in the lock's file: a hint, for whoever finds none looks
 * for himself.
 *
 * @param doubtful whether what stands behind the place was refused but could not be cut off
 * @param syncedTo the active part, and up to where its rows are on disk
 */
record LockNote(boolean doubtful, FilePosition syncedTo) {
    /** The length of every note. */
    static final int BYTES = 48;

    private static final char SYNCED = '=';
    private static final char DOUBTFUL = '!';

    /** What is there while the active part changes. */
    static byte[] nothing() {
        return padded("-");
    }

    byte[] bytes() {
        return padded((doubtful ? DOUBTFUL : SYNCED) + syncedTo.position().token());
    }

    private static byte[] padded(String text) {
        byte[] bytes = new byte[BYTES];
        Arrays.fill(bytes, (byte) ' ');
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, bytes, 0, ascii.length);
        bytes[BYTES - 1] = '\n';
        return bytes;
    }

    /** Reads a note; none where there is nothing that makes sense. */
    static Optional<LockNote> of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII).strip();
        if (text.isEmpty() || (text.charAt(0) != SYNCED && text.charAt(0) != DOUBTFUL)) {
            return Optional.empty();
        }
        try {
            FilePosition place = FilePosition.of(new Position(text.substring(1)));
            return Optional.of(new LockNote(text.charAt(0) == DOUBTFUL, place));
        } catch (UnknownPositionException | IllegalArgumentException noNote) {
            return Optional.empty();
        }
    }

    /** Whether it speaks of a part. */
    boolean isOf(FilePosition place) {
        return syncedTo.isInSamePart(place);
    }
}
