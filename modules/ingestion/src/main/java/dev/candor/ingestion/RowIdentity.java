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
import java.util.Map;
import java.util.Optional;

/**
 * Says what identifies a row: the properties that its contract names, or all that it says. Hashes are the first bits of
 * SHA-256, so that nobody can make two rows look like one. Not for two threads at a time.
 */
final class RowIdentity {
    private static final int ESCAPE_LENGTH = 6;
    private static final byte[] NONE = {};
    private static final Map<String, byte[]> ONCE_RAW = Map.of(
            "\\u0085", "\u0085".getBytes(StandardCharsets.UTF_8),
            "\\u2028", "\u2028".getBytes(StandardCharsets.UTF_8),
            "\\u2029", "\u2029".getBytes(StandardCharsets.UTF_8));

    private final List<String> properties;
    private final MessageDigest digest;

    private RowIdentity(List<String> properties) {
        this.properties = properties;
        this.digest = sha256();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
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
        addContent(bytes, from, to);
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
        addContent(bytes, from, to);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new RowKey(hash.getLong(), hash.getLong(), 0);
    }

    /**
     * Adds canonical text with U+0085, U+2028 and U+2029 as they are, however they are spelled: logs of earlier versions
     * have them raw, and a row of such a log is the same row today.
     */
    private void addContent(byte[] bytes, int from, int to) {
        int added = from;
        for (int i = from; i < to - 1; i++) {
            if (bytes[i] == '\\') {
                byte[] raw = lineEnd(bytes, i, to);
                if (raw.length > 0) {
                    digest.update(bytes, added, i - added);
                    digest.update(raw);
                    added = i + ESCAPE_LENGTH;
                }
                i++;
            }
        }
        digest.update(bytes, added, to - added);
    }

    /** The character that an escape stands for, if it is one of those that earlier versions did not escape. */
    private static byte[] lineEnd(byte[] bytes, int at, int to) {
        if (bytes[at + 1] != 'u' || at + ESCAPE_LENGTH > to) {
            return NONE;
        }
        String escape = new String(bytes, at, ESCAPE_LENGTH, StandardCharsets.ISO_8859_1);
        return ONCE_RAW.getOrDefault(escape, NONE);
    }
}
