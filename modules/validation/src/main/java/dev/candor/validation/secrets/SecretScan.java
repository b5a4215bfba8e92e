package dev.candor.validation.secrets;

import dev.candor.validation.secrets.SecretNames.Kind;
import dev.candor.validation.secrets.SecretRules.Demand;
import dev.candor.validation.secrets.SecretRules.Link;
import dev.candor.validation.secrets.SecretRules.Regex;
import dev.candor.validation.secrets.SecretRules.Rule;
import dev.candor.validation.secrets.SecretRules.Word;
import dev.candor.validation.secrets.SecretScanner.Loaded;
import dev.candor.validation.secrets.SecretScanner.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The way through one text. No step looks further than its bound, so that no text takes more than linear time. */
final class SecretScan {
    private static final int MAX_NAME = 64;
    private static final int MAX_LINK = 400;
    private static final int MAX_JUDGED = 1000;
    private static final int MAX_MATCH = 40_000;
    private static final String QUOTES = "\"'`";
    private static final String ENDS = " \t\r\n\"'`,;&)]}<>|";
    private static final List<String> SCHEMES =
            List.of("bearer ", "basic ", "token ", "digest ", "negotiate ", "apikey ");

    private final Loaded loaded;
    private final String text;
    private final Steps steps;
    private final boolean certain;
    private final List<Span> secrets = new ArrayList<>();
    private int floor;
    private int lastName = -1;

    /** A text that counts how often it is looked at, and is not looked at for ever, whatever a user's pattern is. */
    static final class Steps implements CharSequence {
        private static final long MIN_MOST = 1_000_000;
        private static final int MOST_OF_EACH = 1000;

        private final String text;
        private final long most;
        private long taken;

        Steps(String text) {
            this.text = text;
            this.most = MIN_MOST + (long) MOST_OF_EACH * text.length();
        }

        long taken() {
            return taken;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++taken > most) {
                throw new TooManyStepsException();
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

    /** A pattern goes over the text again and again. */
    private static final class TooManyStepsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyStepsException() {
            super("too many steps", null, false, false);
        }
    }

    SecretScan(Loaded loaded, String text, boolean certain) {
        this.loaded = loaded;
        this.text = text;
        this.steps = new Steps(text);
        this.certain = certain;
    }

    List<Span> secrets() {
        return secrets;
    }

    /** Behind the last secret. */
    int floor() {
        return floor;
    }

    long steps() {
        return steps.taken();
    }

    /** Looks closer at a place where a word's trigram ends. What takes too long to look at is taken out as a whole. */
    void at(int last) {
        try {
            look(last);
        } catch (TooManyStepsException | StackOverflowError e) {
            secrets.add(new Span(floor, text.length()));
            floor = text.length();
        }
    }

    private void look(int last) {
        for (Word word : loaded.words().getOrDefault(Trigrams.key(text, last - 2), List.of())) {
            int from = last - 2 - word.offset();
            int length = word.text().length();
            if (from >= floor && text.regionMatches(true, from, word.text(), 0, length)) {
                Rule rule = word.rule();
                Span secret = rule == null ? named(from, from + length) : shaped(rule, from);
                if (secret != null && !isException(secret)) {
                    secrets.add(secret);
                    floor = secret.to();
                    return;
                }
            }
        }
    }

    private boolean isException(Span secret) {
        List<Regex> exceptions = loaded.rules().exceptions();
        return !exceptions.isEmpty()
                && exceptions.stream().anyMatch(regex -> regex.is(text.substring(secret.from(), secret.to())));
    }

    private @Nullable Span shaped(Rule rule, int near) {
        for (int from = Math.max(floor, near - rule.reach()); from <= near; from++) {
            if (isStart(from)) {
                Matcher matcher = rule.pattern().matcher(steps).region(from, Math.min(text.length(), from + MAX_MATCH));
                if (matcher.lookingAt() && matcher.end() > near && isMeant(rule, matcher)) {
                    return new Span(matcher.start(rule.secret()), matcher.end(rule.secret()));
                }
            }
        }
        return null;
    }

