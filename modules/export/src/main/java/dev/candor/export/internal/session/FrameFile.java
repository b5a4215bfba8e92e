package dev.candor.export.internal.session;

import dev.candor.foundation.files.ScratchFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Frames on disk, for as long as they are needed. */
final class FrameFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final ScratchFile file;

    private FrameFile(ScratchFile file) {
        this.file = file;
    }

    /** Writes frames to a file of its own in the folder. */
    static FrameFile write(Path folder, Frames frames) throws IOException {
        ScratchFile file = ScratchFile.in(folder);
        try {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file.append(), BUFFER_BYTES));
            for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                frame.get().write(out);
            }
            Frame.writeEnd(out);
            out.flush();
            return new FrameFile(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The frames, from the first; several may be read in turns. */
    Frames read() {
        DataInputStream in = new DataInputStream(new BufferedInputStream(file.read(), BUFFER_BYTES));
        return () -> Frame.read(in);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
