package dev.candor.export.internal.bundle;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.event.SessionEvents;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What {@value BundleFiles#MANIFEST} says: the files of a bundle and what they were made of. */
public final class Manifest {
    private static final String VERSION = "bundle_version";
    private static final String VERSIONS = "versions";
    /** Bundles of this version named no versions of their forms and rules, which were the first. */
    private static final long WITHOUT_VERSIONS = 1;

    private static final long WITH_VERSIONS = 2;
    /**
     * By which rules the score was reckoned, and how each form is written. A change of what a bundle proves makes a new
     * version, which is recomputed as it says; sentences and looks may change without.
     */
    private static final ObjectValue FIRST_VERSIONS = new ObjectValue(new TreeMap<>(Map.of(
            "csv", JsonValue.of(1), "html", JsonValue.of(1), "json", JsonValue.of(1), "scoring", JsonValue.of(1))));

    private Manifest() {}

    /**
     * A file of a bundle.
     *
     * @param sha256 in lower case hexadecimal
     * @param rows how many rows it has beside its header; empty when it is no table
     */
    public record Entry(String name, long bytes, String sha256, OptionalLong rows) {
        /** The entry as JSON. */
        public ObjectValue json() {
            Map<String, JsonValue> entry = new LinkedHashMap<>();
            entry.put("bytes", JsonValue.of(bytes));
            entry.put("name", JsonValue.of(name));
            rows.ifPresent(count -> entry.put("rows", JsonValue.of(count)));
            entry.put("sha256", JsonValue.of(sha256));
            return new ObjectValue(entry);
        }
    }

    /**
     * What a bundle was made of.
     *
     * @param warnings those of the assessment
     */
    public record Origin(
            SessionEvents.Facts facts,
            String scenarioId,
            String scenarioVersion,
            String exportedAt,
            boolean spreadsheetSafe,
            List<String> warnings) {}

    /**
     * The manifest as JSON.
     *
     * @param isFirst whether of the first version
     */
    public static ObjectValue json(Origin origin, Collection<Entry> files, boolean isFirst) {
        Map<String, JsonValue> manifest = new LinkedHashMap<>();
        manifest.put(VERSION, JsonValue.of(isFirst ? WITHOUT_VERSIONS : WITH_VERSIONS));
        manifest.put("events", JsonValue.of(origin.facts.count()));
        manifest.put("exported_at", JsonValue.of(origin.exportedAt));
        manifest.put(
                "files",
                JsonValue.of(files.stream()
                        .sorted(Comparator.comparing(Entry::name))
                        .map(Entry::json)
                        .toList()));
        manifest.put("participant_id", JsonValue.of(origin.facts.participantId()));
        manifest.put(
                "scenario",
                new ObjectValue(Map.of(
                        "scenario_id", JsonValue.of(origin.scenarioId),
                        "version", JsonValue.of(origin.scenarioVersion))));
        manifest.put("session_id", JsonValue.of(origin.facts.sessionId()));
        manifest.put("spreadsheet_safe", JsonValue.of(origin.spreadsheetSafe));
        if (!isFirst) {
            manifest.put(VERSIONS, FIRST_VERSIONS);
        }
        manifest.put(
                "warnings",
                JsonValue.of(origin.warnings.stream().map(JsonValue::of).toList()));
        return new ObjectValue(manifest);
    }

    /** Whether a manifest is of the first version. */
    public static boolean isFirst(ObjectValue manifest) {
        return manifest.integer(VERSION).equals(Optional.of(WITHOUT_VERSIONS));
    }

    /** The file of a manifest: one line. */
    public static byte[] bytes(Origin origin, Collection<Entry> files) {
        return (CanonicalJson.text(json(origin, files, false)) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
