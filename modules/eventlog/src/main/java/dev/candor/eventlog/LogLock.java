package dev.candor.eventlog;

import dev.candor.foundation.files.LineFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The lock that writers of all processes take turns by, kept open in between, with the note of the last holder. */
final class LogLock implements Closeable {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    private final Path path;
    private Optional<LineFile> file = Optional.empty();
    private byte[] own = {};
    private boolean held;

    LogLock(Path path) {
        this.path = path;
    }

    void take() throws IOException {
        if (file.isEmpty()) {
            own = new byte[0];
            file = Optional.of(LineFile.lock(path, LOCK_TIMEOUT));
        } else if (!file.get().retake(LOCK_TIMEOUT)) {
            own = new byte[0];
        }
        held = true;
    }

    void release() throws IOException {
        if (held) {
            held = false;
            file.orElseThrow().release();
        }
    }

    /** What stands there; less than a note's length in a file that is new. */
    byte[] read() throws IOException {
        FileChannel channel = file.orElseThrow().reading();
        ByteBuffer bytes = ByteBuffer.allocate(LockNote.BYTES);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
            // until it is full, or the file is at its end
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Whether the note is the one that was written here last, so that nobody else has appended since. */
    boolean isOwn(byte[] found) {
        return own.length > 0 && Arrays.equals(found, own);
    }

    void write(byte[] note) throws IOException {
        own = new byte[0];
        file.orElseThrow().note(note);
        own = note;
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
            file = Optional.empty();
        }
    }
}
