package dev.candor.app.rest;

import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.tool.ToolDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The doors as OpenAPI 3.1 describes them: every path, with what it takes, gives and refuses. */
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
            ProblemType.INTERNAL_ERROR);

    private static final List<ProblemType> WITH_BODY = List.of(
            ProblemType.BODY_TOO_SLOW,
            ProblemType.BODY_TOO_LARGE,
            ProblemType.JSON_NEEDED,
            ProblemType.TOO_MANY_BODIES);

    private static final JsonValue ANY_OBJECT = JsonValue.parse("{\"type\":\"object\"}");

    private static final String MCP = "mcp";

    private static final JsonValue TEXT = JsonValue.parse("{\"type\":\"string\"}");

    private static final JsonValue TOOLS = JsonValue.parse("""
            {"type":"object","required":["tools"],"properties":{"tools":{"type":"array","items":{"type":"object",
             "required":["name","title","description","inputSchema","outputSchema","annotations"],
             "properties":{"name":{"type":"string"},"title":{"type":"string"},"description":{"type":"string"},
               "inputSchema":{"type":"object"},"outputSchema":{"type":"object"},"annotations":{"type":"object"}}}}}}
            """);

    private static final JsonValue PROBLEM = JsonValue.parse("""
            {"type":"object","required":["type","title","status","detail"],"properties":{
              "type":{"type":"string","format":"uri","description":"stable: urn:candor:problem:CODE"},
              "title":{"type":"string"},"status":{"type":"integer"},
              "detail":{"type":"string","description":"what was expected, what was found, what to do"}}}
            """);

    private final Map<String, JsonValue> paths = new LinkedHashMap<>();

    private ApiDescription() {}

    static ObjectValue of(List<Declaration<?, ?>> declarations) {
        List<ToolDescription> tools =
                declarations.stream().<ToolDescription>map(Declaration::tool).toList();
        ApiDescription api = new ApiDescription();
        api.read("/tools", "listTools", "List the tools with their schemas", TOOLS);
        tools.forEach(api::tool);
        JsonValue envelope = tools.stream()
                .filter(tool -> tool.name().equals(Toolbox.RUN))
                .<JsonValue>map(ToolDescription::inputSchema)
                .findFirst()
                .orElse(ANY_OBJECT);
        api.call(
                "/execute",
                new Call("execute", "Execute an item, or a tool by core/NAME", "", envelope, ANY_OBJECT, "200"));
        api.call(
                "/mcp",
                new Call(
                        MCP,
                        "The Model Context Protocol, revisions 2026-07-28, 2025-11-25, 2025-06-18, 2025-03-26 and 2024-11-05",
                        "One message of JSON-RPC 2.0; the answer is JSON or a stream of events.",
                        ANY_OBJECT,
                        ANY_OBJECT,
                        "200"));
        api.read("/mcp", "mcpStream", "What a client of 2025 follows, as it changes", TEXT);
        api.call(
                "/v1/executions",
                new Call(
                        "recordExecutions",
                        "Record runs that were done elsewhere",
                        "One object or an array; all of them are recorded or none. A success has no error; * is no item.",
                        ExecutionIntake.INPUT_SCHEMA,
                        ExecutionIntake.OUTPUT_SCHEMA,
                        "201"));
        api.add(EventsServlet.PATH, object("post", EventsDescription.any(problems(EVERYWHERE))));
        api.add(EventsServlet.PATH + "/{contract}", object("post", EventsDescription.named(problems(EVERYWHERE))));
        ToolDoor.all(declarations).forEach(api::door);
        api.add(SessionBundleDescription.PATH, object("get", SessionBundleDescription.get(problems(EVERYWHERE))));
        api.read("/actuator/health", "health", "How the server is, store by store", ANY_OBJECT);
        api.read("/actuator/health/liveness", "liveness", "Whether the process works", ANY_OBJECT);
        api.read("/actuator/health/readiness", "readiness", "Whether it can record", ANY_OBJECT);
        api.read("/actuator/info", "info", "The version", ANY_OBJECT);
        api.read("/actuator/prometheus", "prometheus", "Counters, in Prometheus' text format", TEXT);
        api.read("/v3/api-docs", "apiDocs", "This document", ANY_OBJECT);
        return api.document();
    }

    private record Call(
            String id, String summary, String description, JsonValue input, JsonValue output, String status) {}

    private void tool(ToolDescription tool) {
        call(
                "/tools/" + tool.name(),
                new Call(
                        tool.name(), tool.title(), tool.description(), tool.inputSchema(), tool.outputSchema(), "200"));
    }

    private void call(String path, Call call) {
        Map<String, JsonValue> responses = problems(EVERYWHERE);
        responses.putAll(problems(WITH_BODY));
        // these come from what is called, with a code of its own
        responses.put("429", problem("As many calls as allowed are under way; Retry-After says when to try again"));
        responses.put("503", problem("The machine does not let us, or many large bodies at once"));
        responses.put(call.status(), answer("The result", "application/json", call.output()));
        if (call.id().equals(MCP)) {
            responses.remove("429");
            responses.put("202", object("description", JsonValue.of("The notification was taken")));
            responses.put(
                    "200",
                    new ObjectValue(Map.of(
                            "description",
                            JsonValue.of("The answer: JSON, or a stream of events whose last one is the answer"),
                            "content",
                            new ObjectValue(Map.of(
                                    "application/json", object("schema", ANY_OBJECT),
                                    "text/event-stream", object("schema", TEXT))))));
        }
        if (call.status().equals("201")) {
            responses.put("200", answer("Telemetry is off: nothing was recorded", "application/json", call.output()));
        }
        ObjectValue body = object("content", content("application/json", call.input()));
        add(
                path,
                object(
                        "post",
                        new ObjectValue(Map.of(
                                "operationId", JsonValue.of(call.id()),
                                "summary", JsonValue.of(call.summary()),
                                "description", JsonValue.of(call.description()),
                                "requestBody", body,
                                "responses", new ObjectValue(responses)))));
    }

    /** An operation's id is the tool's name, which the path of the tool itself has already. */
    private void door(ToolDoor door) {
        ToolDescription tool = door.tool();
        String id = tool.name() + "_" + door.row().method().toLowerCase(Locale.ROOT);
        String path = door.row().path();
        if (door.row().method().equals("POST")) {
            call(path, new Call(id, tool.title(), tool.description(), tool.inputSchema(), tool.outputSchema(), "200"));
            return;
        }
        Map<String, JsonValue> responses = problems(EVERYWHERE);
        responses.put("429", problem("As many calls as allowed are under way; Retry-After says when to try again"));
        responses.put("503", problem("The machine does not let us"));
        responses.put("200", answer("The result", "application/json", tool.outputSchema()));
        List<JsonValue> parameters = new ArrayList<>();
        door.inPath().forEach((name, schema) -> parameters.add(parameter(name, "path", true, schema)));
        List<String> required = required(tool.inputSchema());
        door.inQuery()
                .forEach((name, schema) -> parameters.add(parameter(name, "query", required.contains(name), schema)));
        add(
                path,
                object(
                        "get",
                        new ObjectValue(Map.of(
                                "operationId", JsonValue.of(id),
                                "summary", JsonValue.of(tool.title()),
                                "description", JsonValue.of(tool.description()),
                                "parameters", JsonValue.of(parameters),
                                "responses", new ObjectValue(responses)))));
    }

    private static ObjectValue parameter(String name, String in, boolean required, JsonValue schema) {
        return new ObjectValue(Map.of(
                "name", JsonValue.of(name),
                "in", JsonValue.of(in),
                "required", JsonValue.of(required),
                "schema", schema));
    }

    private static List<String> required(ObjectValue schema) {
        return schema.member("required").orElse(null) instanceof ArrayValue names
                ? names.items().stream()
                        .map(name -> ((StringValue) name).text())
                        .toList()
                : List.of();
    }

    private void read(String path, String id, String summary, JsonValue output) {
        Map<String, JsonValue> responses = problems(EVERYWHERE);
        responses.put("200", answer("The result", mediaType(path), output));
        if (path.equals("/mcp")) {
            responses.put("503", problem("Too many streams are open; Retry-After says when to try again"));
        }
        if (path.startsWith("/actuator/health")) {
            responses.put("503", answer("Something is down", "application/json", output));
        }
        add(
                path,
                object(
                        "get",
                        new ObjectValue(Map.of(
                                "operationId", JsonValue.of(id),
                                "summary", JsonValue.of(summary),
                                "responses", new ObjectValue(responses)))));
    }

    private static String mediaType(String path) {
        return switch (path) {
            case "/actuator/prometheus" -> "text/plain";
            case "/mcp" -> "text/event-stream";
            default -> "application/json";
        };
    }

    private void add(String path, ObjectValue operation) {
        Map<String, JsonValue> operations = new LinkedHashMap<>();
        if (paths.get(path) instanceof ObjectValue others) {
            operations.putAll(others.members());
        }
        operations.putAll(operation.members());
        paths.put(path, new ObjectValue(operations));
    }

    private ObjectValue document() {
        return new ObjectValue(Map.of(
                "openapi", JsonValue.of("3.1.0"),
                "info", JsonValue.parse("{\"title\":\"Candor\",\"version\":\"1\"}"),
                "paths", new ObjectValue(paths),
                "security", JsonValue.parse("[{\"token\":[]}]"),
                "components",
                        new ObjectValue(Map.of(
                                "schemas", object("Problem", PROBLEM),
                                "securitySchemes",
                                        JsonValue.parse("{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}}")))));
    }

    static Map<String, JsonValue> problems(List<ProblemType> types) {
        Map<String, JsonValue> responses = new LinkedHashMap<>();
        types.forEach(type -> responses.put(
                Integer.toString(type.status()), problem(type.because("").title())));
        return responses;
    }

    static ObjectValue problem(String meaning) {
        return answer(meaning, Problem.MEDIA_TYPE, JsonValue.parse("{\"$ref\":\"#/components/schemas/Problem\"}"));
    }

    static ObjectValue answer(String meaning, String mediaType, JsonValue schema) {
        return new ObjectValue(Map.of("description", JsonValue.of(meaning), "content", content(mediaType, schema)));
    }

    private static ObjectValue content(String mediaType, JsonValue schema) {
        return object(mediaType, object("schema", schema));
    }

    private static ObjectValue object(String name, JsonValue value) {
        return new ObjectValue(Map.of(name, value));
    }
}
