package dev.candor.validation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code schema lint} calls valid is what rows are checked by, and the other way round. */
class SchemaReadersTest {
    private static final List<String> KEYWORDS = List.of(
            "$schema",
            "$id",
            "$comment",
            "type",
            "enum",
            "const",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "items",
            "minItems",
            "maxItems",
            "properties",
            "required",
            "additionalProperties",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "schema_version",
            "$ref",
            "$defs",
            "$anchor",
            "uniqueItems",
            "x-version");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "2.0",
            "1.5",
            "1e3",
            "99999999999999999999",
            "\"\"",
            "\"a\"",
            "\"a b\"",
            "\"a.schema.json\"",
            "\"../a/b.json?c=d\"",
            "\"/schemas/a\"",
            "\"//host/a\"",
            "\"https://example.org/a\"",
            "\"urn:example:a\"",
            "\"urn:uuid:ee564b8a-7a87-4125-8c96-e9f123d6766f\"",
            "\"tag:example.org,2026:a\"",
            "\"#\"",
            "\"#a\"",
            "\"a#\"",
            "\"https://example.org/a#\"",
            "\"https://json-schema.org/draft/2020-12/schema\"",
            "\"https://json-schema.org/draft/2020-12/schema#\"",
            "\"http://json-schema.org/draft-07/schema#\"",
            "\"%zz\"",
            "\"a{b\"",
            "\"string\"",
            "\"object\"",
            "\"[\"",
            "\"^a+$\"",
            "\"(?<n>a)\\\\k<n>\"",
            "\"date-time\"",
            "[]",
            "[1]",
            "[1,1]",
            "[1,1.0]",
            "[\"a\"]",
            "[\"a\",\"a\"]",
            "[\"string\",\"null\"]",
            "[\"string\",\"string\"]",
            "{}",
            "{\"a\":1}",
            "{\"a\":true}",
            "{\"a\":false}",
            "{\"a\":{\"type\":\"string\"}}",
            "{\"type\":\"string\"}");

    private static boolean isRead(JsonValue schema) {
        try {
            RowChecker.of(schema, List.of());
            return true;
        } catch (SchemaException refused) {
            return false;
        }
    }

    private static boolean isValid(JsonValue schema) {
        return SchemaLint.of(schema).stream().noneMatch(finding -> finding.severity() == Severity.REFUSAL);
    }

    @Test
    void everyKeywordWithEveryValue_isValidForBothOrForNone() {
        List<String> differences = new ArrayList<>();
        for (String keyword : KEYWORDS) {
            for (String value : VALUES) {
                String member = "\"" + keyword + "\":" + value;
                for (String text :
                        List.of("{" + member + "}", "{\"type\":\"object\",\"properties\":{\"a\":{" + member + "}}}")) {
                    JsonValue schema = JsonValue.parse(text);
                    if (isRead(schema) != isValid(schema)) {
                        differences.add((isRead(schema) ? "used, but not valid: " : "valid, but not used: ") + text);
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.schema.json", "schemas/a", "../a", "/a", "//example.org/a", "https://example.org/a", "urn:a:b"
            })
    void id_isAReference_absoluteOrNot(String id) {
        JsonValue schema = JsonValue.parse(
                "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$id\":\"" + id
                        + "\",\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}},\"$defs\":{\"a\":{\"type\":\"integer\"}}}");

        assertThat(isValid(schema)).isTrue();
        assertThat(RowChecker.of(schema, List.of())
                        .check("{\"a\":\"x\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .violations())
                .hasSize(1);
    }

    @Test
    void reference_toASchemaElsewhere_isNeverFetched() {
        assertThat(isValid(JsonValue.parse("{\"$id\":\"a.json\",\"$ref\":\"b.json\"}")))
                .isFalse();
        assertThat(isValid(JsonValue.parse("{\"$id\":\"a.json\",\"properties\":{\"x\":{\"$ref\":\"a.json\"}}}")))
                .isTrue();
    }
}
