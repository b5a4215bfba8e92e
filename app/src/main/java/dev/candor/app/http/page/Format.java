package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Numbers;
import dev.candor.foundation.text.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers, times and states as a page has them; what is not known is a dash. */
final class Format {
    static final String NONE = "–";

    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d)(?=(?:\\d{3})+$)");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final long THOUSAND = 1000;
    private static final int HOURS_TOLD = 48;
    private static final int MS_IN_A_MINUTE = 60_000;

    /** What a word means to somebody who looks for trouble. */
    private static final Map<String, String> TONES = Map.ofEntries(
            Map.entry("broken", "bad"),
            Map.entry("degraded", "bad"),
            Map.entry("failure", "bad"),
            Map.entry("failed", "bad"),
            Map.entry("fail", "bad"),
            Map.entry("violated", "bad"),
            Map.entry("timeout", "bad"),
            Map.entry("lost", "bad"),
            Map.entry("blocked", "bad"),
            Map.entry("new", "bad"),
            Map.entry("regressed", "bad"),
            Map.entry("contradiction", "bad"),
            Map.entry("flaky", "middling"),
            Map.entry("quarantined", "middling"),
            Map.entry("partial", "middling"),
            Map.entry("warning", "middling"),
            Map.entry("retried", "middling"),
            Map.entry("conditional_pass", "middling"),
            Map.entry("rejected", "middling"),
            Map.entry("cancelled", "middling"),
            Map.entry("unused", "middling"),
            Map.entry("success", "good"),
            Map.entry("succeeded", "good"),
            Map.entry("healthy", "good"),
            Map.entry("met", "good"),
            Map.entry("ok", "good"),
            Map.entry("pass", "good"));

    private Format() {}

    /** A whole number with its thousands apart: {@code 1,000,000}. */
    static String grouped(long number) {
        return THOUSANDS.matcher(Long.toString(number)).replaceAll(",");
    }

    static String count(ObjectValue object, String name) {
        return object.integer(name).map(Format::grouped).orElse(NONE);
    }

    static String text(ObjectValue object, String name) {
        return object.text(name).orElse("");
    }

    /** A word as people write it: {@code insufficient data}. */
    static String words(String word) {
        return word.replace('_', ' ');
    }

    static Optional<BigDecimal> number(ObjectValue object, String name) {
        return object.members().get(name) instanceof NumberValue value ? Optional.of(value.number()) : Optional.empty();
    }

    /** A part of a whole: {@code 95.7 %}. */
    static String percent(ObjectValue object, String name) {
        return number(object, name).map(Wording::percent).orElse(NONE);
    }

    /** The interval of a rate: {@code 81 to 97 %}. */
    static String interval(ObjectValue object) {
        Optional<BigDecimal> low = number(object, "rate_low");
        Optional<BigDecimal> high = number(object, "rate_high");
        return low.isEmpty() || high.isEmpty()
                ? ""
                : whole(low.get().movePointRight(2)) + " to " + whole(high.get().movePointRight(2)) + " %";
    }

    private static String whole(BigDecimal number) {
        return number.setScale(0, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** How long something took: {@code 850 ms}, {@code 1.25 s}, {@code 3 min 5 s}. */
    static String duration(ObjectValue object, String name) {
        return number(object, name).map(Format::duration).orElse(NONE);
    }

    static String duration(BigDecimal ms) {
        if (ms.compareTo(BigDecimal.valueOf(MS_IN_A_MINUTE)) < 0) {
            return Wording.duration(ms);
        }
        Duration took = Duration.ofMillis(ms.longValue());
        return took.toHours() > 0
                ? took.toHours() + " h " + took.toMinutesPart() + " min"
                : took.toMinutes() + " min " + took.toSecondsPart() + " s";
    }

    /** A length of files in MB: {@code 6.3}. */
    static String megabytes(ObjectValue object, String name) {
        return number(object, name)
                .map(bytes -> bytes.movePointLeft(6)
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .toPlainString())
                .orElse(NONE);
    }

    /** An amount of US dollars: {@code $1.25}. */
    static String dollars(ObjectValue object, String name) {
        return number(object, name)
                .map(cost -> "$" + cost.setScale(2, RoundingMode.HALF_EVEN).toPlainString())
                .orElse(NONE);
    }

    /** A large number in few characters: {@code 1.2 M}. */
    static String compact(long number) {
        if (number < THOUSAND * 10) {
            return grouped(number);
        }
        boolean isMillions = number >= THOUSAND * THOUSAND;
        BigDecimal part = BigDecimal.valueOf(number)
                .divide(BigDecimal.valueOf(isMillions ? THOUSAND * THOUSAND : THOUSAND), 1, RoundingMode.HALF_EVEN);
        return part.stripTrailingZeros().toPlainString() + (isMillions ? " M" : " k");
    }

    /** Where a part of a whole is on a line of that length, from its beginning. */
    static String along(ObjectValue object, String name, int length) {
        return decimal(number(object, name).orElse(BigDecimal.ZERO).multiply(BigDecimal.valueOf(length)));
    }

    /** How long that line is between two of them, at least what can be seen. */
    static String between(ObjectValue object, String from, String to, int length) {
        BigDecimal width = number(object, to)
                .orElse(BigDecimal.ONE)
                .subtract(number(object, from).orElse(BigDecimal.ZERO))
                .multiply(BigDecimal.valueOf(length));
        return decimal(width.max(BigDecimal.TWO));
    }

    private static String decimal(BigDecimal number) {
        return number.setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** A whole number that somebody typed; 0 for anything else. */
    static long whole(String text) {
        return Numbers.whole(text).orElse(0);
    }

    /** What fails for the first time first, then what fails again; in their order else. */
    static List<ObjectValue> newestFirst(List<ObjectValue> groups) {
        List<String> order = List.of("new", "regressed");
        return groups.stream()
                .sorted(Comparator.comparingInt((ObjectValue group) -> {
                    int place = order.indexOf(text(group, "state"));
                    return place < 0 ? order.size() : place;
                }))
                .toList();
    }

    /** A time of a result; empty when it is none. */
    static Optional<Instant> time(ObjectValue object, String name) {
        try {
            return object.text(name).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A minute in UTC: {@code 2026-04-02 13:00}. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** The time of day in UTC: {@code 13:00:04}. */
    static String clock(Instant time) {
        return SECOND.format(time);
    }

    /** A date in UTC: {@code 2026-04-02}. */
    static String date(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }

    /** A day in UTC: {@code 2 Apr}. */
    static String day(Instant time) {
        return DAY.format(time);
    }

    /** How long ago: {@code 3 min ago}, {@code 5 d ago}. */
    static String ago(Instant time, Instant now) {
        Duration passed = Duration.between(time, now);
        if (passed.isNegative()) {
            return minute(time);
        }
        if (passed.toMinutes() < 1) {
            return passed.toSeconds() + " s ago";
        }
        if (passed.toHours() < 1) {
            return passed.toMinutes() + " min ago";
        }
        return passed.toHours() < HOURS_TOLD ? passed.toHours() + " h ago" : passed.toDays() + " d ago";
    }

    /** The class of a word in the style sheet: good, middling, bad or none. */
    static String tone(String word) {
        return TONES.getOrDefault(word, "none");
    }
}
