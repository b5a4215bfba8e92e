package dev.candor.sessions.score;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.text.Wording;
import dev.candor.sessions.event.CanonicalJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Numbers and texts of events as sentences have them. */
final class Words {
    private static final int MAX_LENGTH = 100;
    private static final int NANO_DIGITS = 9;

    private Words() {}

    /** A number in its one spelling. */
    static String number(BigDecimal number) {
        return CanonicalJson.number(number).text();
    }

    /** A number with its sign: {@code +25}, {@code -20}, {@code 0}. */
    static String signed(BigDecimal number) {
        return (number.signum() > 0 ? "+" : "") + number(number);
    }

    /** The seconds between two instants, exactly. */
    static BigDecimal seconds(Instant from, Instant to) {
        Duration between = Duration.between(from, to);
        return BigDecimal.valueOf(between.getSeconds())
                .add(BigDecimal.valueOf(between.getNano(), NANO_DIGITS))
                .stripTrailingZeros();
    }

    /** A text of an event on one line, cut when it is long. */
    static String shown(String text) {
        return Wording.line(text, MAX_LENGTH);
    }

    /** A value of an event as short JSON. */
    static String shown(JsonValue value) {
        return shown(CanonicalJson.text(value));
    }

    /** A sentence without its full stop, to go on with. */
    static String open(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