    private boolean isMeant(Rule rule, Matcher matcher) {
        String secret = matcher.group(rule.secret());
        if (secret == null || loaded.rules().values().sayNothing(secret) || entropy(secret) < rule.entropy()) {
            return false;
        }
        if (rule.name() == 0) {
            return true;
        }
        String name = matcher.group(rule.name());
        Kind kind = loaded.rules().names().kind(name);
        return kind.compareTo(Kind.SECRET) >= 0
                || (RandomTexts.isIn(secret) && !loaded.rules().names().isPublic(name));
    }

    /** The bits that each character of a text carries, by how often each occurs. */
    static double entropy(String secret) {
        int[] counts = new int[128];
        int length = Math.min(secret.length(), MAX_JUDGED);
        for (int i = 0; i < length; i++) {
            counts[secret.charAt(i) & 127]++;
        }
        double bits = 0;
        for (int count : counts) {
            bits -= count == 0 ? 0 : (double) count / length * Math.log((double) count / length);
        }
        return bits / Math.log(2);
    }

    /** Whether no word goes on here; {@code x-sk-…} is one word; {@code token -sk} and {@code --sk} are not. */
    private boolean isStart(int at) {
        if (at == 0 || !isAlphanumeric(text.charAt(at))) {
            return true;
        }
        char before = text.charAt(at - 1);
        boolean joined = before == '-' && at > 1 && isAlphanumeric(text.charAt(at - 2));
        return !(isAlphanumeric(before) && !isEscape(at - 1)) && before != '_' && !joined;
    }

    /** Whether a letter ends {@code \n} or {@code %2F}. */
    private boolean isEscape(int at) {
        return (at > 0 && text.charAt(at - 1) == '\\' && "nrt".indexOf(text.charAt(at)) >= 0)
                || (at > 1 && text.charAt(at - 2) == '%');
    }

    private @Nullable Span named(int from, int to) {
        int begin = from;
        while (begin > floor && from - begin < MAX_NAME && isOfName(text.charAt(begin - 1))) {
            begin--;
        }
        // words of scripts that write without spaces go on with the next word
        String phrase = loaded.rules().names().phraseAt(text, from);
        int end = phrase.isEmpty() ? to : from + phrase.length();
        while (phrase.isEmpty() && end < text.length() && end - to < MAX_NAME && isOfName(text.charAt(end))) {
            end++;
        }
        if (end == lastName) {
            return null;
        }
        lastName = end;
        int dashes = begin;
        while (dashes < end && text.charAt(dashes) == '-') {
            dashes++;
        }
        while (end > dashes && text.charAt(end - 1) == '-') {
            end--;
        }
        String name = text.substring(dashes, end);
        Kind kind = loaded.rules().names().kind(name);
        return kind == Kind.NONE ? null : linked(begin, dashes > begin, name, kind, end);
    }

