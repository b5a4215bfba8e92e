package dev.candor.app.http;

import dev.candor.app.http.Route.Access;
import dev.candor.app.http.message.ProblemType;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The routes as OpenAPI 3.1 describes them: every path, with what it takes, gives and refuses. */
final class ApiDescription {
    private static final List<ProblemType> EVERYWHERE = List.of(
            ProblemType.BAD_REQUEST,
            ProblemType.TOKEN_NEEDED,
            ProblemType.ORIGIN_NOT_ALLOWED,
            ProblemType.PATH_NOT_FOUND,
            ProblemType.METHOD_NOT_ALLOWED,
            ProblemType.JSON_NOT_ACCEPTED,
            ProblemType.HOST_NOT_ALLOWED,
            ProblemType.HEADERS_TOO_LARGE,
            ProblemType.INTERNAL_ERROR,
            ProblemType.NOT_IMPLEMENTED,
            ProblemType.HTTP_VERSION_NOT_SUPPORTED);

    private static final List<ProblemType> WITH_JSON = List.of(
            ProblemType.BODY_TOO_SLOW,
            ProblemType.BODY_TOO_LARGE,
            ProblemType.JSON_NEEDED,
            ProblemType.TOO_MANY_BODIES);

    private static final List<ProblemType> WITH_ROWS = List.of(
            ProblemType.ROWS_UNDECODABLE,
            ProblemType.BODY_TOO_SLOW,
            ProblemType.BODY_TOO_LARGE,
            ProblemType.ROWS_NEEDED,
            ProblemType.INGESTION_BUSY,
            ProblemType.LOG_UNAVAILABLE,
            ProblemType.DISK_FULL);
    private static final List<ProblemType> WITH_OTLP = List.of(
            ProblemType.BAD_REQUEST, ProblemType.BODY_TOO_SLOW, ProblemType.BODY_TOO_LARGE, ProblemType.OTLP_NEEDED);

    private static final ObjectValue FRAME = (ObjectValue) JsonValue.parse("""
            {"openapi":"3.1.0",
             "info":{"title":"Candor","version":"1",
               "description":"The local telemetry hub for what AI agents run. Every refusal says what was expected and what was found.",
               "license":{"name":"Apache-2.0","identifier":"Apache-2.0"},
               "contact":{"name":"Candor"}},
             "tags":[{"name":"tools","description":"What agents call, by its name."},
               {"name":"questions","description":"The same by paths of their own."},
               {"name":"rows","description":"Rows and runs that were done elsewhere are handed over here."},
               {"name":"sessions","description":"Training and audit sessions."},
               {"name":"server","description":"How the server is, and what it serves."}],
             "security":[{"token":[]}]}
            """);

    private static final JsonValue SECURITY_SCHEMES =
            JsonValue.parse("{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}}");

    private static final JsonValue OPEN = JsonValue.parse("[{},{\"token\":[]}]");

    private static final JsonValue PROBLEM = JsonValue.parse("""
            {"type":"object","required":["type","title","status","detail"],"properties":{
              "type":{"type":"string","format":"uri","description":"stable: urn:candor:problem:CODE"},
              "title":{"type":"string"},"status":{"type":"integer"},
              "detail":{"type":"string","description":"what was expected, what was found, what to do"}}}
            """);

    private ApiDescription() {}

    /**
     * The document.
     *
     * @param url where the server was asked for it
     */
    static ObjectValue of(Routes routes, String url) {
        Map<String, Map<String, JsonValue>> paths = new LinkedHashMap<>();
        for (Route route : routes.all()) {
            route.operation()
                    .ifPresent(operation -> paths.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                            .put(method(route), operation(route, operation)));
        }
        Map<String, JsonValue> pathItems = new LinkedHashMap<>();
        paths.forEach((path, operations) -> pathItems.put(path, new ObjectValue(operations)));
        Map<String, JsonValue> schemas = new LinkedHashMap<>(routes.schemas());
        schemas.put("Problem", PROBLEM);
        Map<String, JsonValue> document = new LinkedHashMap<>(FRAME.members());
        document.put("servers", JsonValue.of(List.of(new ObjectValue(Map.of("url", JsonValue.of(url))))));
        document.put("paths", new ObjectValue(pathItems));
        document.put(
                "components",
                new ObjectValue(Map.of("schemas", new ObjectValue(schemas), "securitySchemes", SECURITY_SCHEMES)));
        return new ObjectValue(document);
    }

    private static String method(Route route) {
        return (route.methods().contains("GET") ? "GET" : "POST").toLowerCase(Locale.ROOT);
    }

    private static ObjectValue operation(Route route, Operation operation) {
        Map<String, ObjectValue> always = new LinkedHashMap<>(problems(EVERYWHERE));
        switch (route.body()) {
            case NONE, FORM -> {}
            case JSON -> always.putAll(problems(WITH_JSON));
            case ROWS -> always.putAll(problems(WITH_ROWS));
            case OTLP -> always.putAll(problems(WITH_OTLP));
        }
        Map<String, JsonValue> json = operation.json(always);
        if (route.access() == Access.HEALTH || route.access() == Access.TOKEN_IN_PATH) {
            json.put("security", OPEN);
        }
        return new ObjectValue(json);
    }

    private static Map<String, ObjectValue> problems(List<ProblemType> types) {
        Map<String, ObjectValue> responses = new LinkedHashMap<>();
        types.forEach(type -> responses.put(
                Integer.toString(type.status()),
                Operation.problem(type.because("").title())));
        return responses;
    }
}
