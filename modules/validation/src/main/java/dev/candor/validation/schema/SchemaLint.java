package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks a schema over before it ships: is it valid, does it say enough, and can rows be checked fast by it? */
public final class SchemaLint {
    private static final Set<String> KNOWN = Set.of(
            "$schema",
            "$id",
            "$ref",
            "$defs",
            "$comment",
            "$anchor",
            "$dynamicRef",
            "$dynamicAnchor",
            "$vocabulary",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "dependentSchemas",
            "prefixItems",
            "items",
            "contains",
            "properties",
            "patternProperties",
            "additionalProperties",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "type",
            "enum",
            "const",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxContains",
            "minContains",
            "maxProperties",
            "minProperties",
            "required",
            "dependentRequired",
            "title",
            "description",
            "default",
            "deprecated",
            "readOnly",
            "writeOnly",
            "examples",
            "format",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "schema_version");

    private final List<Finding> found = new ArrayList<>();

    private SchemaLint() {}

    /** What is to be said about a schema; a refusal when it cannot be used at all. */
    public static List<Finding> of(JsonValue schema) {
        SchemaLint lint = new SchemaLint();
        try {
            // networknt holds it against its meta-schema; the compiler of ours only against itself
            new NetworkntRowChecker(schema, List.of());
        } catch (SchemaException e) {
            return List.of(new Finding(
                    Severity.REFUSAL, "SCHEMA_INVALID", "schema_invalid", "", String.valueOf(e.getMessage())));
        }
        if (SchemaCompiler.compile(schema, List.of()).isEmpty()) {
            lint.warn(
                    "SCHEMA_SLOW",
                    "",
                    "uses keywords that the fast checker does not compile, so rows are checked by networknt");
        }
        lint.look("", schema, false);
        return List.copyOf(lint.found);
    }

    private void look(String at, JsonValue value, boolean needsDescription) {
        if (!(value instanceof ObjectValue schema)) {
            return;
        }
        if (needsDescription && schema.text("description").orElse("").isBlank()) {
            warn("PROPERTY_UNDESCRIBED", at, "should have a description");
        }
        boolean holdsProperties = schema.members().containsKey("properties");
        if (holdsProperties
                && !schema.members().containsKey("additionalProperties")
                && !schema.members().containsKey("unevaluatedProperties")
                && !schema.text("description").orElse("").contains("roperties")) {
            warn(
                    "CLOSEDNESS_UNSTATED",
                    at,
                    "should say whether further properties are allowed, by"
                            + " additionalProperties or in its description");
        }
        schema.members().keySet().stream()
                .filter(keyword -> !KNOWN.contains(keyword) && !keyword.startsWith("x-"))
                .forEach(keyword -> warn(
                        "KEYWORD_UNKNOWN",
                        at + "/" + JsonPath.escaped(keyword),
                        "is no keyword of JSON Schema 2020-12"));
        below(at, schema);
    }

    private void below(String at, ObjectValue schema) {
        schema.members().forEach((keyword, value) -> {
            String place = at + "/" + JsonPath.escaped(keyword);
            switch (keyword) {
                case "properties", "patternProperties", "$defs", "dependentSchemas" -> {
                    if (value instanceof ObjectValue schemas) {
                        schemas.members()
                                .forEach((name, one) ->
                                        look(place + "/" + JsonPath.escaped(name), one, keyword.equals("properties")));
                    }
                }
                case "allOf", "anyOf", "oneOf", "prefixItems" -> {
                    if (value instanceof ArrayValue schemas) {
                        for (int i = 0; i < schemas.items().size(); i++) {
                            look(place + "/" + i, schemas.items().get(i), false);
                        }
                    }
                }
                case "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames" -> {
                    if (!(value instanceof BooleanValue)) {
                        look(place, value, false);
                    }
                }
                default -> {}
            }
        });
    }

    private void warn(String code, String pointer, String predicate) {
        found.add(new Finding(
                Severity.WARNING,
                code,
                code.toLowerCase(Locale.ROOT),
                pointer,
                (pointer.isEmpty() ? "the schema" : pointer) + " " + predicate));
    }
}
