package dev.candor.export.internal.page;

import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** Numbers, times and names as a page has them. */
final class PageText {
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[Tt](\\d\\d:\\d\\d:\\d\\d)(?:\\.0+|(\\.\\d+))?(?:[Zz]|[+-]00:00)");
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d)(?=(?:\\d{3})+$)");

    private PageText() {}

    /** A number of an object; 0 when it has none of that name. */
    static BigDecimal number(ObjectValue object, String name) {
        return object.members().get(name) instanceof NumberValue value ? value.number() : BigDecimal.ZERO;
    }

    static String text(ObjectValue object, String name) {
        return object.text(name).orElse("");
    }

    static String points(BigDecimal points) {
        return CanonicalJson.number(points).text();
    }

    static String signed(BigDecimal points) {
        return (points.signum() > 0 ? "+" : "") + points(points);
    }

    /** A whole number with its thousands apart: {@code 1,000,000}. */
    static String grouped(long number) {
        return THOUSANDS.matcher(Long.toString(number)).replaceAll(",");
    }

    /** How long something took: {@code 1 h 10 min 3 s}. */
    static String took(Duration took) {
        String hours = took.toHours() > 0 ? grouped(took.toHours()) + " h " : "";
        String minutes = took.toMinutes() > 0 ? took.toMinutesPart() + " min " : "";
        return hours + minutes + took.toSecondsPart() + " s";
    }

    /** A timestamp as people read it: {@code 2026-04-02 13:00:04.250 UTC}. */
    static String moment(String timestamp) {
        return TIMESTAMP.matcher(timestamp).replaceAll("$1 $2$3 UTC");
    }

    /** Its time of day: {@code 13:00:04.250}. */
    static String timeOfDay(String timestamp) {
        return TIMESTAMP.matcher(timestamp).replaceAll("$2$3");
    }

    /** A word of a scenario as people write it: {@code door checked} for {@code door_checked}. */
    static String words(String word) {
        return word.replace('_', ' ');
    }

    /** The same at the beginning of a line. */
    static String title(String word) {
        String words = words(word);
        return words.isEmpty()
                ? words
                : Character.toString(Character.toTitleCase(words.codePointAt(0)))
                        + words.substring(words.offsetByCodePoints(0, 1));
    }
}
