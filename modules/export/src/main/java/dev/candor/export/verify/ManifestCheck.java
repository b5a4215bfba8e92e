package dev.candor.export.verify;

import dev.candor.export.internal.bundle.BundleFiles;
import dev.candor.export.internal.bundle.Manifest;
import dev.candor.export.verify.Differences.Code;
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
    private final Differences differences;
    private final Optional<ObjectValue> manifest;

    /** For the manifest of a folder, which is read; that there is none is told. */
    ManifestCheck(Path folder, Differences differences) throws IOException {
        this.folder = folder;
        this.differences = differences;
        this.manifest = read(folder.resolve(NAME));
    }

    private Optional<ObjectValue> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            String why = "the bundle has no manifest, so that nobody can tell whether its files belong together";
            differences.add(Code.FILES, NAME, "", why);
            return Optional.empty();
        }
        String why = "";
        try {
            byte[] bytes = Input.regularFile(file, MAX_BYTES).orElse(new byte[0]);
            if (JsonValue.parse(bytes) instanceof ObjectValue manifest) {
                if (!Arrays.equals((CanonicalJson.text(manifest) + "\n").getBytes(StandardCharsets.UTF_8), bytes)) {
                    differences.add(Code.FORM, NAME, "", "the manifest is not in the one layout of an export");
                }
                return Optional.of(manifest);
            }
        } catch (JsonSyntaxException e) {
            why = ": " + e.sentence();
        }
        String form = "the file must be one JSON object of at most " + MAX_BYTES + " bytes";
        differences.add(Code.NOT_JSON, NAME, "", form + why);
        return Optional.empty();
    }

    /** Whether it says that cells which a spreadsheet could take for formulas were disarmed. */
    boolean isSpreadsheetSafe() {
        return manifest.filter(found -> found.isTrue("spreadsheet_safe")).isPresent();
    }

    /** How many files it lists, itself included. */
    long files() {
        return manifest.map(found -> found.objects(FILES).size() + 1L).orElse(1L);
    }

    /**
     * Compares all of it.
     *
     * @param origin what the bundle was made of; without it only the files are compared
     * @param events how many there are, which is the number of rows of the CSV
     */
    void compare(Optional<Manifest.Origin> origin, long events) throws IOException {
        if (manifest.isEmpty()) {
            return;
        }
        ObjectValue found = manifest.get();
        List<Path> there;
        try (Stream<Path> listed = Files.list(folder)) {
            there = listed.sorted().toList();
        }
        List<Manifest.Entry> files = entries(there, events);
        ObjectValue known = origin.map(of -> Manifest.json(of, files, Manifest.isFirst(found)))
                .orElse(found);
        Map<String, JsonValue> again = new LinkedHashMap<>(known.members());
        again.put(FILES, JsonValue.of(files.stream().map(Manifest.Entry::json).toList()));
        JsonDiff diff = new JsonDiff(Set.of("warnings"), false, this::differs);
        diff.compare("", Optional.of(new ObjectValue(again)), manifest.map(value -> value));
        String why = "the file lies in the bundle's folder, and no export writes one of that name into it";
        there.stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> !BundleFiles.ALL.contains(name))
                .forEach(name -> differences.add(Code.FILES, name, "", why));
    }

    private static List<Manifest.Entry> entries(List<Path> there, long events) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Path file : there) {
            String name = String.valueOf(file.getFileName());
            boolean isListed = BundleFiles.ALL.contains(name) && !name.equals(NAME);
            if (isListed && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                MeasuredStream sum = MeasuredStream.of(file);
                OptionalLong rows = name.equals(BundleFiles.CSV) ? OptionalLong.of(events) : OptionalLong.empty();
                entries.add(new Manifest.Entry(name, sum.bytes(), sum.sha256(), rows));
            }
        }
        return entries;
    }

    private void differs(String pointer, String entry, Optional<JsonValue> expected, Optional<JsonValue> found) {
        if (entry.isEmpty()) {
            String why = "the manifest says something else than the bundle gives";
            differences.add(Code.FILES, NAME, pointer, expected, found, why);
        } else if (expected.isEmpty()) {
            String why = "the manifest lists the file, and it is no part of a bundle, or not there";
            differences.add(Code.FILES, entry, "", why);
        } else if (found.isEmpty()) {
            String why = "the file lies in the bundle's folder, and the manifest does not list it";
            differences.add(Code.FILES, entry, "", why);
        } else {
            // of a file, what the manifest says is expected, and what it is was found
            String why = "the file is another one than the manifest says: one of them was changed";
            differences.add(Code.FILES, entry, "", found, expected, why);
        }
    }
}
