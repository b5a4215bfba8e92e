package dev.candor.app.rest;

import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Declaration.RestPath;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.validation.schema.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path that is a tool by another name. What takes a GET has the tool's arguments in its path and query: the properties
 * of the input schema that are texts, numbers or booleans. What takes a POST has them as its body.
 */
final class ToolDoor {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)\\}");
    /** What may stand in a path for an id. */
    static final String ANY_ID = "([A-Za-z0-9._:~-]{1,128})";

    private static final List<String> SCALARS = List.of("string", "integer", "number", "boolean");

    private final RestPath row;
    private final ToolDescription tool;
    private final Map<String, ObjectValue> inPath = new LinkedHashMap<>();
    private final Map<String, ObjectValue> inQuery = new LinkedHashMap<>();
    private final Route route;

    ToolDoor(RestPath row, ToolDescription tool) {
        this.row = row;
        this.tool = tool;
        boolean get = row.method().equals("GET");
        Map<String, ObjectValue> scalars = get ? scalars(tool.inputSchema()) : Map.of();
        inQuery.putAll(scalars);
        VARIABLE.matcher(row.path()).results().map(found -> found.group(1)).forEach(name -> {
            if (!scalars.containsKey(name)) {
                throw new IllegalArgumentException(
                        tool.name() + " takes no " + name + ", which " + row.path() + " has");
            }
            inPath.put(name, inQuery.remove(name));
        });
        Pattern path = Pattern.compile(VARIABLE.matcher(row.path()).replaceAll(Matcher.quoteReplacement(ANY_ID)));
        this.route = new Route(path, get ? Route.READ : Route.CALL, Route.Body.JSON, List.copyOf(inQuery.keySet()));
    }

    /** The doors to those that have a path. */
    static List<ToolDoor> all(List<Declaration<?, ?>> declarations) {
        List<ToolDoor> doors = new ArrayList<>();
        for (Declaration<?, ?> declaration : declarations) {
            declaration.path().ifPresent(path -> doors.add(new ToolDoor(path, declaration.tool())));
        }
        return doors;
    }

    RestPath row() {
        return row;
    }

    Route route() {
        return route;
    }

    ToolDescription tool() {
        return tool;
    }

    /** The arguments in the path, in its order, with their schemas. */
    Map<String, ObjectValue> inPath() {
        return inPath;
    }

    /** The arguments that may stand in the query, with their schemas. */
    Map<String, ObjectValue> inQuery() {
        return inQuery;
    }

    /** The tool's arguments, of a path that the route matches, and a query. */
    ObjectValue arguments(String path, Optional<String> query) throws ProblemException {
        Map<String, JsonValue> arguments = new LinkedHashMap<>();
        Matcher found = route.path().matcher(path);
        if (found.matches()) {
            int group = 1;
            for (String name : inPath.keySet()) {
                arguments.put(name, JsonValue.of(found.group(group++)));
            }
        }
        Query values = Query.of(query.orElse(""), inQuery.keySet());
        for (Map.Entry<String, ObjectValue> parameter : inQuery.entrySet()) {
            value(values, parameter.getKey(), type(parameter.getValue()))
                    .ifPresent(value -> arguments.put(parameter.getKey(), value));
        }
        return new ObjectValue(arguments);
    }

    private static Optional<JsonValue> value(Query query, String name, String type) throws ProblemException {
        return switch (type) {
            case "integer" ->
                query.integer(name, Long.MIN_VALUE, Long.MAX_VALUE).map(number -> JsonValue.of(number.longValue()));
            case "boolean" ->
                query.choice(name, List.of("true", "false")).map(word -> JsonValue.of(word.equals("true")));
            case "number" -> number(name, query.text(name));
            default -> query.text(name).map(JsonValue::of);
        };
    }

    private static Optional<JsonValue> number(String name, Optional<String> text) throws ProblemException {
        try {
            return text.map(NumberValue::new);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.QUERY_INVALID.because("expected a number as the query parameter "
                    + name + ", found " + Violation.quoted(text.orElse(""))));
        }
    }

    private static Map<String, ObjectValue> scalars(ObjectValue schema) {
        Map<String, ObjectValue> scalars = new LinkedHashMap<>();
        if (schema.member("properties").orElse(null) instanceof ObjectValue properties) {
            properties.members().forEach((name, value) -> {
                if (value instanceof ObjectValue property && !type(property).isEmpty()) {
                    scalars.put(name, property);
                }
            });
        }
        return scalars;
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
        return type == null && schema.member("enum").isPresent() ? "string" : "";
    }
}
