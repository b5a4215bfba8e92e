package dev.candor.ingestion;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * Says what identifies a row: the properties that its contract names, or all that it says. Hashes are the first bits of
 * SHA-256, so that nobody can make two rows look like one. Not for two threads at a time.
 */
final class RowIdentity {
    private final List<String> properties;
    private final MessageDigest digest;

    private RowIdentity(List<String> properties) {
        this.properties = properties;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static RowIdentity of(Contract contract) {
        if (contract.equals(Contract.SESSION)) {
            return new RowIdentity(List.of("session_id", "event_id"));
        }
        return new RowIdentity(contract.equals(Contract.EXECUTION) ? List.of("run_id") : List.of());
    }

    /** Whether a row's identity is less than its content. */
    boolean isNamed() {
        return !properties.isEmpty();
    }

    /** What a conflict is about, for a person. */
    String words() {
        return String.join(" and ", properties);
    }

    /** The JSON pointer to what identifies a row; empty for its content. */
    String pointer() {
        return properties.isEmpty() ? "" : "/" + properties.getLast();
    }

    /** The key of a row that is valid, by its canonical bytes. */
    RowKey key(ObjectValue row, byte[] canonical) {
        return key(row, canonical, 0, canonical.length);
    }

    /** The key of a row as it stands in a log; empty when it lacks what identifies it. */
    Optional<RowKey> key(byte[] bytes, int from, int to) {
        if (properties.isEmpty()) {
            return Optional.of(ofContent(bytes, from, to));
        }
        try {
            return JsonValue.parse(bytes, from, to) instanceof ObjectValue row
                            && properties.stream()
                                    .allMatch(name -> row.text(name).isPresent())
                    ? Optional.of(key(row, bytes, from, to))
                    : Optional.empty();
        } catch (JsonSyntaxException notARowOfOurs) {
            return Optional.empty();
        }
    }

    private RowKey key(ObjectValue row, byte[] bytes, int from, int to) {
        if (properties.isEmpty()) {
            return ofContent(bytes, from, to);
        }
        digest.update(bytes, from, to - from);
        long content = ByteBuffer.wrap(digest.digest()).getLong();
        for (String name : properties) {
            byte[] text = row.text(name).orElse("").getBytes(StandardCharsets.UTF_8);
            // with its length, so that no text can look like two
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, text.length));
            digest.update(text);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new RowKey(hash.getLong(), hash.getLong(), content);
    }

    private RowKey ofContent(byte[] bytes, int from, int to) {
        digest.update(bytes, from, to - from);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new RowKey(hash.getLong(), hash.getLong(), 0);
    }
}
