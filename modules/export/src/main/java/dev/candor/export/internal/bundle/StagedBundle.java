package dev.candor.export.internal.bundle;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.StagedFolder;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bundle that is written beside its place, compared with what is there, and put in place as a whole. */
public final class StagedBundle implements Closeable {
    private final StagedFolder folder;
    private final SortedMap<String, Path> there = new TreeMap<>();
    private final SortedMap<String, Manifest.Entry> entries = new TreeMap<>();

    /** A file in its place. */
    public record Placed(String name, long bytes, String sha256, boolean isUnchanged) {}

    /** A bundle without files. Until it is closed, no other one is written for that folder. */
    public StagedBundle(Path place) throws IOException {
        this.folder = StagedFolder.beside(place);
        if (Files.isDirectory(folder.target())) {
            try (Stream<Path> files = Files.list(folder.target())) {
                files.forEach(file -> there.put(String.valueOf(file.getFileName()), file));
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        }
    }

    /** Whether a file of that name is in its place already. */
    public boolean isThere(String name) {
        return there.containsKey(name);
    }

    /**
     * Writes a file.
     *
     * @param rows how many rows it has beside its header; empty when it is no table
     */
    public void add(String name, OptionalLong rows, PrivateFiles.Content content) throws IOException {
        MeasuredStream written = folder.write(name, content);
        entries.put(name, new Manifest.Entry(name, written.bytes(), written.sha256(), rows));
    }

    /**
     * Writes the manifest and puts all of it in place. A bundle of the same export with fewer files is replaced, another one
     * only by force; a folder with anything else in it never is.
     *
     * @throws ToolException {@code artifact-exists}: nothing was changed
     */
    public List<Placed> putInPlace(Manifest.Origin origin, boolean force) throws ToolException, IOException {
        byte[] manifest = Manifest.bytes(origin, entries.values());
        byte[] ofFewer = Manifest.bytes(
                origin,
                entries.values().stream().filter(entry -> isThere(entry.name())).toList());
        add(BundleFiles.MANIFEST, OptionalLong.empty(), out -> out.write(manifest));
        List<Placed> placed = new ArrayList<>();
        List<String> inTheWay = new ArrayList<>();
        for (Manifest.Entry entry : entries.values()) {
            boolean isUnchanged = hasBytesOf(entry);
            placed.add(new Placed(entry.name(), entry.bytes(), entry.sha256(), isUnchanged));
            boolean mayGrow = entry.name().equals(BundleFiles.MANIFEST) && isManifest(ofFewer);
            if (isThere(entry.name()) && !isUnchanged && !mayGrow) {
                inTheWay.add(entry.name());
            }
        }
        if (!placed.stream().allMatch(Placed::isUnchanged)) {
            mustBeReplaceable(inTheWay, force);
            folder.putInPlace();
        }
        return placed;
    }

    private boolean hasBytesOf(Manifest.Entry entry) throws IOException {
        Path file = folder.target().resolve(entry.name());
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == entry.bytes()
                && MeasuredStream.of(file).sha256().equals(entry.sha256());
    }

    private boolean isManifest(byte[] bytes) throws IOException {
        MeasuredStream sum = new MeasuredStream(OutputStream.nullOutputStream());
        sum.write(bytes);
        return hasBytesOf(new Manifest.Entry(BundleFiles.MANIFEST, sum.bytes(), sum.sha256(), OptionalLong.empty()));
    }

    private void mustBeReplaceable(List<String> inTheWay, boolean force) throws ToolException {
        List<String> strangers = there.entrySet().stream()
                .filter(file -> !BundleFiles.ALL.contains(file.getKey())
                        || !Files.isRegularFile(file.getValue(), LinkOption.NOFOLLOW_LINKS))
                .map(Map.Entry::getKey)
                .toList();
        if (!strangers.isEmpty()) {
            throw refused("to be free, or to be a bundle", strangers, "Move it away, or export into another folder");
        }
        if (!force && !inTheWay.isEmpty()) {
            throw refused(
                    "to be free, or to hold the same bytes",
                    inTheWay,
                    "Export into another folder, or replace the bundle with force");
        }
    }

    private ToolException refused(String expected, List<String> names, String todo) {
        return new ToolException(
                Kind.REFUSED,
                "artifact-exists",
                "expected " + folder.target() + " " + expected + ", but other content stands there in "
                        + names.stream().sorted().collect(Collectors.joining(", ")) + "; nothing was changed. " + todo);
    }

    /** Removes what was not put in place. */
    @Override
    public void close() throws IOException {
        folder.close();
    }
}
