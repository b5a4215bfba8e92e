package dev.candor.index;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import java.util.Set;
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
        String text = "CAST(" + value + " AS VARCHAR)";
        if (type.equals("TIMESTAMP WITH TIME ZONE")) {
            // the engine's time zone is UTC
            return "replace(replace(" + text + ", ' ', 'T'), '+00', 'Z')";
        }
        return type.startsWith("TIMESTAMP")
                ? "CASE WHEN isfinite(" + value + ") THEN replace(" + text + ", ' ', 'T') || 'Z' ELSE " + text + " END"
                : text;
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
            return isNested() ? JsonValue.parse(text) : JsonValue.of(text);
        } catch (IllegalArgumentException | JsonSyntaxException e) {
            return JsonValue.of(text);
        }
    }
}
