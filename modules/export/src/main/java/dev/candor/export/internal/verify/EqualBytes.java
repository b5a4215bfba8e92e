package dev.candor.export.internal.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Compares what would be written with a file that stands there. */
final class EqualBytes extends OutputStream {
    private final InputStream in;
    private long offset;
    private long line = 1;
    private Optional<String> place = Optional.empty();

    private EqualBytes(InputStream in) {
        this.in = in;
    }

    /** Writes what should stand in a file. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Where a file first differs from what is written; empty when it does not. */
    static Optional<String> firstDifference(Path file, Writer writer) throws IOException {
        try (EqualBytes out = new EqualBytes(new BufferedInputStream(Files.newInputStream(file)))) {
            writer.writeTo(out);
            if (out.place.isEmpty() && out.in.read() >= 0) {
                out.differsHere();
            }
            return out.place;
        }
    }

    private void differsHere() {
        place = Optional.of("byte " + (offset + 1) + ", line " + line);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (place.isPresent()) {
            return;
        }
        byte[] found = in.readNBytes(length);
        int same = Arrays.mismatch(bytes, from, from + length, found, 0, found.length);
        int end = same < 0 ? length : same;
        for (int i = 0; i < end; i++) {
            line += bytes[from + i] == '\n' ? 1 : 0;
        }
        offset += end;
        if (same >= 0) {
            differsHere();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
