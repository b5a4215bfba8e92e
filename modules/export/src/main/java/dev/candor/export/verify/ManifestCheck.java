package dev.candor.export.verify;

import dev.candor.export.internal.bundle.BundleFiles;
import dev.candor.export.internal.bundle.Manifest;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Writes the manifest of a bundle again, of the files that are there, and compares it with the one that is there. */
final class ManifestCheck {
    private static final int MAX_BYTES = 1 << 20;
    private static final String NAME = BundleFiles.MANIFEST;
    private static final String FILES = "files";

    private final Path folder;
    private final ObjectValue manifest;
    private final Differences differences;

    private ManifestCheck(Path folder, ObjectValue manifest, Differences differences) {
        this.folder = folder;
        this.manifest = manifest;
        this.differences = differences;
    }

    /** The manifest of a folder; empty, and told, when it has none that can be read. */
    static Optional<ManifestCheck> open(Path folder, Differences differences) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            differences.add(
                    Code.FILES,
                    NAME,
                    "",
                    "the bundle has no manifest, so that nobody can tell whether its files belong together");
            return Optional.empty();
        }
        Optional<byte[]> bytes = Input.regularFile(file, MAX_BYTES);
        try {
            if (bytes.isPresent() && JsonValue.parse(bytes.get()) instanceof ObjectValue manifest) {
                boolean isFirst = manifest.integer("bundle_version").equals(Optional.of(1L));
                SchemaCheck.check(NAME, isFirst ? "manifest" : "manifest-2", manifest, "", differences);
                if (!Arrays.equals(
                        (CanonicalJson.text(manifest) + "\n").getBytes(StandardCharsets.UTF_8), bytes.get())) {
                    differences.add(Code.FORM, NAME, "", "the manifest is not in the one layout of an export");
                }
                return Optional.of(new ManifestCheck(folder, manifest, differences));
            }
            differences.add(
                    Code.NOT_JSON, NAME, "", "the file must be one JSON object of at most " + MAX_BYTES + " bytes");
        } catch (JsonSyntaxException e) {
            differences.add(Code.NOT_JSON, NAME, "", "the file must be one JSON object: " + e.sentence());
        }
        return Optional.empty();
    }

    /** Whether it says that cells which a spreadsheet could take for formulas were disarmed. */
    boolean isSpreadsheetSafe() {
        return manifest.isTrue("spreadsheet_safe");
    }

    /** How many files it lists, itself included. */
    long files() {
        return manifest.objects(FILES).size() + 1L;
    }

    /**
     * Compares all of it.
     *
     * @param facts the members that follow from the bundle; the others are taken as they are
     * @param events how many there are, which is the number of rows of the CSV; empty when they cannot be counted
     */
    void compare(Map<String, JsonValue> facts, Optional<Long> events) throws IOException {
        Map<String, JsonValue> expected = new LinkedHashMap<>(manifest.members());
        expected.putAll(facts);
        expected.putAll(Manifest.versions(manifest));
        expected.put(
                FILES,
                JsonValue.of(entries(events).stream().map(Manifest.Entry::json).toList()));
        new JsonDiff(Set.of("warnings"), false, this::differs)
                .compare("", Optional.of(new ObjectValue(expected)), Optional.of(manifest));
        strangers();
    }

    private List<Manifest.Entry> entries(Optional<Long> events) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (String name : BundleFiles.ALL) {
            Path file = folder.resolve(name);
            if (!name.equals(NAME) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                MeasuredStream sum = MeasuredStream.of(file);
                Optional<Long> rows = name.equals(BundleFiles.CSV) ? events : Optional.empty();
                entries.add(new Manifest.Entry(
                        name,
                        sum.bytes(),
                        sum.sha256(),
                        rows.map(OptionalLong::of).orElseGet(OptionalLong::empty)));
            }
        }
        return entries;
    }

    private void differs(String pointer, String entry, Optional<JsonValue> expected, Optional<JsonValue> found) {
        if (entry.isEmpty()) {
            differences.add(
                    Code.FILES,
                    NAME,
                    pointer,
                    expected,
                    found,
                    "the manifest says something else than the bundle gives");
        } else if (expected.isEmpty()) {
            differences.add(
                    Code.FILES, entry, "", "the manifest lists the file, and it is no part of a bundle, or not there");
        } else if (found.isEmpty()) {
            differences.add(
                    Code.FILES, entry, "", "the file lies in the bundle's folder, and the manifest does not list it");
        } else {
            // of a file, what the manifest says is expected, and what it is was found
            differences.add(
                    Code.FILES,
                    entry,
                    "",
                    found,
                    expected,
                    "the file is another one than the manifest says: one of them was changed");
        }
    }

    private void strangers() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> !BundleFiles.ALL.contains(name))
                    .sorted()
                    .limit(Differences.MAX_DIFFERENCES)
                    .forEach(name -> differences.add(
                            Code.FILES,
                            name,
                            "",
                            "the file lies in the bundle's folder, and no export writes one of that name into it"));
        }
    }
}
