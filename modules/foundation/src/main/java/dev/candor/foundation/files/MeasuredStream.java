package dev.candor.foundation.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests the bytes that go through it. */
public final class MeasuredStream extends FilterOutputStream {
    private final MessageDigest digest;
    private long bytes;

    /** A stream before another one. */
    public MeasuredStream(OutputStream out) {
        super(out);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The measure of a file. */
    public static MeasuredStream of(Path file) throws IOException {
        MeasuredStream measured = new MeasuredStream(OutputStream.nullOutputStream());
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(measured);
        }
        return measured;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] written, int from, int length) throws IOException {
        out.write(written, from, length);
        digest.update(written, from, length);
        bytes += length;
    }

    /** How many bytes went through. */
    public long bytes() {
        return bytes;
    }

    /** The SHA-256 of them, in lower case hexadecimal; to be asked once, at the end. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
