package dev.candor.export.internal.session;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What {@value BundleFiles#MANIFEST} says: the files of a bundle and what they were made of. */
public final class Manifest {
    /** The version of bundles that is written. */
    public static final long VERSION = 1;

    private Manifest() {}

    /**
     * A file of a bundle.
     *
     * @param sha256 in lower case hexadecimal
     * @param rows how many rows it has beside its header; empty when it is no table
     */
    public record Entry(String name, long bytes, String sha256, OptionalLong rows) {
        ObjectValue json() {
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

    /** The manifest as JSON. */
    public static ObjectValue json(Origin origin, Collection<Entry> files) {
        Map<String, JsonValue> manifest = new LinkedHashMap<>();
        manifest.put("bundle_version", JsonValue.of(VERSION));
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
        manifest.put(
                "warnings",
                JsonValue.of(origin.warnings.stream().map(JsonValue::of).toList()));
        return new ObjectValue(manifest);
    }

    /** The file of a manifest: one line. */
    public static byte[] bytes(Origin origin, Collection<Entry> files) {
        return (CanonicalJson.text(json(origin, files)) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