    private @Nullable Span linked(int begin, boolean flag, String name, Kind kind, int end) {
        boolean tag = begin > 0 && text.charAt(begin - 1) == '<';
        boolean foreign = name.charAt(name.length() - 1) >= 128;
        for (Link link : loaded.rules().links()) {
            boolean fits = switch (link.after()) {
                case ANY -> true;
                case FLAG -> flag;
                case TAG -> tag;
                case FOREIGN -> foreign;
            };
            if (fits) {
                Matcher matcher = link.pattern().matcher(steps).region(end, Math.min(text.length(), end + MAX_LINK));
                Span value = matcher.lookingAt() ? value(name, kind, matcher.end(), link.value()) : null;
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }

    private @Nullable Span value(String name, Kind kind, int at, Demand asked) {
        Demand demand = certain && asked != Demand.PASSWORD ? Demand.STRONG : asked;
        if (at >= text.length() || text.startsWith(Secrets.REDACTED, at)) {
            return null;
        }
        char first = text.charAt(at);
        if (first == '[' || first == '{') {
            return demand == Demand.ANY || demand == Demand.WORDED ? bracket(name, kind, at) : null;
        }
        if (kind == Kind.TOKENS) {
            return null;
        }
        int quote = at;
        while (quote < text.length() && quote - at < 8 && text.charAt(quote) == '\\') {
            quote++;
        }
        boolean quoted = quote < text.length() && QUOTES.indexOf(text.charAt(quote)) >= 0;
        if (quoted && quote + 1 < text.length() && ")],;".indexOf(text.charAt(quote + 1)) >= 0) {
            return null;
        }
        int from = behindScheme(quoted ? quote + 1 : at);
        demand = demand == Demand.WORDED && from > (quoted ? quote + 1 : at) ? Demand.ANY : demand;
        int bound = Math.min(text.length(), from + MAX_JUDGED);
        int to = quoted ? quoteEnd(quote, quote - at, bound) : wordEnd(from, bound);
        while (demand.compareTo(Demand.STRONG) >= 0
                && !quoted
                && to > from
                && ".!?:*".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        String value = text.substring(from, Math.max(from, to));
        if (value.isEmpty() || !loaded.rules().values().isSecret(name, kind, steps, from, value, quoted, demand)) {
            return null;
        }
        // only what is a secret is followed to its end
        return new Span(
                from,
                to < bound ? to : quoted ? quoteEnd(quote, quote - at, text.length()) : wordEnd(to, text.length()));
    }

    private int wordEnd(int from, int bound) {
        int end = from;
        while (end < bound && ENDS.indexOf(steps.charAt(end)) < 0 && !isEscapedBreak(end)) {
            end++;
        }
        return end;
    }

    private boolean isEscapedBreak(int at) {
        return text.charAt(at) == '\\' && at + 1 < text.length() && "\"'`nrt\\".indexOf(text.charAt(at + 1)) >= 0;
    }

    /** Where a value in quotes ends: at the same quote with as many backslashes, or fewer. */
    private int quoteEnd(int open, int slashes, int bound) {
        int before = 0;
        for (int i = open + 1; i < bound; i++) {
            char c = steps.charAt(i);
            if (c == text.charAt(open) && before <= slashes) {
                return i - before;
            }
            before = c == '\\' ? before + 1 : 0;
            if (before > slashes && slashes == 0 && i + 1 < bound) {
                i++;
                before = 0;
            }
        }
        return bound;
    }

    private int behindScheme(int from) {
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, from, scheme, 0, scheme.length())) {
                return from + scheme.length();
            }
        }
        return from;
    }

    /** All in a bracket, up to its match, or to the end when that is missing. */
    private @Nullable Span bracket(String name, Kind kind, int from) {
        int first = from + 1;
        while (first < text.length() && first - from < 8 && " \\\n".indexOf(text.charAt(first)) >= 0) {
            first++;
        }
        boolean quote = first < text.length() && QUOTES.indexOf(text.charAt(first)) >= 0;
        boolean schema = text.startsWith("type", first + 1) || text.startsWith("$", first + 1);
        if (kind == Kind.KEY || (quote ? schema : kind == Kind.TOKENS || !isSecretWord(name, kind, first))) {
            return null;
        }
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '[' || c == '{')) {
                depth++;
            } else if (!quoted && (c == ']' || c == '}') && --depth == 0) {
                return new Span(from, i + 1);
            }
        }
        return new Span(from, text.length());
    }

    private boolean isSecretWord(String name, Kind kind, int from) {
        int to = wordEnd(from, Math.min(text.length(), from + MAX_JUDGED));
        return loaded.rules()
                .values()
                .isSecret(name, kind, steps, from, text.substring(from, to), false, Demand.WORDED);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isOfName(char c) {
        return isAlphanumeric(c) || c == '_' || c == '-' || (c >= 128 && Character.isLetter(c));
    }
}
