package dev.candor.validation.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.testing.Seeds;
import dev.candor.validation.contract.Contract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The streaming checker and networknt say the same of every row: the same rules broken at the same places. */
class CheckerEquivalenceTest {
    private static final int SCHEMAS = 1000;
    private static final int ROWS_PER_SCHEMA = 20;

    private final Map<String, Integer> met = new TreeMap<>();

    @ParameterizedTest
    @Seeds(4)
    void check_generatedSchemasAndRows_bothSayTheSame(long seed) {
        Generated generated = new Generated(seed);
        for (int i = 0; i < SCHEMAS; i++) {
            ObjectValue schema = compilable(generated);
            RowChecker streaming = streaming(schema);
            RowChecker networknt = new NetworkntRowChecker(schema, Generated.NAMES);
            for (int k = 0; k < ROWS_PER_SCHEMA; k++) {
                assertSame(schema, streaming, networknt, generated.spelled(generated.row(schema)));
            }
        }
        assertThat(met)
                .as("what the rows met, so that the comparison is known to have teeth")
                .containsOnlyKeys(
                        "valid",
                        "type",
                        "enum",
                        "const",
                        "pattern",
                        "minLength",
                        "maxLength",
                        "minimum",
                        "maximum",
                        "exclusiveMinimum",
                        "exclusiveMaximum",
                        "minItems",
                        "maxItems",
                        "required",
                        "additionalProperties")
                .allSatisfy((rule, times) -> assertThat(times).as(rule).isGreaterThan(50));
    }

    @Test
    void check_mutatedRowsOfTheShippedSchema_bothSayTheSame() {
        JsonValue schema = JsonValue.parse(Contract.SKILL_USAGE.schemaFile());
        RowChecker streaming = streaming(schema);
        RowChecker networknt = new NetworkntRowChecker(schema, Generated.NAMES);
        Generated generated = new Generated(5);
        for (int i = 0; i < 10_000; i++) {
            assertSame(schema, streaming, networknt, generated.spelled(generated.row((ObjectValue) schema)));
        }
        assertThat(met).containsKeys("valid", "type", "enum", "required");
    }

    @Test
    void check_rowsThatAreNoJson_bothSayTheSame() {
        JsonValue schema = JsonValue.parse("{\"type\": \"object\"}");
        RowChecker streaming = streaming(schema);
        RowChecker networknt = new NetworkntRowChecker(schema, List.of());
        for (String row : List.of("", " ", "{", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":01}", "NaN", "\"\\ud800\"")) {
            assertThat(streaming.check(row.getBytes(UTF_8)).violations())
                    .as(row)
                    .hasSize(1)
                    .isEqualTo(networknt.check(row.getBytes(UTF_8)).violations());
        }
    }

    /** One kind is left to networknt: a required name that only additionalProperties speaks of. */
    private static ObjectValue compilable(Generated generated) {
        while (true) {
            ObjectValue schema = generated.schema(2);
            if (SchemaCompiler.compile(schema, Generated.NAMES).isPresent()) {
                return schema;
            }
        }
    }

    private static RowChecker streaming(JsonValue schema) {
        return new StreamingRowChecker(
                SchemaCompiler.compile(schema, Generated.NAMES).orElseThrow(), Generated.NAMES);
    }

    private void assertSame(JsonValue schema, RowChecker streaming, RowChecker networknt, String row) {
        CheckedRow ours = streaming.check(row.getBytes(UTF_8));
        CheckedRow theirs = networknt.check(row.getBytes(UTF_8));
        assertThat(places(ours))
                .as("schema %s%nrow %s", JsonWriter.compact(schema), row)
                .isEqualTo(places(theirs));
        for (String name : Generated.NAMES) {
            assertThat(ours.text(name)).as("text of '%s' in %s", name, row).isEqualTo(theirs.text(name));
        }
        ours.violations().forEach(violation -> met.merge(violation.rule(), 1, Integer::sum));
        if (ours.violations().isEmpty()) {
            met.merge("valid", 1, Integer::sum);
        }
    }

    private static List<String> places(CheckedRow row) {
        return row.violations().stream()
                .map(violation -> violation.rule() + " at '" + violation.pointer() + "'")
                .sorted()
                .toList();
    }
}
