package dev.candor.agents.internal.setup;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What set-up changed, and the bytes from before, in a folder of the user path. */
public final class SetupJournal {
    private static final int MAX_BYTES = 1 << 20;

    private final Path folder;

    /**
     * What was done to one file.
     *
     * @param path as the agent names it
     * @param after the SHA-256 of its bytes as we wrote them
     * @param backup the name of the copy of its bytes from before; empty when there was no file
     * @param folders that were made for it, the uppermost first
     */
    public record Entry(String path, String agent, String after, Optional<String> backup, List<String> folders) {}

    public SetupJournal(Path folder) {
        this.folder = folder;
    }

    private Path file() {
        return folder.resolve("journal.json");
    }

    /** What whoever changes settings holds. */
    public Path lock() {
        return folder.resolve("lock");
    }

    /** All entries by path. */
    public Map<String, Entry> entries() throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
            byte[] bytes = Input.regularFile(file(), MAX_BYTES).orElse(new byte[0]);
            if (JsonValue.parse(bytes) instanceof ObjectValue journal
                    && journal.members().get("files") instanceof ArrayValue files) {
                files.items().stream()
                        .filter(ObjectValue.class::isInstance)
                        .map(ObjectValue.class::cast)
                        .forEach(object -> entry(object).ifPresent(entry -> entries.put(entry.path(), entry)));
                return entries;
            }
        } catch (NoSuchFileException noneYet) {
            return entries;
        } catch (JsonSyntaxException e) {
            throw new IOException(file() + " cannot be understood: " + e.sentence(), e);
        }
        throw new IOException(file() + " cannot be understood: expected an object with the member 'files'");
    }

    private static Optional<Entry> entry(ObjectValue object) {
        Optional<String> path = object.text("path");
        Optional<String> after = object.text("after");
        return path.isEmpty() || after.isEmpty()
                ? Optional.empty()
                : Optional.of(new Entry(
                        path.get(),
                        object.text("agent").orElse(""),
                        after.get(),
                        object.text("backup"),
                        object.texts("folders")));
    }

    /** The bytes from before. */
    public Optional<byte[]> before(Entry entry, int maxBytes) throws IOException {
        if (entry.backup().isEmpty()) {
            return Optional.empty();
        }
        Path copy = folder.resolve(entry.backup().get());
        return Optional.of(Input.regularFile(copy, maxBytes)
                .orElseThrow(() -> new IOException(copy + " is larger than " + maxBytes + " bytes")));
    }

    /** Where a copy of the bytes from before is, if there is one. */
    public Optional<Path> copy(Entry entry) {
        return entry.backup().map(folder::resolve);
    }

    /** Keeps the bytes from before and the entry, durably; before the file itself is changed. */
    public void put(Entry entry, Optional<byte[]> before) throws IOException {
        if (before.isPresent() && entry.backup().isPresent()) {
            PrivateFiles.replace(folder.resolve(entry.backup().get()), before.get());
        }
        Map<String, Entry> entries = entries();
        entries.put(entry.path(), entry);
        write(entries);
    }

    /**
     * Forgets an entry.
     *
     * @param keepsCopy whether the bytes from before stay
     */
    public void remove(Entry entry, boolean keepsCopy) throws IOException {
        Map<String, Entry> entries = entries();
        entries.remove(entry.path());
        write(entries);
        if (!keepsCopy && entry.backup().isPresent()) {
            PrivateFiles.remove(folder.resolve(entry.backup().get()));
        }
    }

    private void write(Map<String, Entry> entries) throws IOException {
        List<JsonValue> files =
                entries.values().stream().<JsonValue>map(SetupJournal::json).toList();
        ObjectValue journal = new ObjectValue(Map.of("files", JsonValue.of(files)));
        PrivateFiles.replace(file(), (JsonWriter.indented(journal) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectValue json(Entry entry) {
        JsonObject members = new JsonObject()
                .put("path", entry.path())
                .put("agent", entry.agent())
                .put("after", entry.after());
        entry.backup().ifPresent(name -> members.put("backup", name));
        return members.put(
                        "folders", entry.folders().stream().map(JsonValue::of).toList())
                .object();
    }

    /** The name of the copy of a file. */
    public static String copyName(Path path) {
        String name = String.valueOf(path.getFileName());
        return name + "."
                + sha256(path.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16) + ".before";
    }

    /** In lower case hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
