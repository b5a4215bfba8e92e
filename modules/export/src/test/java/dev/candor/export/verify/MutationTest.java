package dev.candor.export.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.export.verify.Mutations.Mutant;
import dev.candor.export.verify.Verification.Difference;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.testing.Proof;
import dev.candor.testing.SessionRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A bundle with one thing changed at random: whatever it is, verifying finds it. Only wording and the page are no part of the
 * proof, so that they are found by the manifest's sums alone.
 */
class MutationTest {
    private static final int MANY = Proof.of(400, 40);

    /** Stands for a file that is added. */
    private static final String ADDED = "one more";

    /** What a repaired manifest hides: a sentence that says the same number of things in other words, and the page. */
    private static final String WORDING =
            "session\\.json /\\S*/(why|why/\\d+|label|reason) (changed by one character|moved to the front)"
                    + "|(scenario|rubric|microdrills)\\.json /\\S*\\b(name|title|description|label|why\\w*|version) .*"
                    + "|manifest\\.json /warnings/\\d+ (changed by one character|moved to the front)"
                    + "|report\\.html.*";

    @TempDir
    Path folder;

    private Path bundle;
    private Map<String, String> good;

    /** The same session exported for spreadsheets: no cell of its CSV differs, so a manifest that says so is true. */
    private Map<String, String> goodForSpreadsheets;

    @BeforeEach
    void export() throws Exception {
        bundle = GoodBundle.of(SessionRows.officeFire(), "sess-20260228-001", folder, false);
        good = read(bundle);
        Path other = Files.createDirectory(folder.resolve("for-spreadsheets"));
        goodForSpreadsheets = read(GoodBundle.of(SessionRows.officeFire(), "sess-20260228-001", other, true));
    }

