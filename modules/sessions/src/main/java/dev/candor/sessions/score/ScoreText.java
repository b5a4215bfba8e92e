package dev.candor.sessions.score;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.text.Wording;
import dev.candor.sessions.event.CanonicalJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers and texts of events as the sentences of a score have them. */
final class ScoreText {
    private static final int MAX_LENGTH = 100;
    private static final int MAX_IDS = 5;

    private ScoreText() {}

    /** A number in its one spelling. */
    static String number(BigDecimal number) {
        return CanonicalJson.number(number).text();
    }

    /** A number with its sign: {@code +25}, {@code -20}, {@code 0}. */
    static String signed(BigDecimal number) {
        return (number.signum() > 0 ? "+" : "") + number(number);
    }

    /** A text of an event on one line, cut when it is long. */
    static String shown(String text) {
        return Wording.line(text, MAX_LENGTH);
    }

    /** A value of an event as short JSON. */
    static String shown(JsonValue value) {
        return shown(CanonicalJson.text(value));
    }

    /** Ids of events: {@code evt-1, evt-2 and 5 more}. */
    static String ids(List<String> ids) {
        String first = ids.stream().limit(MAX_IDS).map(ScoreText::shown).collect(Collectors.joining(", "));
        return ids.size() <= MAX_IDS ? first : first + " and " + (ids.size() - MAX_IDS) + " more";
    }

    /** A sentence of a rubric without its full stop, to go on with. */
    static String open(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
