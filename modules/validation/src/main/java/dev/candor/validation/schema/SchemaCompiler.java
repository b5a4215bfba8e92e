package dev.candor.validation.schema;

import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import dev.candor.foundation.json.JsonToken;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the part of JSON Schema 2020-12 that our own contracts use. A schema that uses any other keyword of the
 * vocabularies, or an older dialect, is left to networknt: better slow than almost right.
 */
final class SchemaCompiler {
    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private static final Set<String> COMPILED = Set.of(
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
            "properties",
            "required",
            "additionalProperties",
            "items");

    private static final Set<String> TEXTS_WITHOUT_EFFECT = Set.of("$comment", "title", "description", "format");

    private static final Set<String> FLAGS_WITHOUT_EFFECT = Set.of("deprecated", "readOnly", "writeOnly");

    private final String where;
    private final Map<String, JsonValue> keywords;

    private SchemaCompiler(String where, ObjectValue schema) {
        this.where = where;
        this.keywords = schema.members();
    }

    /** Thrown inside the compiler when a schema is for networknt. */
    private static final class NotCompilable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotCompilable() {
            super(null, null, false, false);
        }
    }

    /**
     * Compiles the schema, or returns empty when it is not of the part that is compiled.
     *
     * @param texts properties that get a place in the root's table in any case
     * @throws SchemaException when a keyword has a value of the wrong form
     */
    static Optional<SchemaNode> compile(JsonValue schema, List<String> texts) {
        try {
            return Optional.of(node("", schema, texts));
        } catch (NotCompilable leftToNetworknt) {
            return Optional.empty();
        }
    }

    private static SchemaNode node(String where, JsonValue schema, List<String> alsoNamed) {
        if (schema instanceof ObjectValue object) {
            return new SchemaCompiler(where, object).node(alsoNamed);
        }
        if (schema instanceof BooleanValue anything && anything.value()) {
            return SchemaNode.ANY;
        }
        throw new NotCompilable();
    }

    private SchemaNode node(List<String> alsoNamed) {
        for (String keyword : keywords.keySet()) {
            if (!COMPILED.contains(keyword) && !isWithoutEffect(keyword)) {
                throw new NotCompilable();
            }
        }
        JsonValue additional = othersAreChecked() ? keywords.get("additionalProperties") : null;
        boolean closed = additional instanceof BooleanValue open && !open.value();
        return new SchemaNode(
                types(),
                allowed(),
                text(),
                new SchemaNode.Range(
                        number("minimum"), number("maximum"), number("exclusiveMinimum"), number("exclusiveMaximum")),
                properties(alsoNamed),
                additional == null || closed ? null : node(where + "/additionalProperties", additional, List.of()),
                closed,
                keywords.containsKey("items") ? node(where + "/items", keywords.get("items"), List.of()) : null,
                size("minItems", "maxItems"));
    }

    /** False also for a value of the wrong form: networknt refuses that by the meta-schema. */
    private boolean isWithoutEffect(String keyword) {
        JsonValue value = keywords.get(keyword);
        return switch (keyword) {
            case "default", "schema_version" -> true;
            case "examples" -> value instanceof ArrayValue;
            case "$schema" ->
                value instanceof StringValue dialect && dialect.text().equals(DIALECT);
            case "$id" -> value instanceof StringValue id && !id.text().contains("#") && isReference(id.text());
            default ->
                (FLAGS_WITHOUT_EFFECT.contains(keyword) && value instanceof BooleanValue)
                        || (TEXTS_WITHOUT_EFFECT.contains(keyword) && value instanceof StringValue);
        };
    }

    private static boolean isReference(String id) {
        try {
            new URI(id);
            return true;
        } catch (URISyntaxException forNetworkntToRefuse) {
            return false;
        }
    }

    private int types() {
        JsonValue type = keywords.get("type");
        int bits = 0;
        if (type instanceof ArrayValue several) {
            for (JsonValue one : several.items()) {
                bits |= typeBit(one);
            }
            if (several.items().isEmpty()
                    || Integer.bitCount(bits) < several.items().size()) {
                throw wrong("type", "must name at least one type, and each once");
            }
        } else if (type != null) {
            bits = typeBit(type);
        }
        return bits;
    }

    private int typeBit(JsonValue name) {
        return JsonType.named(name instanceof StringValue word ? word.text() : "")
                .orElseThrow(() -> wrong("type", "must name types such as \"string\" or [\"string\", \"null\"]"))
                .bit();
    }

    private SchemaNode.@Nullable Allowed allowed() {
        if (keywords.containsKey("enum") && keywords.containsKey("const")) {
            throw new NotCompilable();
        }
        JsonValue constant = keywords.get("const");
        if (constant != null) {
            return new SchemaNode.Allowed("const", scalars(List.of(constant)));
        }
        JsonValue values = keywords.get("enum");
        if (values == null) {
            return null;
        }
        if (!(values instanceof ArrayValue array)) {
            throw wrong("enum", "must be a list of the allowed values");
        }
        if (array.items().isEmpty()) {
            throw new NotCompilable();
        }
        return new SchemaNode.Allowed("enum", scalars(array.items()));
    }

    private static List<SchemaNode.Scalar> scalars(List<JsonValue> values) {
        return values.stream().map(SchemaCompiler::scalar).toList();
    }

    private static SchemaNode.Scalar scalar(JsonValue value) {
        if (value instanceof StringValue string) {
            return new SchemaNode.Scalar(JsonToken.STRING, string.text(), null);
        }
        if (value instanceof NumberValue number) {
            return new SchemaNode.Scalar(JsonToken.NUMBER, "", number.number());
        }
        if (value instanceof BooleanValue bool) {
            return new SchemaNode.Scalar(bool.value() ? JsonToken.TRUE : JsonToken.FALSE, "", null);
        }
        if (value instanceof NullValue) {
            return new SchemaNode.Scalar(JsonToken.NULL, "", null);
        }
        throw new NotCompilable();
    }

    private SchemaNode.Text text() {
        JsonValue pattern = keywords.get("pattern");
        SchemaNode.Size length = size("minLength", "maxLength");
        if (pattern == null) {
            return new SchemaNode.Text(null, "", length);
        }
        if (!(pattern instanceof StringValue expression)) {
            throw wrong("pattern", "must be a string");
        }
        try {
            RegularExpression compiled =
                    JDKRegularExpressionFactory.getInstance().getRegularExpression(expression.text());
            return new SchemaNode.Text(compiled, expression.text(), length);
        } catch (PatternSyntaxException e) {
            throw wrong("pattern", "is no regular expression: " + e.getDescription());
        }
    }

    private @Nullable BigDecimal number(String keyword) {
        JsonValue value = keywords.get(keyword);
        if (value == null) {
            return null;
        }
        if (value instanceof NumberValue number) {
            return number.number();
        }
        throw wrong(keyword, "must be a number");
    }

    private SchemaNode.Size size(String least, String most) {
        return new SchemaNode.Size(count(least, 0), count(most, Integer.MAX_VALUE));
    }

    private int count(String keyword, int absent) {
        BigDecimal number = number(keyword);
        if (number == null) {
            return absent;
        }
        if (number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
            throw wrong(keyword, "must be a whole number, 0 or more");
        }
        return number.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValueExact();
    }

    private PropertyTable properties(List<String> alsoNamed) {
        List<String> names = new ArrayList<>();
        List<SchemaNode> schemas = new ArrayList<>();
        JsonValue properties = keywords.get("properties");
        if (properties instanceof ObjectValue object) {
            object.members().forEach((name, schema) -> {
                names.add(name);
                schemas.add(node(where + "/properties/" + name, schema, List.of()));
            });
        } else if (properties != null) {
            throw wrong("properties", "must be an object of schemas");
        }
        boolean othersAreChecked = othersAreChecked();
        for (String name : alsoNamed) {
            if (!names.contains(name) && !othersAreChecked) {
                names.add(name);
                schemas.add(SchemaNode.ANY);
            }
        }
        long required = 0;
        for (String name : requiredNames()) {
            if (!names.contains(name)) {
                if (othersAreChecked) {
                    throw new NotCompilable();
                }
                names.add(name);
                schemas.add(SchemaNode.ANY);
            }
            required |= 1L << names.indexOf(name);
        }
        if (names.size() > PropertyTable.MAX_PROPERTIES) {
            throw new NotCompilable();
        }
        return new PropertyTable(names, schemas, required);
    }

    private boolean othersAreChecked() {
        JsonValue additional = keywords.get("additionalProperties");
        return additional != null && !additional.equals(JsonValue.of(true));
    }

    private List<String> requiredNames() {
        JsonValue required = keywords.get("required");
        if (required == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        if (required instanceof ArrayValue array) {
            for (JsonValue name : array.items()) {
                if (name instanceof StringValue text) {
                    names.add(text.text());
                }
            }
            if (names.size() == array.items().size() && Set.copyOf(names).size() == names.size()) {
                return names;
            }
        }
        throw wrong("required", "must be a list of property names, each once");
    }

    private SchemaException wrong(String keyword, String sentence) {
        return new SchemaException("the schema's " + where + "/" + keyword + " " + sentence);
    }
}