    private static Map<String, String> read(Path bundle) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(bundle)) {
            for (Path file : found.toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return files;
    }

    private void restore() throws Exception {
        try (Stream<Path> found = Files.list(bundle)) {
            for (Path file : found.toList()) {
                if (!good.containsKey(String.valueOf(file.getFileName()))) {
                    Files.delete(file);
                }
            }
        }
        for (Map.Entry<String, String> file : good.entrySet()) {
            Files.writeString(bundle.resolve(file.getKey()), file.getValue());
        }
    }

    /** Changes one thing of the bundle on disk; returns what. */
    private String mutate(Mutations mutations) throws Exception {
        String name = mutations.any(List.of(
                "session.json",
                "session.json",
                "session.json",
                "session.csv",
                "session.csv",
                "manifest.json",
                "scenario.json",
                "rubric.json",
                "microdrills.json",
                "report.html",
                ADDED));
        if (name.equals(ADDED)) {
            return add(mutations.any(List.of("final-report.html", "a.json", "zz", "session.json.bak")));
        }
        String text = good.get(name);
        String what = name + " ";
        String changed;
        switch (name) {
            case "session.json" -> {
                Mutant mutant = mutations.of(JsonValue.parse(text));
                changed = Mutations.bundle(mutant.value());
                what += mutant.pointer() + " " + mutant.what();
            }
            case "manifest.json" -> {
                Mutant mutant = mutations.of(JsonValue.parse(text));
                changed = JsonWriter.compact(mutant.value()) + "\n";
                what += mutant.pointer() + " " + mutant.what();
            }
            case "session.csv", "report.html" -> {
                changed = text.isEmpty() ? "x" : mutations.lines(text);
            }
            default -> {
                JsonValue original = JsonValue.parse(text);
                Mutant mutant = mutations.of(original);
                if (mutant.value().equals(original)) {
                    // what is the first already was moved to the front: only the spelling of the file differs
                    return mutate(mutations);
                }
                changed = JsonWriter.indented(mutant.value()) + "\n";
                what += mutant.pointer() + " " + mutant.what();
            }
        }
        if (changed.equals(text) || changed.equals(goodForSpreadsheets.get(name))) {
            return mutate(mutations);
        }
        Files.writeString(bundle.resolve(name), changed);
        return what;
    }

    /** Adds a file that is no part of a bundle, and lists it. */
    private String add(String name) throws Exception {
        byte[] content = "{}\n".getBytes(StandardCharsets.UTF_8);
        Files.write(bundle.resolve(name), content);
        Files.writeString(bundle.resolve("manifest.json"), Mutations.listing(good.get("manifest.json"), name, content));
        return "manifest.json lists " + name + ", which was added";
    }

    @Test
    void bundleAsItWasWritten_isClean() throws Exception {
        Verification verification = Verified.of(bundle);

        assertThat(verification.differences()).isEmpty();
        assertThat(verification.events()).isEqualTo(7);
        assertThat(Mutations.bundle(JsonValue.parse(good.get("session.json")))).isEqualTo(good.get("session.json"));
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void everyMutationOfAFolder_isFound(long seed) throws Exception {
        Mutations mutations = new Mutations(seed);
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String what = mutate(mutations);
            if (Verified.of(bundle).reproduced()) {
                missed.add(what);
            }
            restore();
        }

        // a manifest has no sum of its own
        assertThat(missed)
                .allSatisfy(what -> assertThat(what).startsWith("manifest.json").matches(WORDING));
        assertThat(missed).hasSizeLessThanOrEqualTo(Math.max(2, MANY / 50));
    }

    @Test
    void removedAndAddedFiles_areFound() throws Exception {
        for (String name : good.keySet()) {
            Files.delete(bundle.resolve(name));
            assertThat(Verified.codes(Verified.of(bundle))).as(name).contains("FILES");
            restore();
        }
        Files.writeString(bundle.resolve("notes.txt"), "x");

        assertThat(Verified.codes(Verified.of(bundle))).containsExactly("FILES");
    }

    @Test
    void fileThatIsNoPartOfABundle_isFound_thoughTheManifestListsIt() throws Exception {
        add("final-report.html");
        Verification verification = Verified.of(bundle);

        assertThat(Verified.codes(verification)).contains("FILES");
        assertThat(verification.differences())
                .extracting(Difference::sentence)
                .contains("the manifest lists the file, and it is no part of a bundle, or not there");
        assertThat(verification.differences().getLast().sentence())
                .isEqualTo("the file lies in the bundle's folder, and no export writes one of that name into it");
    }

    /** Whoever changes a file can make the manifest say so: what the file is worth beside the others still tells. */
    @ParameterizedTest
    @ValueSource(longs = 11)
    void everyMutationWithARepairedManifest_isFound(long seed) throws Exception {
        Mutations mutations = new Mutations(seed);
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String what = mutate(mutations);
            if (!what.startsWith("manifest.json")) {
                repair(what.substring(0, what.indexOf(' ')));
            }
            Verification verification = Verified.of(bundle);
            if (verification.reproduced()) {
                missed.add(what);
            }
            restore();
        }

        assertThat(missed).allSatisfy(what -> assertThat(what).matches(WORDING));
        assertThat(missed).hasSizeLessThanOrEqualTo(MANY / 3);
    }

    private void repair(String name) throws Exception {
        MeasuredStream now = MeasuredStream.of(bundle.resolve(name));
        String manifest = good.get("manifest.json");
        int end = manifest.indexOf("\"name\":\"" + name + "\"");
        int begin = manifest.lastIndexOf('{', end);
        int close = manifest.indexOf('}', end);
        String entry = manifest.substring(begin, close)
                .replaceFirst("\"bytes\":\\d+", "\"bytes\":" + now.bytes())
                .replaceFirst("\"sha256\":\"[0-9a-f]+\"", "\"sha256\":\"" + now.sha256() + "\"");
        Files.writeString(
                bundle.resolve("manifest.json"), manifest.substring(0, begin) + entry + manifest.substring(close));
    }

    /** Without manifest and CSV, only what bears on the score, and what breaks the contract or the order, can tell. */
    @Test
    void mutationsOfALoneFile_areFound_whereTheyBearOnScoreOrReport() throws Exception {
        Path alone = folder.resolve("alone.json");
        JsonValue bundled = JsonValue.parse(good.get("session.json"));
        Mutations mutations = new Mutations(21);
        List<String> missed = new ArrayList<>();
        int ofEvents = 0;
        for (int i = 0; i < MANY; i++) {
            Mutant mutant = mutations.of(bundled);
            boolean isOther = !JsonDiff.isSame(Optional.of(bundled), Optional.of(mutant.value()));
            ofEvents += isOther && mutant.pointer().startsWith("/events/") ? 1 : 0;
            Files.writeString(alone, JsonWriter.indented(mutant.value()));
            if (isOther && Verified.of(alone).reproduced()) {
                missed.add(mutant.pointer() + " " + mutant.what());
            }
        }

        assertThat(missed)
                .allSatisfy(what -> assertThat(what)
                        .matches("(/events/|/exported_at).*|.*/(why|why/\\d+|label|reason) (changed by one"
                                + " character|moved to the front)"));
        assertThat(missed)
                .as("missed of %d mutations of events", ofEvents)
                .filteredOn(what -> what.startsWith("/events/"))
                .hasSizeLessThan(ofEvents / 3);
    }
}
