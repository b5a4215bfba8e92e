package dev.candor.validation.secrets;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds what must not reach a disk: tokens, keys and passwords, by the rules of {@code config/secrets.json}. Takes time in
 * proportion to the text, whatever the text. Safe for concurrent calls.
 */
public final class Secrets {
    /** What stands in the place of a secret. */
    public static final String REDACTED = "[redacted]";

    /** The system property that names a user's own file of rules, which need not be there. */
    public static final String USER_FILE = "candor.secrets";

    private static final Secrets INSTALLED = installed(System.getProperty(USER_FILE));

    private final SecretScanner scanner;
    private final SecretRows rows;
    private final String problem;

    private Secrets(SecretScanner scanner, String problem) {
        this.scanner = scanner;
        this.rows = new SecretRows(scanner);
        this.problem = problem;
    }

    /** By the rules that ship and those of the user whose process this is. */
    public static Secrets installed() {
        return INSTALLED;
    }

    private static Secrets installed(@Nullable String file) {
        if (file == null || !Files.exists(Path.of(file))) {
            return new Secrets(new SecretScanner(), "");
        }
        try {
            return with(Files.readAllBytes(Path.of(file)));
        } catch (SecretRulesException e) {
            return new Secrets(new SecretScanner(), file + ": " + e.sentence());
        } catch (IOException e) {
            return new Secrets(new SecretScanner(), file + " cannot be read: " + Reasons.of(e));
        }
    }

    /** Why the user's own rules are not used, for a person; empty when they are, or there are none. */
    public String problem() {
        return problem;
    }

    /**
     * By the rules that ship, and those of a user's own file.
     *
     * @param file the bytes of the file
     * @throws SecretRulesException when the file is not one of rules; the sentence says where and what to do
     */
    public static Secrets with(byte[] file) throws SecretRulesException {
        return new Secrets(new SecretScanner(file), "");
    }

    /**
     * The row without its secrets; the same object when it has none. Of a text only the secret part is replaced. What
     * identifies the row ({@code session_id}, {@code skill} and their like) loses only what is certainly a secret.
     */
    public ObjectValue redact(ObjectValue row) {
        return rows.redact(row);
    }

    /** A value of any kind without its secrets; the same object when it has none. */
    public JsonValue redact(JsonValue value) {
        return rows.redact(value);
    }

    /** A text that may be no JSON, without its secrets; the same when it has none. */
    public String redact(String text) {
        return scanner.redact(text, false);
    }

    /** Whether a key with its value gives a secret away: by the key's name, the value's shape, or its randomness. */
    public boolean containsSecret(String key, String value) {
        return rows.hides(key, value) || !redact(value).equals(value) || scanner.looksRandom(key, value);
    }
}
