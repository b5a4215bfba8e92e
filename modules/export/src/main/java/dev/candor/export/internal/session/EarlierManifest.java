package dev.candor.export.internal.session;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The manifest that an earlier export left in a folder, as far as it can be built on. */
final class EarlierManifest {
    private static final int MAX_BYTES = 1 << 20;
    private static final String SAFE = "spreadsheet_safe";

    private final ObjectValue manifest;

    private EarlierManifest(ObjectValue manifest) {
        this.manifest = manifest;
    }

    /** The manifest in a folder; one without members when there is none that can be read. */
    static EarlierManifest in(Path folder) throws IOException {
        Path file = folder.resolve(BundleFiles.MANIFEST);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Optional<byte[]> bytes = Input.regularFile(file, MAX_BYTES);
                if (bytes.isPresent() && JsonValue.parse(bytes.get()) instanceof ObjectValue manifest) {
                    return new EarlierManifest(manifest);
                }
            } catch (JsonSyntaxException e) {
                // it is in the way then, as any other file would be
            }
        }
        return new EarlierManifest(new ObjectValue(Map.of()));
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
}
