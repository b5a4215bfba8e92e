package dev.candor.app.cli;

import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.RealPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The user path of a demo: a folder that a demo made, and only such a one, is emptied and used again. */
final class DemoFolder implements Closeable {
    /** Tells a folder that a demo made from all others. */
    static final String MARKER = "made-by-candor-demo";

    private static final byte[] MARK =
            "This folder is made up: 'candor demo' empties it each time it runs.\n".getBytes(StandardCharsets.UTF_8);
    /** What a demo leaves in it. */
    private static final Set<String> OURS =
            Set.of(MARKER, "config.yaml", "telemetry.yaml", "telemetry.lock", "telemetry", "exports");

    private final UserPath userPath;
    private final AdvisoryLock lock;

    private DemoFolder(UserPath userPath, AdvisoryLock lock) {
        this.userPath = userPath;
        this.lock = lock;
    }

    /**
     * Makes the folder, or empties it, and keeps others from doing so until it is closed.
     *
     * @param own the user path of the user, which is never touched
     * @throws UsageException when the folder is not a demo's
     * @throws IOException when it is in use or cannot be written
     */
    static DemoFolder emptied(Path folder, UserPath own) throws UsageException, IOException {
        Path real = RealPath.of(folder.toAbsolutePath().normalize());
        Path mine = RealPath.of(own.folder());
        if (real.startsWith(mine) || mine.startsWith(real)) {
            throw new UsageException("the demo needs a folder of its own, and " + real + " is, holds or belongs to your"
                    + " user path " + mine + ", which is left alone; name another with --dir");
        }
        Path marker = real.resolve(MARKER);
        List<Path> found = entries(real);
        if (!found.isEmpty() && !Files.isRegularFile(marker)) {
            throw foreign(real, found.getFirst());
        }
        PrivateFiles.createFolders(real);
        if (found.isEmpty()) {
            PrivateFiles.replace(marker, MARK);
        }
        DemoFolder demo = new DemoFolder(new UserPath(real), AdvisoryLock.take(marker, Duration.ZERO));
        boolean isEmptied = false;
        try {
            demo.empty();
            isEmptied = true;
        } finally {
            if (!isEmptied) {
                demo.close();
            }
        }
        return demo;
    }

    private void empty() throws UsageException, IOException {
        if (ServerNote.running(userPath).isPresent()) {
            throw new IOException("a server runs on it");
        }
        List<Path> found = entries(userPath.folder());
        for (Path entry : found) {
            if (!OURS.contains(entry.getFileName().toString())) {
                throw foreign(userPath.folder(), entry);
            }
        }
        for (Path entry : found) {
            if (!entry.getFileName().toString().equals(MARKER)) {
                PrivateFiles.removeAll(entry);
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static UsageException foreign(Path folder, Path entry) {
        return new UsageException("the folder " + folder + " holds " + entry.getFileName()
                + ", which no demo made, so it is left alone; name another with --dir");
    }

    UserPath userPath() {
        return userPath;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
