package dev.candor.validation.schema;

import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    private static final Set<String> COMPILED = words("type enum const pattern minLength maxLength minimum maximum"
            + " exclusiveMinimum exclusiveMaximum minItems maxItems properties required additionalProperties items");

    private static final Set<String> TEXTS_WITHOUT_EFFECT = words("$comment title description format");

    private static final Set<String> FLAGS_WITHOUT_EFFECT = words("deprecated readOnly writeOnly");

    private final String where;
    private final Map<String, JsonValue> keywords;

    private SchemaCompiler(String where, ObjectValue schema) {
        this.where = where;
        this.keywords = schema.members();
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(" ", -1));
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
        if (type == null) {
            return 0;
        }
        List<JsonValue> names = type instanceof ArrayValue several ? several.items() : List.of(type);
        int bits = 0;
        for (JsonValue name : names) {
            bits |= typeBit(name);
        }
        if (names.isEmpty() || Integer.bitCount(bits) < names.size()) {
            throw wrong("type", "must name at least one type, and each once");
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
            return allowed("const", List.of(constant));
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
        return allowed("enum", array.items());
    }

    private static SchemaNode.Allowed allowed(String keyword, List<JsonValue> values) {
        List<SchemaNode.Scalar> scalars = new ArrayList<>();
        for (JsonValue value : values) {
            scalars.add(SchemaNode.Scalar.of(value).orElseThrow(NotCompilable::new));
        }
        return new SchemaNode.Allowed(keyword, scalars);
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
        Map<String, SchemaNode> schemas = new LinkedHashMap<>();
        JsonValue properties = keywords.get("properties");
        if (properties instanceof ObjectValue object) {
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                String name = member.getKey();
                schemas.put(name, node(where + "/properties/" + name, member.getValue(), List.of()));
            }
        } else if (properties != null) {
            throw wrong("properties", "must be an object of schemas");
        }
        Set<String> required = requiredNames();
        if (!othersAreChecked()) {
            for (String name : alsoNamed) {
                schemas.putIfAbsent(name, SchemaNode.ANY);
            }
            for (String name : required) {
                schemas.putIfAbsent(name, SchemaNode.ANY);
            }
        }
        List<String> names = List.copyOf(schemas.keySet());
        if (names.size() > PropertyTable.MAX_PROPERTIES || !names.containsAll(required)) {
            throw new NotCompilable();
        }
        long bits = 0;
        for (String name : required) {
            bits |= 1L << names.indexOf(name);
        }
        return new PropertyTable(names, List.copyOf(schemas.values()), bits);
    }

    private boolean othersAreChecked() {
        JsonValue additional = keywords.get("additionalProperties");
        return additional != null && !additional.equals(JsonValue.of(true));
    }

    private Set<String> requiredNames() {
        JsonValue required = keywords.get("required");
        if (required == null) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        if (required instanceof ArrayValue array) {
            for (JsonValue name : array.items()) {
                if (name instanceof StringValue text) {
                    names.add(text.text());
                }
            }
            if (names.size() == array.items().size()) {
                return names;
            }
        }
        throw wrong("required", "must be a list of property names, each once");
    }

    private SchemaException wrong(String keyword, String sentence) {
        return new SchemaException("the schema's " + where + "/" + keyword + " " + sentence);
    }
}
