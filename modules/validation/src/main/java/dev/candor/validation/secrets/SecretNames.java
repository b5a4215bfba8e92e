package dev.candor.validation.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells names under which secrets are kept: {@code password}, {@code DB_PASSWORD}, {@code apiKey}, {@code X-Auth-Token}. */
final class SecretNames {
    private static final int LONGEST = 128;
    private static final String TOKENS = "tokens";

    /** Words before a {@code key} that opens nothing. */
    private static final Set<String> NO_KEYS =
            Set.of("cache", "public", "primary", "foreign", "sort", "partition", "idempotency");

    /** Last words of names under which a number is no count. */
    private static final Set<String> NUMERIC = Set.of("secret", "apikey", "secretkey", "dbpass");

    private static final Set<String> WORDS = Set.of(
            "password",
            "passwords",
            "passwd",
            "pwd",
            "passphrase",
            "passphrases",
            "passcode",
            "passcodes",
            "dbpass",
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
            "cookie",
            "cookies");

    /** Words that make a {@code key} behind them one that opens something. */
    private static final Set<String> BEFORE_KEY = Set.of(
            "api",
            "openai",
            "stripe",
            "private",
            "access",
            "secret",
            "auth",
            "account",
            "encryption",
            "signing",
            "ssh",
            "master");

    /** Last words of a name that speaks about a secret and does not hold it. */
    private static final Set<String> ABOUT = Set.of(
            "age",
            "hash",
            "hashes",
            "rate",
            "rotation",
            "ttl",
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

    private SecretNames() {}

    static boolean isSecret(String name) {
        return name.length() <= LONGEST && mayBeSecret(name) && hasSecretWord(words(name));
    }

    /** Whether a text under a name is to be kept secret, for its name or for both: {@code STRIPE_KEY} and a random text. */
    static boolean hides(String name, String value) {
        if (name.length() > LONGEST || !mayBeSecret(name)) {
            return false;
        }
        List<String> words = words(name);
        return (hasSecretWord(words) || (isKey(words) && RandomTexts.isIn(value)))
                && !SecretValues.sayNothing(name, value);
    }

    /** Whether a number under a name is to be kept secret; under most names it is a count. */
    static boolean hidesNumber(String name) {
        if (!isSecret(name)) {
            return false;
        }
        String last = words(name).getLast();
        return NUMERIC.contains(last) || (isPassword(last) && !last.endsWith("s"));
    }

    /** Whether a number in a list or object under a name is to be kept secret. */
    static boolean hidesNumbersBelow(String name) {
        return hidesNumber(name) || (isSecret(name) && isPassword(words(name).getLast()));
    }

    /** Whether a list or object under a name has secrets for texts; {@code tokens} may also be a count. */
    static boolean holdsSecrets(String name) {
        return isSecret(name) || isTokens(name);
    }

    static boolean isTokens(String name) {
        return name.length() <= LONGEST
                && name.regionMatches(true, name.length() - TOKENS.length(), TOKENS, 0, TOKENS.length())
                && words(name).getLast().equals(TOKENS);
    }

    /** A name of two or more words that may hold a key, or a key's place in a list or a file. */
    static boolean isKey(String name) {
        return name.length() <= LONGEST && mayBeSecret(name) && isKey(words(name));
    }

    private static boolean isKey(List<String> words) {
        return words.size() > 1 && words.getLast().equals("key") && !NO_KEYS.contains(words.get(words.size() - 2));
    }

    /** Whether a member speaks about the secret beside it: {@code type}, {@code expires_at}. */
    static boolean isAbout(String name) {
        List<String> words = name.length() <= LONGEST ? words(name) : List.of();
        return !words.isEmpty() && ABOUT.contains(words.getLast());
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
            String before = i == 0 ? "" : words.get(i - 1);
            if (isSecretWord(words.get(i), before, i + 1 == words.size())) {
                return true;
            }
        }
        return false;
    }

    /** A {@code pass_rate} and a price per token are none. */
    private static boolean isSecretWord(String word, String before, boolean last) {
        return switch (word) {
            case "pass" -> last;
            case "token" -> !before.equals("per");
            case "key", "keys" -> BEFORE_KEY.contains(before);
            default -> WORDS.contains(word) || word.endsWith("password") || word.endsWith("passwd");
        };
    }

    private static boolean isPassword(String word) {
        return word.contains("passw") || word.contains("passc") || word.contains("passp") || word.equals("pwd");
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
