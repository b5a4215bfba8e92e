package dev.candor.app.cli;

import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.SchemaVersion;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A schema that the command line names: a file, or a contract as {@code ID} or {@code ID@VERSION}.
 *
 * @param name as it was named
 * @param folder the name of the folder that it lies in
 */
record SchemaSource(String name, ObjectValue schema, String folder) {
    private static final int LARGEST = 4 << 20;

    /** The message is a full sentence. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String sentence) {
            super(sentence);
        }
    }

    static List<SchemaSource> all(List<String> names, Surroundings surroundings)
            throws UsageException, UnreadableException {
        List<SchemaSource> sources = new ArrayList<>();
        for (String name : names) {
            Optional<Contract> contract = shipped(name);
            sources.add(
                    contract.isPresent()
                            ? new SchemaSource(
                                    name,
                                    parse(name, contract.get().schemaFile()),
                                    contract.get().version())
                            : file(name, surroundings.path(name)));
        }
        return sources;
    }

    /** The contract of that id and, when it is named, that version. */
    static Contract contract(String name) throws UsageException {
        return shipped(name)
                .orElseThrow(() -> new UsageException("there is no contract '" + name + "'; there is "
                        + String.join(
                                ", ",
                                Contract.ALL.stream()
                                        .map(one -> one.id() + "@" + one.version())
                                        .toList())));
    }

    private static Optional<Contract> shipped(String name) {
        int at = name.indexOf('@');
        String id = at < 0 ? name : name.substring(0, at);
        return Contract.named(id)
                .filter(contract -> at < 0 || contract.version().equals(name.substring(at + 1)));
    }

    private static SchemaSource file(String name, Path file) throws UnreadableException {
        try {
            byte[] bytes = Input.bytes(file, LARGEST)
                    .orElseThrow(() -> new UnreadableException(
                            "the schema " + name + " is larger than " + LARGEST + " bytes; give a smaller one"));
            Path folder = file.toAbsolutePath().normalize().getParent();
            Path last = folder == null ? null : folder.getFileName();
            return new SchemaSource(name, parse(name, bytes), last == null ? "" : last.toString());
        } catch (IOException e) {
            throw new UnreadableException("the schema " + name + " cannot be read: " + Reasons.of(e)
                    + (e instanceof NoSuchFileException
                            ? "; it is neither a file nor the id of a contract (see: candor schema list)"
                            : ""));
        }
    }

    private static ObjectValue parse(String name, byte[] bytes) throws UnreadableException {
        try {
            if (JsonValue.parse(bytes) instanceof ObjectValue schema) {
                return schema;
            }
        } catch (JsonSyntaxException e) {
            throw new UnreadableException(
                    "the schema " + name + " is no valid JSON: " + e.sentence() + " (byte " + (e.offset() + 1) + ")");
        }
        throw new UnreadableException("the schema " + name + " must be a JSON object");
    }

    SchemaVersion version() throws UnreadableException {
        return SchemaVersion.of(schema)
                .or(() -> SchemaVersion.parse(folder))
                .orElseThrow(() -> new UnreadableException("the schema " + name + " says no version: give it"
                        + " x-version, such as \"1.0.0\", or put it into a folder named by its version"));
    }
}
