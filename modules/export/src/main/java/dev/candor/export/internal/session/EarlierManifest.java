package dev.candor.export.internal.session;

import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The manifest that an earlier export left in a folder, as far as it can be built on. */
final class EarlierManifest {
    private static final int MOST_BYTES = 1 << 20;
    private static final String SAFE = "spreadsheet_safe";
    /** The files that a bundle may have or not. */
    static final List<String> FORMS = List.of(BundleFiles.JSON, BundleFiles.CSV, BundleFiles.HTML);

    private final Path folder;
    private final ObjectValue manifest;

    private EarlierManifest(Path folder, ObjectValue manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** The manifest in a folder; one without members when there is none that can be read. */
    static EarlierManifest in(Path folder) throws IOException {
        Path file = folder.resolve(BundleFiles.MANIFEST);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length <= MOST_BYTES && JsonValue.parse(bytes) instanceof ObjectValue manifest) {
                    return new EarlierManifest(folder, manifest);
                }
            } catch (JsonSyntaxException e) {
                // it is in the way then, as any other file would be
            }
        }
        return new EarlierManifest(folder, new ObjectValue(Map.of()));
    }

    /**
     * The files that it lists, that still are as it says, and that are not written now; none when it is of another export.
     *
     * @param now the manifest that is about to be written
     */
    List<Manifest.Entry> kept(ObjectValue now, Set<String> written) throws IOException {
        List<Manifest.Entry> kept = new ArrayList<>();
        if (!isOfTheSame(now, written) || !(manifest.members().get("files") instanceof ArrayValue files)) {
            return kept;
        }
        for (JsonValue file : files.items()) {
            if (file instanceof ObjectValue entry) {
                String name = entry.text("name").orElse("");
                if (FORMS.contains(name) && !written.contains(name) && isStill(entry, folder.resolve(name))) {
                    kept.add(new Manifest.Entry(
                            name,
                            entry.integer("bytes").orElse(0L),
                            entry.text("sha256").orElse(""),
                            entry.integer("rows").map(OptionalLong::of).orElse(OptionalLong.empty())));
                }
            }
        }
        return kept;
    }

    /**
     * Whether two exports differ in their files only. How the cells of a table are spelled matters where both have one.
     */
    boolean isOfTheSame(ObjectValue now, Set<String> written) {
        Map<String, JsonValue> earlier = new LinkedHashMap<>(manifest.members());
        Map<String, JsonValue> later = new LinkedHashMap<>(now.members());
        earlier.remove("files");
        later.remove("files");
        if (!hasTable() || !written.contains(BundleFiles.CSV)) {
            earlier.remove(SAFE);
            later.remove(SAFE);
        }
        return earlier.equals(later);
    }

    private boolean hasTable() {
        return manifest.members().get("files") instanceof ArrayValue files
                && files.items().stream()
                        .anyMatch(file -> file instanceof ObjectValue entry
                                && entry.text("name").equals(Optional.of(BundleFiles.CSV)));
    }

    /** How the cells of its table are spelled. */
    boolean isSpreadsheetSafe() {
        return manifest.members().get(SAFE) instanceof BooleanValue safe && safe.value();
    }

    private static boolean isStill(ObjectValue entry, Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) != entry.integer("bytes").orElse(-1L)) {
            return false;
        }
        return MeasuredStream.of(file).sha256().equals(entry.text("sha256").orElse(""));
    }
}
