package dev.candor.validation.secrets;

import java.util.Locale;
import java.util.Set;

/** Tells values that give nothing away, though they stand under a name for secrets: {@code missing}, {@code $TOKEN}. */
final class SecretValues {
    private static final int LONGEST = 128;

    /** Values that say how it is with a secret, not what it is. */
    private static final Set<String> STATES = Set.of(
            "absent",
            "allowed",
            "changed",
            "denied",
            "disabled",
            "empty",
            "enabled",
            "expired",
            "failed",
            "false",
            "forbidden",
            "granted",
            "hidden",
            "incorrect",
            "invalid",
            "masked",
            "missing",
            "must",
            "nil",
            "no",
            "none",
            "not",
            "null",
            "ok",
            "passed",
            "present",
            "redacted",
            "rejected",
            "required",
            "revoked",
            "rotated",
            "set",
            "true",
            "undefined",
            "unset",
            "valid",
            "wrong",
            "yes");

    private SecretValues() {}

    /** {@code PWD=/home/ci} is where a shell stands; {@code pass=3} counts. */
    static boolean sayNothing(String name, String value) {
        if (sayNothing(value)) {
            return true;
        }
        return (name.equalsIgnoreCase("pwd") && isFolder(value)) || (name.equalsIgnoreCase("pass") && isCount(value));
    }

    private static boolean isFolder(String value) {
        return value.startsWith("/")
                || value.startsWith("~")
                || value.startsWith(".")
                || (value.length() > 1 && value.charAt(1) == ':' && Character.isLetter(value.charAt(0)));
    }

    private static boolean isCount(String value) {
        return value.length() < 6 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether a value under a secret name gives nothing away. */
    static boolean sayNothing(String value) {
        return value.length() <= LONGEST && isEmptyTalk(value);
    }

    private static boolean isEmptyTalk(String value) {
        return value.isBlank()
                || value.equals(Secrets.REDACTED)
                || (value.length() < 10 && STATES.contains(value.toLowerCase(Locale.ROOT)))
                || value.chars().allMatch(c -> c == '*' || c == '•' || c == '.')
                || isVariable(value);
    }

    /** {@code $NAME}, {@code ${name}}, {@code <name>}: where a secret comes from. */
    private static boolean isVariable(String value) {
        boolean braced = value.startsWith("${") || (value.startsWith("<") && value.endsWith(">"));
        return braced
                || (value.startsWith("$")
                        && value.length() > 1
                        && value.chars().skip(1).allMatch(c -> c == '_' || (c >= 'A' && c <= 'Z')));
    }
}
