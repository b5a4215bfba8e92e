package dev.candor.app.backup;

import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup that is read. What it holds is trusted no further than its {@link Manifest} and the checksums in it go. */
public final class BackupFile implements Closeable {
    private static final int MAX_MANIFEST_BYTES = 32 << 20;

    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens one and reads its manifest.
     *
     * @throws BackupException when it is none, is damaged, or is of a later format
     */
    public static BackupFile open(Path file) throws IOException, BackupException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new BackupException("it is no backup, or its end is missing: " + Reasons.of(e));
        }
        try {
            return new BackupFile(zip, manifest(zip));
        } catch (IOException | BackupException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Manifest manifest(ZipFile zip) throws IOException, BackupException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new BackupException("it is no backup: it holds no " + Manifest.NAME);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] json = in.readNBytes(MAX_MANIFEST_BYTES + 1);
            if (json.length > MAX_MANIFEST_BYTES) {
                throw new BackupException("its " + Manifest.NAME + " is longer than " + MAX_MANIFEST_BYTES + " bytes");
            }
            Manifest manifest = Manifest.parse(json);
            if (zip.size() != manifest.files().size() + 1) {
                throw new BackupException("it holds " + (zip.size() - 1) + " files, and its manifest names "
                        + manifest.files().size() + "; use another backup");
            }
            return manifest;
        } catch (ZipException | EOFException e) {
            throw new BackupException("its " + Manifest.NAME + " is damaged: " + Reasons.of(e));
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /**
     * Reads every file and compares it with the manifest.
     *
     * @param progress takes how many bytes were read
     * @throws BackupException when one is not as the manifest says
     */
    public void verify(LongConsumer progress) throws IOException, BackupException {
        long bytes = 0;
        for (Manifest.Entry file : manifest.files()) {
            copy(file, OutputStream.nullOutputStream());
            bytes += file.bytes();
            progress.accept(bytes);
        }
    }

    /** Writes all files into an empty folder, and waits for the disk; compares them with the manifest once more. */
    void extractInto(Path folder, LongConsumer progress) throws IOException, BackupException {
        long bytes = 0;
        for (Manifest.Entry file : manifest.files()) {
            PrivateFiles.replace(folder.resolve(file.name()), out -> {
                try {
                    copy(file, out);
                } catch (BackupException changedMeanwhile) {
                    throw new IOException(changedMeanwhile.sentence(), changedMeanwhile);
                }
            });
            bytes += file.bytes();
            progress.accept(bytes);
        }
    }

    private void copy(Manifest.Entry file, OutputStream out) throws IOException, BackupException {
        ZipEntry entry = zip.getEntry(file.name());
        if (entry == null) {
            throw damaged(file, "it is missing");
        }
        MeasuredStream measured = new MeasuredStream(out);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] block = new byte[1 << 16];
            // not a byte more than it may have, whatever it unpacks to
            for (int count = in.read(block); count >= 0 && measured.bytes() <= file.bytes(); count = in.read(block)) {
                measured.write(block, 0, count);
            }
        } catch (ZipException | EOFException e) {
            throw damaged(file, Reasons.of(e));
        }
        if (measured.bytes() != file.bytes()) {
            throw damaged(
                    file,
                    "expected " + file.bytes() + " bytes, found "
                            + (measured.bytes() > file.bytes() ? "more" : measured.bytes()));
        }
        if (!measured.sha256().equals(file.sha256())) {
            throw damaged(file, "its checksum is another");
        }
    }

    private static BackupException damaged(Manifest.Entry file, String how) {
        return new BackupException("it is damaged at " + file.name() + ": " + how + "; use another backup");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
