package dev.candor.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells names under which secrets are kept: {@code password}, {@code DB_PASSWORD}, {@code apiKey}, {@code X-Auth-Token}. */
final class SecretNames {
    private static final int LONGEST = 128;

    private static final Set<String> WORDS = Set.of(
            "password",
            "passwords",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "secrets",
            "token",
            "apikey",
            "apitoken",
            "authtoken",
            "accesstoken",
            "refreshtoken",
            "authorization",
            "privatekey",
            "accesskey",
            "secretkey",
            "clientsecret",
            "credential",
            "credentials",
            "cookie");

    /** Words that make a {@code key} behind them one that opens something. */
    private static final Set<String> BEFORE_KEY =
            Set.of("api", "private", "access", "secret", "auth", "account", "encryption", "signing", "ssh", "master");

    /** Last words of a name that speaks about a secret and does not hold it. */
    private static final Set<String> ABOUT = Set.of(
            "count",
            "counts",
            "used",
            "usage",
            "limit",
            "budget",
            "type",
            "kind",
            "name",
            "names",
            "id",
            "ids",
            "file",
            "path",
            "url",
            "uri",
            "endpoint",
            "length",
            "policy",
            "status",
            "state",
            "present",
            "valid",
            "expired",
            "expiry",
            "expires",
            "in",
            "at",
            "required",
            "enabled",
            "field",
            "source",
            "scanner",
            "scanning",
            "manager",
            "store",
            "scope",
            "scopes");

    /** Values that say how it is with a secret, not what it is. */
    private static final Set<String> STATES = Set.of(
            "absent",
            "changed",
            "disabled",
            "empty",
            "enabled",
            "expired",
            "false",
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

    private SecretNames() {}

    static boolean isSecret(String name) {
        return name.length() <= LONGEST && mayBeSecret(name) && hasSecretWord(words(name));
    }

    /** Whether a value under a secret name gives nothing away. */
    static boolean saysNothing(String value) {
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

    /** A look at the letters that spares nearly every name the rest. */
    private static boolean mayBeSecret(String name) {
        int last = name.length() - 2;
        for (int i = 0; i < last; i++) {
            int second = name.charAt(i + 1) | 0x20;
            int third = name.charAt(i + 2) | 0x20;
            boolean begins = switch (name.charAt(i) | 0x20) {
                case 'p' -> (second == 'a' && third == 's') || (second == 'w' && third == 'd');
                case 's' -> second == 'e' && third == 'c';
                case 't' -> second == 'o' && third == 'k';
                case 'k' -> second == 'e' && third == 'y';
                case 'a' -> second == 'u' && third == 't';
                case 'c' -> (second == 'r' && third == 'e') || (second == 'o' && third == 'o');
                default -> false;
            };
            if (begins) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSecretWord(List<String> words) {
        if (words.isEmpty() || ABOUT.contains(words.getLast())) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (WORDS.contains(word) || (i > 0 && word.equals("key") && BEFORE_KEY.contains(words.get(i - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** {@code dbPassword}, {@code DB_PASSWORD} and {@code db-password} are the words db and password. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean begins = Character.isUpperCase(c)
                    && i > 0
                    && (!Character.isUpperCase(name.charAt(i - 1))
                            || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
            if (begins || !Character.isLetter(c)) {
                finish(word, words);
            }
            if (Character.isLetter(c)) {
                word.append(Character.toLowerCase(c));
            }
        }
        finish(word, words);
        return words;
    }

    private static void finish(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
