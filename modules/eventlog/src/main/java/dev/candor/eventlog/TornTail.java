package dev.candor.eventlog;

import dev.candor.foundation.files.OpenFile;
import dev.candor.foundation.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Keeps what a crash left of a row, whatever its length. Nobody was told that it is on disk; it is kept all the same.
 *
 * @param log the file that rows are appended to
 * @param aside where to, each on a line of its own
 */
record TornTail(Path log, Path aside, Consumer<String> notices) {
    private static final int BLOCK = 1 << 16;

    /** Copies the bytes between two places; they are on disk when it returns. */
    void keepAside(OpenFile file, long from, long to) throws IOException {
        PrivateFiles.append(aside, out -> {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (long at = from; at < to; at += block.limit()) {
                block.clear().limit((int) Math.min(BLOCK, to - at));
                file.read(block, at);
                out.write(block.array(), 0, block.limit());
            }
            out.write('\n');
        });
        notices.accept("the last row of " + log + " was torn by an interrupted write; its " + (to - from)
                + " bytes were moved to " + aside);
    }
}
