package dev.candor.app.http;

import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a tool in the path and query of a GET: the properties of its input schema that are texts, numbers,
 * booleans or lists of texts; a list is its parameter as often as it has values.
 *
 * @param inPath those in the path, in its order
 * @param inQuery those that may stand in the query, with their schemas
 * @param required those that the tool must be given
 */
record PathArguments(Map<String, ObjectValue> inPath, Map<String, ObjectValue> inQuery, List<String> required) {
    private static final String LIST = "array";
    private static final List<String> SCALARS = List.of("string", "integer", "number", "boolean");

    /** Those of a tool whose path this is. */
    static PathArguments of(String path, ToolDescription tool) {
        ObjectValue schema = tool.inputSchema();
        Map<String, ObjectValue> inQuery = new LinkedHashMap<>();
        schema.object("properties").members().forEach((name, value) -> {
            if (value instanceof ObjectValue property && !type(property).isEmpty()) {
                inQuery.put(name, property);
            }
        });
        Map<String, ObjectValue> inPath = new LinkedHashMap<>();
        for (String name : Route.variables(path)) {
            if (!inQuery.containsKey(name) || type(inQuery.get(name)).equals(LIST)) {
                throw new IllegalArgumentException(tool.name() + " takes no " + name + ", which " + path + " has");
            }
            inPath.put(name, inQuery.remove(name));
        }
        return new PathArguments(inPath, inQuery, schema.texts("required"));
    }

    /** As OpenAPI writes them. */
    List<ObjectValue> parameters() {
        List<ObjectValue> parameters = new ArrayList<>();
        inPath.forEach((name, schema) -> parameters.add(Operation.parameter(name, "path", true, schema)));
        inQuery.forEach(
                (name, schema) -> parameters.add(Operation.parameter(name, "query", required.contains(name), schema)));
        return parameters;
    }

    /** The arguments that a request says: a parameter without a text is not given. */
    ObjectValue of(Admitted admitted) throws IOException {
        Map<String, JsonValue> arguments = new LinkedHashMap<>();
        admitted.variables().forEach((name, text) -> arguments.put(name, JsonValue.of(text)));
        for (Map.Entry<String, ObjectValue> parameter : inQuery.entrySet()) {
            String name = parameter.getKey();
            if (admitted.query().texts(name).stream().allMatch(String::isEmpty)) {
                continue;
            }
            value(admitted.query(), name, type(parameter.getValue())).ifPresent(value -> arguments.put(name, value));
        }
        return new ObjectValue(arguments);
    }

    private static Optional<JsonValue> value(Query query, String name, String type) throws IOException {
        return switch (type) {
            case "integer" -> query.integer(name);
            case "boolean" ->
                query.choice(name, List.of("true", "false")).map(word -> JsonValue.of(word.equals("true")));
            case "number" -> query.number(name);
            case LIST ->
                Optional.of(query.texts(name))
                        .filter(texts -> !texts.isEmpty())
                        .map(texts ->
                                JsonValue.of(texts.stream().map(JsonValue::of).toList()));
            default -> query.text(name).map(JsonValue::of);
        };
    }

    /** The first type of a schema that a query can say; empty when there is none. */
    private static String type(ObjectValue schema) {
        JsonValue type = schema.members().get("type");
        List<JsonValue> types =
                type instanceof ArrayValue several ? several.items() : type == null ? List.of() : List.of(type);
        for (JsonValue one : types) {
            if (one instanceof StringValue word && SCALARS.contains(word.text())) {
                return word.text();
            }
        }
        if (schema.text("type").filter(LIST::equals).isPresent()
                && type(schema.object("items")).equals("string")) {
            return LIST;
        }
        return type == null && schema.member("enum").isPresent() ? "string" : "";
    }
}
