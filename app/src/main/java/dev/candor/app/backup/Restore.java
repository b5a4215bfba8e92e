package dev.candor.app.backup;

import dev.candor.app.Hub;
import dev.candor.app.ServerNote;
import dev.candor.config.ByteSize;
import dev.candor.config.UserPath;
import dev.candor.eventlog.KeptLog;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Makes what a user path held of telemetry anew from a backup. Nothing that is there is replaced. */
public final class Restore {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);
    /** In the user path, so that files need only be renamed from there. */
    private static final String STAGING = ".candor-restore";

    private Restore() {}

    /**
     * Restores into the user path of a hub. The backup was {@link BackupFile#verify verified}.
     *
     * @param progress takes how many bytes were written
     * @return how many rows can be read now, by log
     * @throws BackupException when the user path holds telemetry already, a server runs on it, or rows are missing
     *     afterwards; in all cases but the last nothing was written
     */
    @SuppressWarnings("try")
    public static SortedMap<String, Long> into(Hub hub, BackupFile backup, LongConsumer progress)
            throws IOException, BackupException {
        UserPath userPath = hub.userPath();
        mustBeFree(hub, backup.manifest());
        PrivateFiles.createFolders(userPath.folder());
        mustFit(userPath.folder(), backup.manifest());
        try (AdvisoryLock held = AdvisoryLock.take(userPath.aggregatesLock(), LOCK_TIMEOUT)) {
            Path staging = userPath.folder().resolve(STAGING);
            remove(staging);
            try {
                PrivateFiles.createFolders(staging);
                backup.extractInto(staging, progress);
                mustBeFree(hub, backup.manifest());
                // what it remembers is of rows that are gone
                remove(userPath.index());
                moveInto(userPath.folder(), staging);
            } finally {
                remove(staging);
            }
        }
        SortedMap<String, Long> rows = counts(hub);
        if (!rows.equals(backup.manifest().rows())) {
            throw new BackupException("the rows that can be read now are " + rows + ", and the backup had "
                    + backup.manifest().rows() + "; keep the backup, and report this");
        }
        return rows;
    }

    /** Refuses a user path that holds telemetry. */
    public static void mustBeFree(Hub hub, Manifest manifest) throws IOException, BackupException {
        UserPath userPath = hub.userPath();
        Optional<ServerNote> server = ServerNote.running(userPath);
        if (server.isPresent()) {
            throw new BackupException("a server runs on " + userPath.folder() + ", process "
                    + server.get().pid() + "; end it first");
        }
        for (Map.Entry<String, KeptLog> log : hub.logs().entrySet()) {
            if (!log.getValue().parts().isEmpty()) {
                throw new BackupException(userPath.folder() + " holds telemetry already: the log " + log.getKey()
                        + " has rows; restore into another one (USER_PATH=FOLDER candor restore …), or move that away");
            }
        }
        for (Manifest.Entry file : manifest.files()) {
            Path place = userPath.folder().resolve(file.name());
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new BackupException(place + " is there already, and a restore replaces nothing; move it away, or"
                        + " restore into another user path (USER_PATH=FOLDER candor restore …)");
            }
        }
    }

    private static void mustFit(Path folder, Manifest manifest) throws IOException, BackupException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < manifest.bytes()) {
            throw new BackupException("the backup holds " + ByteSize.text(manifest.bytes()) + ", and the disk of "
                    + folder + " has " + ByteSize.text(free) + " left; make room first");
        }
    }

    /** Renames what is not there as a whole, and looks into the folders that are; the statistics and settings come last. */
    private static void moveInto(Path place, Path from) throws IOException {
        List<Path> entries;
        try (Stream<Path> found = Files.list(from)) {
            entries = found.sorted(
                            (one, other) -> Boolean.compare(Files.isRegularFile(one), Files.isRegularFile(other)))
                    .toList();
        }
        for (Path entry : entries) {
            Path target = place.resolve(entry.getFileName());
            if (Files.isDirectory(entry) && Files.isDirectory(target)) {
                moveInto(target, entry);
            } else {
                PrivateFiles.rename(entry, target);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            PrivateFiles.removeAll(folder);
        }
    }

    private static SortedMap<String, Long> counts(Hub hub) throws IOException {
        SortedMap<String, Long> rows = new TreeMap<>();
        for (Map.Entry<String, KeptLog> log : hub.logs().entrySet()) {
            rows.put(
                    log.getKey(),
                    log.getValue()
                            .inspectNewest(Integer.MAX_VALUE, (bytes, from, to) -> {})
                            .rows());
        }
        return rows;
    }
}
