package dev.candor.validation;

import com.networknt.schema.regex.RegularExpression;
import dev.candor.foundation.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled schema: what a value must be, as data for {@link StreamingRowChecker} to walk. An absent keyword is null,
 * or the bound that everything meets.
 *
 * @param types bits of {@link JsonType}; 0 allows every type
 * @param allowed the scalars of {@code enum} or {@code const}, and the keyword that names them
 * @param additional the schema of properties that the table does not name
 * @param closed whether such properties are refused
 */
record SchemaNode(
        int types,
        @Nullable Allowed allowed,
        Text text,
        Range range,
        PropertyTable properties,
        @Nullable SchemaNode additional,
        boolean closed,
        @Nullable SchemaNode items,
        Size itemCount) {

    static final SchemaNode ANY = new SchemaNode(
            0,
            null,
            new Text(null, "", Size.ANY),
            new Range(null, null, null, null),
            PropertyTable.EMPTY,
            null,
            false,
            null,
            Size.ANY);

    record Allowed(String keyword, List<JsonValue> values) {}

    /** Bounds of a string's length in code points, and what it must match. */
    record Text(@Nullable RegularExpression pattern, String patternText, Size length) {}

    record Range(
            @Nullable BigDecimal minimum,
            @Nullable BigDecimal maximum,
            @Nullable BigDecimal exclusiveMinimum,
            @Nullable BigDecimal exclusiveMaximum) {}

    record Size(int least, int most) {
        static final Size ANY = new Size(0, Integer.MAX_VALUE);
    }
}
