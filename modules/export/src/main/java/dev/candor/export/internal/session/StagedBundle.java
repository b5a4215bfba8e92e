package dev.candor.export.internal.session;

import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.StagedFile;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a bundle, ready beside their places: first all are written, then all are put in place, or none. */
public final class StagedBundle implements Closeable {
    private final Path folder;
    private final boolean isNew;
    private final Map<String, StagedFile> files = new LinkedHashMap<>();
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();
    private boolean manifestMayChange;

    /** A file in its place. */
    public record Placed(String name, long bytes, String sha256, boolean isUnchanged) {}

    /** A bundle without files, in a folder that is made when it is missing. */
    public StagedBundle(Path folder) throws IOException {
        this.folder = folder;
        this.isNew = !Files.exists(folder);
        PrivateFiles.createFolders(folder);
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

    /** Writes the manifest; of an earlier export of the same it keeps the files that are not written now. */
    public void addManifest(Manifest.Origin origin) throws IOException {
        EarlierManifest earlier = EarlierManifest.in(folder);
        List<Manifest.Entry> kept = earlier.kept(Manifest.json(origin, entries), Set.copyOf(files.keySet()));
        boolean keepsTable = kept.stream().anyMatch(entry -> entry.name().equals(BundleFiles.CSV));
        Manifest.Origin whole = new Manifest.Origin(
                origin.facts(),
                origin.scenarioId(),
                origin.scenarioVersion(),
                origin.exportedAt(),
                keepsTable ? earlier.isSpreadsheetSafe() : origin.spreadsheetSafe(),
                origin.warnings());
        for (String form : EarlierManifest.FORMS) {
            boolean isPart = files.containsKey(form)
                    || kept.stream().anyMatch(entry -> entry.name().equals(form));
            if (!isPart && Files.exists(folder.resolve(form))) {
                strangers.add(form + " was there before and is no part of this bundle; export it too, or remove it.");
            }
        }
        ObjectValue manifest = Manifest.json(
                whole, Stream.concat(entries.stream(), kept.stream()).toList());
        manifestMayChange = earlier.isOfTheSame(manifest, files.keySet());
        byte[] bytes = Manifest.text(manifest).getBytes(StandardCharsets.UTF_8);
        files.put(
                BundleFiles.MANIFEST, StagedFile.write(folder.resolve(BundleFiles.MANIFEST), out -> out.write(bytes)));
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
        List<String> inTheWay = new ArrayList<>();
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

    /** A sentence for each form of the session that an earlier export left and that is no part of this bundle. */
    public List<String> strangers() {
        return strangers;
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
        for (StagedFile file : files.values()) {
            file.close();
        }
        if (isNew) {
            PrivateFiles.removeIfEmpty(folder);
        }
    }
}
