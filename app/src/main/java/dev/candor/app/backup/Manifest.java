package dev.candor.app.backup;

import dev.candor.config.UserPathFormat;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a backup says of itself: the file {@value #NAME} in it.
 *
 * @param candor the version that made it
 * @param created when, UTC
 * @param rows how many rows can be read, by log
 * @param files all but this one, in their order
 */
public record Manifest(String candor, String created, SortedMap<String, Long> rows, List<Entry> files) {
    static final String NAME = "candor-backup.json";

    /** A backup holds a user path of that format, and is of that format itself. */
    static final long FORMAT = UserPathFormat.CURRENT;

    /** What a backup may hold: neither the token, nor items that would be run, nor anything outside the user path. */
    private static final Pattern PLACE =
            Pattern.compile("config\\.yaml|secrets\\.json|telemetry\\.yaml(\\.broken-[0-9a-zA-Z]+)?"
                    + "|telemetry/(format|checkpoint\\.json|hooks/passed-over\\.json)"
                    + "|telemetry/(logs|quarantine|spool)(/(?!\\.)[A-Za-z0-9._-]+)+");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * One file.
     *
     * @param name where it is in the user path
     */
    record Entry(String name, long bytes, String sha256) {}

    public Manifest {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        files = List.copyOf(files);
    }

    /** How long the files are together. */
    public long bytes() {
        return files.stream().mapToLong(Entry::bytes).sum();
    }

    /** How many rows there are in all logs. */
    public long allRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    static boolean mayHold(String name) {
        return PLACE.matcher(name).matches();
    }

    byte[] json() {
        JsonObject counts = new JsonObject();
        rows.forEach(counts::put);
        List<JsonValue> entries = files.stream()
                .<JsonValue>map(file -> new JsonObject()
                        .put("bytes", file.bytes())
                        .put("name", file.name())
                        .put("sha256", file.sha256())
                        .object())
                .toList();
        JsonObject manifest = new JsonObject()
                .put("candor", candor)
                .put("created", created)
                .put("files", JsonValue.of(entries))
                .put("format", FORMAT)
                .put("rows", counts.object());
        return (JsonWriter.compact(manifest.object()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws BackupException when it is of a later format, or no manifest */
    static Manifest parse(byte[] json) throws BackupException {
        try {
            ObjectValue manifest = ObjectValue.parse(json);
            String candor = manifest.text("candor").orElseThrow();
            long format = manifest.integer("format").orElseThrow();
            if (format > FORMAT) {
                throw new BackupException("it was made by Candor " + candor + " in format " + format
                        + ", and this version restores format " + FORMAT + " at most; restore it with Candor " + candor
                        + " or a later one");
            }
            SortedMap<String, Long> rows = new TreeMap<>();
            ObjectValue counts = manifest.object("rows");
            counts.members()
                    .keySet()
                    .forEach(log -> rows.put(log, counts.integer(log).orElseThrow()));
            List<Entry> files =
                    manifest.objects("files").stream().map(Manifest::entry).toList();
            mustBeFit(files);
            return new Manifest(candor, manifest.text("created").orElseThrow(), rows, files);
        } catch (JsonSyntaxException | NoSuchElementException notOurs) {
            throw new BackupException("its " + NAME + " is damaged; use another backup");
        }
    }

    private static Entry entry(ObjectValue file) {
        return new Entry(
                file.text("name").orElseThrow(),
                file.integer("bytes").filter(bytes -> bytes >= 0).orElseThrow(),
                file.text("sha256").filter(sum -> SHA256.matcher(sum).matches()).orElseThrow());
    }

    private static void mustBeFit(List<Entry> files) throws BackupException {
        Set<String> names = new HashSet<>();
        for (Entry file : files) {
            if (!mayHold(file.name()) || !names.add(file.name())) {
                throw new BackupException("it names the file '" + file.name() + "', which "
                        + (mayHold(file.name()) ? "stands in it twice" : "no backup holds")
                        + "; it was not made by candor backup, or was changed");
            }
        }
    }
}
