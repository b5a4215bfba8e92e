package dev.candor.export.internal.verify;

import dev.candor.export.internal.score.ScenarioReader;
import dev.candor.export.internal.session.BundleFiles;
import dev.candor.export.internal.session.CanonicalJson;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the manifest of a bundle against the files that are there, and against what its events give. */
final class ManifestComparison {
    private static final String FILES = "files";
    private static final List<String> KNOWN =
            List.of("bundle_version", "events", "exported_at", "participant_id", "scenario", "session_id", "warnings");

    /** What can be part of a bundle, beside its manifest. */
    private static final Set<String> PARTS = Stream.concat(
                    Stream.of(BundleFiles.JSON, BundleFiles.CSV, BundleFiles.HTML), ScenarioReader.FILES.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Path folder;
    private final ObjectValue manifest;
    private final Differences differences;
    private final Set<String> listed = new HashSet<>();

    private ManifestComparison(Path folder, ObjectValue manifest, Differences differences) {
        this.folder = folder;
        this.manifest = manifest;
        this.differences = differences;
    }

    /** The manifest of a folder; empty, and told, when it has none that can be read. */
    static Optional<ManifestComparison> open(Path folder, Differences differences) throws IOException {
        Path file = folder.resolve(BundleFiles.MANIFEST);
        if (!Files.isRegularFile(file)) {
            differences.add(
                    Code.FILE_MISSING,
                    BundleFiles.MANIFEST,
                    "",
                    "the bundle has no manifest, so that nobody can tell whether its files belong together");
            return Optional.empty();
        }
        Optional<byte[]> bytes = SmallFile.read(BundleFiles.MANIFEST, file, differences);
        Optional<ObjectValue> manifest =
                bytes.flatMap(found -> SmallFile.object(BundleFiles.MANIFEST, found, differences));
        if (manifest.isPresent()
                && !Arrays.equals(
                        (CanonicalJson.text(manifest.get()) + "\n").getBytes(StandardCharsets.UTF_8), bytes.get())) {
            differences.add(
                    Code.BYTES_DIFFER, BundleFiles.MANIFEST, "", "the manifest is not in the one layout of an export");
        }
        return manifest.map(object -> new ManifestComparison(folder, object, differences));
    }

    /** Whether it says that cells which a spreadsheet could take for formulas were disarmed. */
    boolean isSpreadsheetSafe() {
        return manifest.members().get("spreadsheet_safe") instanceof BooleanValue safe && safe.value();
    }

    /** How many files it lists, itself included. */
    long files() {
        return listed.size() + 1L;
    }

    /**
     * Compares everything but the list of files.
     *
     * @param expected the members that follow from the bundle; the others cannot be told
     */
    void compareFacts(Map<String, JsonValue> expected) {
        Map<String, JsonValue> found = new LinkedHashMap<>(manifest.members());
        found.remove(FILES);
        Map<String, JsonValue> wanted = new HashMap<>(expected);
        wanted.put("spreadsheet_safe", JsonValue.of(isSpreadsheetSafe()));
        for (String name : KNOWN) {
            Optional.ofNullable(found.get(name)).ifPresent(value -> wanted.putIfAbsent(name, value));
        }
        Trees.compare(
                "",
                Optional.of(new ObjectValue(wanted)),
                Optional.of(new ObjectValue(found)),
                (pointer, ours, theirs) -> differences.add(
                        pointer.equals("/events") ? Code.COUNT_DIFFERS : Code.MANIFEST_DIFFERS,
                        BundleFiles.MANIFEST,
                        pointer,
                        ours,
                        theirs,
                        "the manifest says something else than the bundle gives"));
    }

    /**
     * Compares the list of files with the folder.
     *
     * @param events how many there are, which is the number of rows of the CSV; empty when they cannot be counted
     */
    void compareFiles(Optional<Long> events) throws IOException {
        if (!(manifest.members().get(FILES) instanceof ArrayValue files)) {
            differences.add(
                    Code.MANIFEST_DIFFERS,
                    BundleFiles.MANIFEST,
                    "/" + FILES,
                    "the manifest must have an array of files, each with name, bytes and sha256");
            return;
        }
        String last = "";
        for (int i = 0; i < files.items().size(); i++) {
            String pointer = "/" + FILES + "/" + i;
            Optional<String> name = name(files.items().get(i));
            if (name.isEmpty() || name.get().compareTo(last) <= 0) {
                differences.add(
                        Code.MANIFEST_DIFFERS,
                        BundleFiles.MANIFEST,
                        pointer + "/name",
                        Optional.empty(),
                        Optional.of(files.items().get(i)),
                        "each entry names another file that can be part of a bundle, in order: "
                                + String.join(", ", new TreeSet<>(PARTS)));
                continue;
            }
            last = name.get();
            listed.add(last);
            file(pointer, last, (ObjectValue) files.items().get(i), events);
        }
        unlisted();
    }

    private static Optional<String> name(JsonValue entry) {
        return entry instanceof ObjectValue object ? object.text("name").filter(PARTS::contains) : Optional.empty();
    }

    private void file(String pointer, String name, ObjectValue entry, Optional<Long> events) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            differences.add(Code.FILE_MISSING, name, "", "the manifest lists the file, and it is not there");
            return;
        }
        MeasuredStream sum = MeasuredStream.of(file);
        Map<String, JsonValue> expected = new HashMap<>();
        expected.put("name", JsonValue.of(name));
        expected.put("bytes", JsonValue.of(sum.bytes()));
        expected.put("sha256", JsonValue.of(sum.sha256()));
        if (name.equals(BundleFiles.CSV)) {
            Optional<JsonValue> rows =
                    events.isPresent() ? Optional.of(JsonValue.of(events.get())) : entry.member("rows");
            rows.ifPresent(count -> expected.put("rows", count));
        }
        Trees.compare(pointer, Optional.of(new ObjectValue(expected)), Optional.of(entry), (where, ours, theirs) -> {
            String member = where.substring(pointer.length());
            boolean isOfFile = member.equals("/bytes") || member.equals("/sha256");
            differences.add(
                    code(member),
                    isOfFile ? name : BundleFiles.MANIFEST,
                    isOfFile ? "" : where,
                    isOfFile ? theirs : ours,
                    isOfFile ? ours : theirs,
                    sentence(member));
        });
    }

    private static Code code(String member) {
        return switch (member) {
            case "/bytes" -> Code.SIZE_DIFFERS;
            case "/sha256" -> Code.HASH_DIFFERS;
            case "/rows" -> Code.COUNT_DIFFERS;
            default -> Code.MANIFEST_DIFFERS;
        };
    }

    private static String sentence(String member) {
        return switch (member) {
            case "/bytes" -> "the file has another size than the manifest says: one of them was changed";
            case "/sha256" -> "the file has another SHA-256 than the manifest says: one of them was changed";
            case "/rows" -> "the file has one row per event, and the manifest says another number";
            default -> "an entry has name, bytes and sha256, and rows for the CSV";
        };
    }

    private void unlisted() throws IOException {
        List<String> names;
        try (Stream<Path> entries = Files.list(folder)) {
            names = entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> !name.equals(BundleFiles.MANIFEST) && !listed.contains(name))
                    .sorted()
                    .limit(Differences.MAX_DIFFERENCES)
                    .toList();
        }
        for (String name : names) {
            differences.add(
                    Code.FILE_NOT_LISTED,
                    name,
                    "",
                    PARTS.contains(name)
                            ? "the file lies in the bundle's folder, and the manifest does not list it"
                            : "the file lies in the bundle's folder, and no export writes one of that name into it");
        }
    }
}
