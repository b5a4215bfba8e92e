package dev.candor.app.tools;

import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.GivenArguments;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The one check of arguments, for every door. */
final class Arguments {
    private static final int MAX_SENTENCES = 5;
    private static final Set<String> TYPE_ONLY = Set.of("type", "description");
    private static final Set<String> ITEMS_ONLY = Set.of("type", "description", "items", "minItems", "maxItems");

    private final String tool;
    private final ObjectValue schema;
    private final ArgumentNames names;
    private final boolean mustBeToldWhich;
    private final Map<String, JsonValue> properties;
    private final List<String> required;

    private Arguments(Declaration<?, ?> declaration, ArgumentNames names) {
        this.tool = declaration.name();
        this.schema = declaration.arguments().schema();
        this.names = names;
        this.mustBeToldWhich = declaration.mustBeToldWhich();
        this.properties = schema.object("properties").members();
        this.required = schema.texts("required");
    }

    /** The one JSON object that a text is. */
    static ObjectValue parse(byte[] json) throws ToolException {
        try {
            JsonValue parsed = JsonValue.parse(json);
            if (parsed instanceof ObjectValue object) {
                return object;
            }
            throw notJson(", for instance {}, found " + JsonWriter.compact(parsed));
        } catch (JsonSyntaxException e) {
            throw notJson(": " + e.sentence() + " (byte " + (e.offset() + 1) + ")");
        }
    }

    private static ToolException notJson(String found) {
        return new ToolException(
                Kind.INVALID_ARGUMENTS, "arguments-not-json", "the arguments must be one JSON object" + found);
    }

    /**
     * The arguments that were given, valid by the schema: null, and an empty text where a character is needed, are not
     * given where an argument may be omitted, but for an empty text to what must be told which.
     */
    static ObjectValue checked(Declaration<?, ?> declaration, ObjectValue arguments, ArgumentNames names)
            throws ToolException {
        return new Arguments(declaration, names).checked(arguments);
    }

    private ObjectValue checked(ObjectValue arguments) throws ToolException {
        GivenArguments givenArguments = new GivenArguments(schema);
        ObjectValue given = mustBeToldWhich ? givenArguments.withEmptyTexts(arguments) : givenArguments.of(arguments);
        List<String> sentences = new ArrayList<>();
        required.stream()
                .filter(name -> given.member(name).isEmpty())
                .forEach(name -> sentences.add(names.of(name) + " is missing"));
        given.members().keySet().stream()
                .filter(name -> !properties.containsKey(name))
                .forEach(name -> sentences.add("there is no argument " + Violation.quoted(name)));
        // a checker is not for two threads at once, and compiling so small a schema costs microseconds
        RowChecker.of(schema, List.of())
                .check(JsonWriter.compact(lookedAt(given, schema)).getBytes(StandardCharsets.UTF_8))
                .violations()
                .forEach(violation -> about(violation).ifPresent(sentences::add));
        if (!sentences.isEmpty()) {
            throw invalid(sentences);
        }
        return given;
    }

    /** The value with {} for objects that its schema does not look into: rows are not written to be checked. */
    private static JsonValue lookedAt(JsonValue value, JsonValue schema) {
        if (!(schema instanceof ObjectValue keywords)) {
            return value;
        }
        Set<String> names = keywords.members().keySet();
        if (value instanceof ObjectValue && TYPE_ONLY.containsAll(names)) {
            return new ObjectValue(Map.of());
        }
        if (value instanceof ObjectValue object && names.contains("properties")) {
            Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
            keywords.object("properties")
                    .members()
                    .forEach((name, property) ->
                            members.computeIfPresent(name, (same, member) -> lookedAt(member, property)));
            return new ObjectValue(members);
        }
        if (value instanceof ArrayValue array && ITEMS_ONLY.containsAll(names)) {
            JsonValue items = keywords.object("items");
            return new ArrayValue(
                    array.items().stream().map(item -> lookedAt(item, items)).toList());
        }
        return value;
    }

    /** What is wrong with an argument that is there and known. */
    private Optional<String> about(Violation violation) {
        String pointer = violation.pointer();
        if (pointer.isEmpty()) {
            return Optional.empty();
        }
        int end = pointer.indexOf('/', 1);
        String name = pointer.substring(1, end < 0 ? pointer.length() : end);
        if (!properties.containsKey(name)) {
            return Optional.empty();
        }
        String sentence = violation.sentence();
        return Optional.of(
                sentence.startsWith("/" + name) ? names.of(name) + sentence.substring(name.length() + 1) : sentence);
    }

    private ToolException invalid(List<String> sentences) {
        int more = sentences.size() - MAX_SENTENCES;
        String said = String.join("; ", sentences.subList(0, Math.min(MAX_SENTENCES, sentences.size())))
                + (more > 0 ? "; and " + more + " more" : "");
        return new ToolException(
                Kind.INVALID_ARGUMENTS,
                "arguments-invalid",
                said + (names.equals(ArgumentNames.InJson.MEMBERS) ? taken() : ""));
    }

    /** What a caller who guessed may write instead. */
    private String taken() {
        if (properties.isEmpty()) {
            return "; " + tool + " takes no arguments";
        }
        return "; " + tool + " takes "
                + String.join(
                        ", ",
                        properties.keySet().stream()
                                .map(name -> required.contains(name) ? name + " (required)" : name)
                                .toList());
    }
}
