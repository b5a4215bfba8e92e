package dev.candor.validation.secrets;

import dev.candor.validation.secrets.SecretRules.Demand;
import dev.candor.validation.secrets.SecretRules.Link;
import dev.candor.validation.secrets.SecretRules.Rule;
import dev.candor.validation.secrets.SecretRules.Word;
import dev.candor.validation.secrets.SecretScanner.Span;
import dev.candor.validation.secrets.SecretWords.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way through one text. No step looks further than its bound, so that no text takes more than linear time. */
final class SecretScan {
    private static final int MAX_NAME = 64;
    private static final int MAX_LINK = 400;
    private static final int MAX_JUDGED = 1000;
    private static final int MAX_MATCH = 40_000;

    /** What matters on the way to a bracket's match: what is escaped, what is in quotes, and brackets. */
    private static final Pattern BRACKETS =
            Pattern.compile("\\\\[\\s\\S]?|\"(?:[^\"\\\\]|\\\\[\\s\\S])*+\"?|(?<open>[\\[{])|(?<close>[\\]}])");

    private final SecretRules rules;
    private final SecretWords words;
    private final String text;
    private final Steps steps;
    private final boolean certain;
    private final List<Span> secrets = new ArrayList<>();

    /** Behind the last secret. */
    private int floor;

    private int lastName = -1;

    SecretScan(SecretRules rules, Trigrams trigrams, String text, boolean certain) {
        this.rules = rules;
        this.words = rules.words();
        this.text = text;
        this.steps = new Steps(text);
        this.certain = certain;
        int at = trigrams.next(text, 0, false);
        while (at >= 0) {
            look(at - Trigrams.LENGTH + 1);
            at = trigrams.next(text, Math.max(at + 1, floor), false);
        }
    }

    /** Where the secrets are; in the order of the text. */
    List<Span> secrets() {
        return secrets;
    }

    /** How often the text was looked at by patterns. */
    long steps() {
        return steps.taken;
    }

    /** Looks closer at where a word's trigram stands. What takes too long to look at is taken out as a whole. */
    private void look(int trigram) {
        for (Word word : rules.near().getOrDefault(Trigrams.key(text, trigram), List.of())) {
            int from = trigram - word.offset();
            int to = from + word.text().length();
            if (from >= floor && text.regionMatches(true, from, word.text(), 0, to - from)) {
                Span secret;
                try {
                    secret = word.rule() == null ? named(from, to) : shaped(word.rule(), from);
                } catch (IllegalStateException | StackOverflowError e) {
                    secret = new Span(floor, text.length());
                }
                if (secret != null && !words.is("exceptions", text.substring(secret.from(), secret.to()))) {
                    secrets.add(secret);
                    floor = secret.to();
                    return;
                }
            }
        }
    }

    private @Nullable Span shaped(Rule rule, int near) {
        Matcher matcher = words.matcher(rule.pattern(), steps, near, near);
        for (int from = Math.max(floor, near - rule.reach()); from <= near; from++) {
            matcher.region(from, Math.min(text.length(), from + MAX_MATCH));
            if (matcher.lookingAt() && matcher.end() > near && isMeant(rule, matcher)) {
                return new Span(matcher.start(rule.secret()), matcher.end(rule.secret()));
            }
        }
        return null;
    }

    private boolean isMeant(Rule rule, Matcher matcher) {
        String secret = matcher.group(rule.secret());
        if (secret == null || words.sayNothing(secret) || RandomTexts.entropy(secret) < rule.entropy()) {
            return false;
        }
        if (rule.name() == 0) {
            return true;
        }
        String name = matcher.group(rule.name());
        return words.kind(name).compareTo(Kind.SECRET) >= 0
                || (RandomTexts.isIn(secret) && !words.isPublic(name, secret));
    }

    private @Nullable Span named(int from, int to) {
        int begin = from;
        while (begin > floor && from - begin < MAX_NAME && isOfName(text.charAt(begin - 1))) {
            begin--;
        }
        // words of scripts that write without spaces go on with the next word
        int phrase = words.phraseAt(text, from);
        int end = phrase == 0 ? to : from + phrase;
        while (phrase == 0 && end < text.length() && end - to < MAX_NAME && isOfName(text.charAt(end))) {
            end++;
        }
        if (end == lastName) {
            return null;
        }
        lastName = end;
        while (end > from && text.charAt(end - 1) == '-') {
            end--;
        }
        String name = text.substring(begin, end).replaceFirst("^-++", "");
        Kind kind = words.kind(name);
        return kind == Kind.NONE ? null : linked(begin, name, kind, end);
    }

    private @Nullable Span linked(int begin, String name, Kind kind, int end) {
        for (Link link : rules.links()) {
            boolean fits = switch (link.after()) {
                case "flag" -> text.charAt(begin) == '-';
                case "tag" -> begin > 0 && text.charAt(begin - 1) == '<';
                case "foreign" -> text.charAt(end - 1) >= 128;
                default -> true;
            };
            Matcher matcher = words.matcher(link.pattern(), steps, end, end + MAX_LINK);
            Span value = fits && matcher.lookingAt() ? value(name, kind, matcher.end(), link.value()) : null;
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable Span value(String name, Kind kind, int at, Demand asked) {
        Demand demand = certain && asked != Demand.PASSWORD ? Demand.STRONG : asked;
        if (at >= text.length() || text.startsWith(Secrets.REDACTED, at)) {
            return null;
        }
        if ("[{".indexOf(text.charAt(at)) < 0) {
            return word(name, kind, at, demand);
        }
        return demand.compareTo(Demand.STRONG) < 0 ? bracket(name, kind, at) : null;
    }

    private @Nullable Span word(String name, Kind kind, int at, Demand asked) {
        Matcher form = words.first("forms", steps, at, at + MAX_JUDGED).orElseThrow();
        boolean quoted = form.end("quote") > at;
        boolean sentence = !quoted && asked.compareTo(Demand.STRONG) >= 0;
        int from = form.start("value");
        int to = form.end("value");
        while (sentence && to > from && ".!?:*".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        Demand demand = asked == Demand.WORDED && form.start("scheme") >= 0 ? Demand.ANY : asked;
        String value = text.substring(from, to);
        if (kind == Kind.TOKENS || !words.isSecret(name, kind, steps, from, value, quoted, demand)) {
            return null;
        }
        // only what is a secret is followed to its end
        boolean cut = to == at + MAX_JUDGED && form.region(at, text.length()).lookingAt();
        return new Span(from, cut ? form.end("value") : to);
    }

    /** All in a bracket, up to its match, or to the end when that is missing. */
    private @Nullable Span bracket(String name, Kind kind, int at) {
        Matcher open = words.first("bracket", steps, at, at + MAX_JUDGED).orElseThrow();
        boolean quoted = open.start("quote") >= 0;
        if (kind == Kind.KEY
                || open.start("schema") >= 0
                || (!quoted && word(name, kind, open.end(), Demand.WORDED) == null)) {
            return null;
        }
        Matcher part = BRACKETS.matcher(text).region(at, text.length());
        for (int depth = 0; part.find(); ) {
            depth += part.start("open") >= 0 ? 1 : part.start("close") >= 0 ? -1 : 0;
            if (depth == 0) {
                return new Span(at, part.end());
            }
        }
        return new Span(at, text.length());
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    /** A text that counts how often it is looked at, and is not looked at for ever, whatever a user's pattern is. */
    private static final class Steps implements CharSequence {
        private final String text;
        private long taken;

        Steps(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++taken > 1_000_000 + 1000L * text.length()) {
                throw new IllegalStateException("a pattern goes over the text again and again");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
