package dev.candor.validation.secrets;

import dev.candor.validation.secrets.SecretWords.Kind;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in texts. The rules are read when a text has the first place where a word of theirs may stand: a command
 * that meets none does not pay for them.
 */
final class SecretScanner {
    private final Trigrams trigrams = new Trigrams(Trigrams.SHIPPED);
    private final @Nullable String[] harmless = new String[512];
    private volatile @Nullable SecretRules rules;

    /** Part of a text, from the first character to behind the last. */
    record Span(int from, int to) {
        boolean meets(Span other) {
            return from < other.to && other.from < to;
        }
    }

    /** By the rules that ship. */
    SecretScanner() {}

    /** By those and a user's own. */
    SecretScanner(byte[] file) {
        rules = SecretRules.with(file, trigrams);
    }

    private SecretRules rules() {
        SecretRules ready = rules;
        if (ready == null) {
            ready = SecretRules.shipped(trigrams);
            rules = ready;
        }
        return ready;
    }

    SecretWords words() {
        return rules().words();
    }

    /** A text as it is looked at; null when no word of the rules may stand in it. */
    private @Nullable FoldedText near(String text) {
        if (trigrams.next(text, 0, true) == Trigrams.NONE) {
            return null;
        }
        FoldedText folded = FoldedText.of(text);
        return trigrams.next(folded.text(), 0, false) == Trigrams.NONE ? null : folded;
    }

    /** What a name says of its value. */
    Kind kind(String name) {
        FoldedText folded = near(name);
        return folded == null ? Kind.NONE : words().kind(folded.text());
    }

    /** Whether some word of the rules may stand in a name: nearly never, and rows have the same names all the time. */
    boolean mayConcern(String name) {
        int slot = name.hashCode() & (harmless.length - 1);
        if (name.equals(harmless[slot])) {
            return false;
        }
        boolean concerns = kind(name) != Kind.NONE || !find(name, true).isEmpty();
        if (!concerns) {
            harmless[slot] = name;
        }
        return concerns;
    }

    /** Whether a text looks drawn at random, unless it is something public or its name says so. */
    boolean looksRandom(String name, String text) {
        return RandomTexts.isIn(text) && !words().isPublic(name, text);
    }

    /**
     * The text without its secrets; the same object when it has none.
     *
     * @param certain whether only what is certainly a secret is taken out, as in what identifies a row
     */
    String redact(String text, boolean certain) {
        List<Span> secrets = find(text, certain);
        if (secrets.isEmpty()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int copied = 0;
        for (Span secret : secrets) {
            clean.append(text, copied, secret.from()).append(Secrets.REDACTED);
            copied = secret.to();
        }
        return clean.append(text, copied, text.length()).toString();
    }

    /** Where the secrets of a text are, in its order. */
    List<Span> find(String text, boolean certain) {
        FoldedText folded = near(text);
        if (folded == null) {
            return List.of();
        }
        List<Span> secrets = scan(folded.text(), certain).secrets();
        if (folded.text().contains("\"-")) {
            // a list of arguments, read as the line that it stands for
            String line = folded.text().replace('"', ' ').replace(',', ' ').replace('\\', ' ');
            for (Span secret : scan(line, certain).secrets()) {
                if (secrets.stream().noneMatch(secret::meets)) {
                    secrets.add(secret);
                }
            }
            secrets.sort(Comparator.comparingInt(Span::from));
        }
        secrets.replaceAll(secret -> new Span(folded.place(secret.from()), folded.place(secret.to())));
        return secrets;
    }

    private SecretScan scan(String text, boolean certain) {
        return new SecretScan(rules(), trigrams, text, certain);
    }
}
