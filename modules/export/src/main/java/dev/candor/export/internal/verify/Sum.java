package dev.candor.export.internal.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a manifest says of a file.
 *
 * @param bytes how long it is
 * @param sha256 in lower case hexadecimal
 */
record Sum(long bytes, String sha256) {
    /** The sum of a file. */
    static Sum of(Path file) throws IOException {
        try (DigestInputStream in = digesting(Files.newInputStream(file))) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return of(in, bytes);
        }
    }

    /** The sum of what was read through a stream. */
    static Sum of(DigestInputStream in, long bytes) {
        return new Sum(bytes, HexFormat.of().formatHex(in.getMessageDigest().digest()));
    }

    /** A stream whose sum can be asked for when it was read to its end. */
    static DigestInputStream digesting(InputStream in) {
        try {
            return new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
