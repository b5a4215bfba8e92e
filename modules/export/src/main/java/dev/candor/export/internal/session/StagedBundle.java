package dev.candor.export.internal.session;

import dev.candor.export.internal.score.ScenarioReader;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.StagedFile;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a bundle, ready beside their places: first all are written, then all are put in place, or none. */
public final class StagedBundle implements Closeable {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);
    /** The files that a bundle may have or not. */
    private static final List<String> FORMS = List.of(BundleFiles.JSON, BundleFiles.CSV, BundleFiles.HTML);

    private static final List<String> NAMES = Stream.of(FORMS, ScenarioReader.FILES, List.of(BundleFiles.MANIFEST))
            .flatMap(List::stream)
            .toList();

    private final Path folder;
    private final Path lockFile;
    private final AdvisoryLock lock;
    private final boolean isNew;
    private final Map<String, StagedFile> files = new LinkedHashMap<>();
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private boolean manifestMayChange;

    /** A file in its place. */
    public record Placed(String name, long bytes, String sha256, boolean isUnchanged) {}

    /** Writes a form of the session. */
    public interface Form {
        /**
         * Writes it anew.
         *
         * @param name of its file
         * @param spreadsheetSafe how the cells of a table are spelled
         */
        void write(String name, boolean spreadsheetSafe, OutputStream out) throws IOException;
    }

    /**
     * A bundle without files, in a folder that is made when it is missing. Until it is closed, no other one has that
     * folder.
     *
     * @throws IOException also when another export has the folder for too long
     */
    public StagedBundle(Path folder) throws IOException {
        this.folder = folder;
        // beside the folder, because everything in it is part of the bundle; no bundle's name begins with a dot
        this.lockFile = folder.resolveSibling("." + folder.getFileName() + ".lock");
        this.lock = AdvisoryLock.take(lockFile, LOCK_TIMEOUT);
        try {
            this.isNew = !Files.exists(folder);
            PrivateFiles.createFolders(folder);
            StagedFile.removeLeftovers(folder, NAMES);
        } catch (IOException | RuntimeException e) {
            unlock();
            throw e;
        }
    }

    /** Whoever waits for a lock on a file that is gone goes on to the next one. */
    private void unlock() throws IOException {
        try {
            PrivateFiles.remove(lockFile);
        } finally {
            lock.close();
        }
    }

    /**
     * Writes a file.
     *
     * @param rows how many rows it has beside its header; empty when it is no table
     */
    public void add(String name, OptionalLong rows, PrivateFiles.Content content) throws IOException {
        StagedFile file = StagedFile.write(folder.resolve(name), content);
        files.put(name, file);
        entries.add(new Manifest.Entry(name, file.bytes(), file.sha256(), rows));
    }

    /**
     * Writes the manifest. It keeps a form that stands there and is not written now, if it would be written just so.
     *
     * @param form writes forms anew, to compare them
     */
    public void addManifest(Manifest.Origin origin, Form form) throws IOException {
        EarlierManifest earlier = EarlierManifest.in(folder);
        List<Manifest.Entry> all = new ArrayList<>(entries);
        boolean isSafe = origin.spreadsheetSafe();
        for (String name : FORMS) {
            Path file = folder.resolve(name);
            if (files.containsKey(name) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            MeasuredStream made = new MeasuredStream(OutputStream.nullOutputStream());
            form.write(name, earlier.isSpreadsheetSafe(), made);
            boolean isTable = name.equals(BundleFiles.CSV);
            OptionalLong rows = isTable ? OptionalLong.of(origin.facts().count()) : OptionalLong.empty();
            Manifest.Entry entry = new Manifest.Entry(name, made.bytes(), made.sha256(), rows);
            if (isThere(entry, file)) {
                all.add(entry);
                isSafe = isTable ? earlier.isSpreadsheetSafe() : isSafe;
            } else {
                others.add(name);
            }
        }
        Manifest.Origin whole = new Manifest.Origin(
                origin.facts(),
                origin.scenarioId(),
                origin.scenarioVersion(),
                origin.exportedAt(),
                isSafe,
                origin.warnings());
        ObjectValue manifest = Manifest.json(whole, all);
        manifestMayChange = earlier.isOfTheSame(manifest, files.keySet());
        byte[] bytes = Manifest.text(manifest).getBytes(StandardCharsets.UTF_8);
        files.put(
                BundleFiles.MANIFEST, StagedFile.write(folder.resolve(BundleFiles.MANIFEST), out -> out.write(bytes)));
    }

    private static boolean isThere(Manifest.Entry entry, Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == entry.bytes()
                && MeasuredStream.of(file).sha256().equals(entry.sha256());
    }

    /**
     * Puts all files in place, the manifest last.
     *
     * @param force whether files with other bytes are replaced
     * @throws ToolException {@code artifact-exists}: there are such, and nothing was changed
     */
    public List<Placed> putInPlace(boolean force) throws ToolException, IOException {
        List<Placed> placed = new ArrayList<>();
        List<StagedFile> changed = new ArrayList<>();
        List<String> inTheWay = new ArrayList<>(others);
        for (Map.Entry<String, StagedFile> named : files.entrySet()) {
            StagedFile file = named.getValue();
            boolean isUnchanged = file.isThere();
            placed.add(new Placed(named.getKey(), file.bytes(), file.sha256(), isUnchanged));
            if (!isUnchanged) {
                changed.add(file);
                boolean mayChange = named.getKey().equals(BundleFiles.MANIFEST) && manifestMayChange;
                if (file.isTaken() && !mayChange) {
                    inTheWay.add(named.getKey());
                }
            }
        }
        if (!force && !inTheWay.isEmpty()) {
            throw inTheWay(inTheWay);
        }
        for (StagedFile file : changed) {
            // one after the other is on disk: a manifest never before what it tells of
            file.putInPlace();
            PrivateFiles.syncFolderOf(file.target());
        }
        return placed.stream().sorted(Comparator.comparing(Placed::name)).toList();
    }

    /** A sentence for each form of the session that stands there with other content and is no part of this bundle. */
    public List<String> strangers() {
        return others.stream()
                .map(name -> name + " was there before and is no part of this bundle; export it too, or remove it.")
                .toList();
    }

    private ToolException inTheWay(List<String> names) {
        return new ToolException(
                Kind.REFUSED,
                "artifact-exists",
                "expected " + folder + " to be free, or to hold the same bytes, but other content stands there in "
                        + names.stream().sorted().collect(Collectors.joining(", "))
                        + "; nothing was changed. Export into another folder, or replace them with force");
    }

    /** Removes what was not put in place. */
    @Override
    public void close() throws IOException {
        try {
            for (StagedFile file : files.values()) {
                file.close();
            }
            if (isNew) {
                PrivateFiles.removeIfEmpty(folder);
            }
        } finally {
            unlock();
        }
    }
}
