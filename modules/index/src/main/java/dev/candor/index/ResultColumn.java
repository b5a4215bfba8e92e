package dev.candor.index;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of a query's result.
 *
 * @param type as DuckDB calls it
 */
public record ResultColumn(String name, String type) {
    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "BIGNUM",
            "FLOAT",
            "DOUBLE",
            "DECIMAL");

    /** As DuckDB writes it. */
    private static final Pattern MOMENT =
            Pattern.compile("(?<year>\\d+)(?<day>-\\d\\d-\\d\\d)(?<era> \\(BC\\))?(?: (?<time>[0-9:.]+)(?:\\+00)?)?");

    /** Whether its values are numbers. */
    public boolean isNumber() {
        int bracket = type.indexOf('(');
        return NUMBERS.contains(bracket < 0 ? type : type.substring(0, bracket));
    }

    private boolean isNested() {
        return type.endsWith("]")
                || type.startsWith("STRUCT")
                || type.startsWith("MAP")
                || type.startsWith("UNION")
                || type.equals("JSON")
                || type.equals("VARIANT");
    }

    /** The expression that gives a value of this column as text, or null. */
    String asText(String value) {
        if (isNested()) {
            return "CAST(to_json(" + value + ") AS VARCHAR)";
        }
        return "CAST(" + value + " AS VARCHAR)";
    }

    /** The value that {@link #asText} gave; what JSON has no number or no value for stays a text. */
    JsonValue value(@Nullable String text) {
        if (text == null) {
            return new NullValue();
        }
        try {
            if (type.equals("BOOLEAN")) {
                return JsonValue.of(Boolean.parseBoolean(text));
            }
            if (isNumber()) {
                return new NumberValue(text);
            }
            if (type.equals("DATE") || type.startsWith("TIMESTAMP")) {
                return JsonValue.of(iso(text));
            }
            return isNested() ? JsonValue.parse(text) : JsonValue.of(text);
        } catch (IllegalArgumentException | JsonSyntaxException e) {
            return JsonValue.of(text);
        }
    }

    /** A day or a moment as ISO 8601, where 1 BC is the year 0000; the engine's time zone is UTC. */
    private static String iso(String text) {
        Matcher moment = MOMENT.matcher(text);
        if (!moment.matches()) {
            return text; // infinity
        }
        long written = Long.parseLong(moment.group("year"));
        long year = moment.group("era") == null ? written : 1 - written;
        String sign = year < 0 ? "-" : year > 9999 ? "+" : "";
        String time = moment.group("time");
        return String.format(Locale.ROOT, "%s%04d%s", sign, Math.abs(year), moment.group("day"))
                + (time == null ? "" : "T" + time + "Z");
    }
}
