package dev.candor.app.backup;

import dev.candor.app.Hub;
import dev.candor.config.UserPath;
import dev.candor.eventlog.KeptLog;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.StagedFile;
import dev.candor.foundation.time.Utc;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a backup: a zip file of what the user path holds of telemetry, and a {@link Manifest}. It has each row that was
 * acknowledged before it began, while others go on appending. What can be made again is left out, and so is the token.
 *
 * <p>The order keeps it consistent: what is taken out of one place only once it stands in another is copied from the first
 * place first. A row waits before it is in a log, is in quarantine before it is replayed, and is in a log before it counts.
 */
public final class Backup {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    private final Hub hub;
    private final String version;
    private final LongConsumer progress;
    private final Instant now;
    private final List<Manifest.Entry> files = new ArrayList<>();
    private final SortedMap<String, Long> rows = new TreeMap<>();
    private long bytes;

    private Backup(Hub hub, String version, LongConsumer progress) {
        this.hub = hub;
        this.version = version;
        this.progress = progress;
        this.now = hub.clock().instant();
    }

    /**
     * Writes one and reads it back; only then it has its name.
     *
     * @param file must not be there
     * @param version of this program
     * @param progress takes how many bytes were read
     * @throws BackupException when the file is there, or cannot be read back
     */
    public static Manifest write(Hub hub, Path file, String version, LongConsumer progress)
            throws IOException, BackupException {
        Path target = file.toAbsolutePath();
        mustBeFree(target);
        PrivateFiles.createFoldersAbove(target);
        Backup backup = new Backup(hub, version, progress);
        try (StagedFile staged = StagedFile.write(target, backup::writeTo)) {
            try (BackupFile written = BackupFile.open(staged.temporary())) {
                written.verify(read -> {});
                mustBeFree(target);
                staged.putInPlace();
                PrivateFiles.syncFolderOf(target);
                return written.manifest();
            }
        }
    }

    private static void mustBeFree(Path target) throws BackupException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new BackupException(target + " is there already, and a backup replaces nothing; name another file");
        }
    }

    private void writeTo(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        UserPath userPath = hub.userPath();
        copyAll(userPath.own().resolve("spool"), zip);
        copyStatistics(userPath, zip);
        copyLog(Hub.QUARANTINE, hub.quarantineLog(), userPath.quarantine(), zip);
        for (Map.Entry<String, KeptLog> log : hub.logs().entrySet()) {
            if (!log.getKey().equals(Hub.QUARANTINE)) {
                copyLog(log.getKey(), log.getValue(), userPath.log(log.getKey()), zip);
            }
        }
        for (Path file : List.of(
                userPath.config(),
                userPath.format(),
                userPath.folder().resolve("secrets.json"),
                userPath.hooks().resolve("passed-over.json"))) {
            copy(file, zip);
        }
        begin(Manifest.NAME, zip);
        zip.write(new Manifest(version, Utc.timestamp(now), rows, files).json());
        zip.closeEntry();
        zip.finish();
    }

    /** The two belong together, and change under this lock. */
    @SuppressWarnings("try")
    private void copyStatistics(UserPath userPath, ZipOutputStream zip) throws IOException {
        if (!Files.exists(userPath.aggregates())) {
            return;
        }
        try (AdvisoryLock held = AdvisoryLock.take(userPath.aggregatesLock(), LOCK_TIMEOUT)) {
            copy(userPath.own().resolve("checkpoint.json"), zip);
            copy(userPath.aggregates(), zip);
        }
        for (Path aside : hub.store().setAside()) {
            copy(aside, zip);
        }
    }

    private void copyLog(String name, KeptLog log, Path folder, ZipOutputStream zip) throws IOException {
        String place = hub.userPath().folder().relativize(folder).toString();
        rows.put(name, log.snapshot((file, length, content) -> copy(place + "/" + file, content, zip)));
    }

    private void copyAll(Path folder, ZipOutputStream zip) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.sorted().toList()) {
                copy(file, zip);
            }
        }
    }

    /** A file as it is, unless it is none, is gone by now or is being written. */
    private void copy(Path file, ZipOutputStream zip) throws IOException {
        String name = hub.userPath().folder().relativize(file).toString();
        if (Files.isRegularFile(file) && Manifest.mayHold(name) && !name.endsWith(".tmp")) {
            try {
                copy(name, Files.newInputStream(file), zip);
            } catch (NoSuchFileException gone) {
                // a row that waited is in its log now, which is copied later
            }
        }
    }

    private void copy(String name, InputStream content, ZipOutputStream zip) throws IOException {
        try (content) {
            begin(name, zip);
            MeasuredStream measured = new MeasuredStream(zip);
            byte[] block = new byte[1 << 16];
            for (int count = content.read(block); count >= 0; count = content.read(block)) {
                measured.write(block, 0, count);
                bytes += count;
                progress.accept(bytes);
            }
            zip.closeEntry();
            files.add(new Manifest.Entry(name, measured.bytes(), measured.sha256()));
        }
    }

    private void begin(String name, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.ofInstant(now, ZoneOffset.UTC));
        zip.putNextEntry(entry);
    }
}
