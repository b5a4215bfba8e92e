package dev.candor.app.rest;

import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final JsonValue TAGS = JsonValue.parse("""
            [{"name":"tools","description":"What agents call, by its name."},
             {"name":"questions","description":"The same by paths of their own."},
             {"name":"rows","description":"Rows and runs that were done elsewhere are handed over here."},
             {"name":"sessions","description":"Training and audit sessions."},
             {"name":"server","description":"How the server is, and what it serves."}]
            """);

    private static final JsonValue INFO = JsonValue.parse("""
            {"title":"Candor","version":"1",
             "description":"The local telemetry hub for what AI agents run. Every refusal says what was expected and what was found.",
             "license":{"name":"Apache-2.0","identifier":"Apache-2.0"},
             "contact":{"name":"Candor"}}
            """);

    private final Map<String, JsonValue> paths = new LinkedHashMap<>();
    private final Map<String, JsonValue> schemas = new LinkedHashMap<>();

    private ApiDescription() {
        schemas.put("Problem", PROBLEM);
    }

    /**
     * The document.
     *
     * @param url where the server was asked for it
     */
    static ObjectValue of(List<Declaration<?, ?>> declarations, String url) {
        List<ToolDescription> tools =
                declarations.stream().<ToolDescription>map(Declaration::tool).toList();
        ApiDescription api = new ApiDescription();
        api.read("/tools", "listTools", "List the tools with their schemas", TOOLS);
        tools.forEach(api::tool);
        JsonValue envelope = tools.stream().anyMatch(tool -> tool.name().equals(Toolbox.RUN))
                ? reference(arguments(Toolbox.RUN))
                : ANY_OBJECT;
        api.call(
                "/execute",
                new Call(
                        "execute",
                        "tools",
                        "Execute an item, or a tool by core/NAME",
                        "The envelope names an item. What the result is depends on what was executed.",
                        envelope,
                        ANY_OBJECT,
                        "200"));
        api.call(
                "/mcp",
                new Call(
                        MCP,
                        "tools",
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
                        "rows",
                        "Record runs that were done elsewhere",
                        "One object or an array; all of them are recorded or none. A success has no error; * is no item.",
                        api.schema("RecordExecutionsArguments", ExecutionIntake.INPUT_SCHEMA),
                        api.schema("RecordExecutionsResult", ExecutionIntake.OUTPUT_SCHEMA),
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
        return api.document(url);
    }

    private record Call(
            String id,
            String tag,
            String summary,
            String description,
            JsonValue input,
            JsonValue output,
            String status) {}

    private void tool(ToolDescription tool) {
        JsonValue input = schema(arguments(tool.name()), tool.inputSchema());
        JsonValue output = schema(result(tool.name()), tool.outputSchema());
        call(
                "/tools/" + tool.name(),
                new Call(
                        "call" + pascal(tool.name()), "tools", tool.title(), tool.description(), input, output, "200"));
    }

    /** {@code ListTrails} of {@code list_trails}. */
    private static String pascal(String name) {
        StringBuilder pascal = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != '_') {
                boolean isFirst = i == 0 || name.charAt(i - 1) == '_';
                pascal.append(isFirst ? Character.toUpperCase(name.charAt(i)) : name.charAt(i));
            }
        }
        return pascal.toString();
    }

    private static String arguments(String tool) {
        return pascal(tool) + "Arguments";
    }

    private static String result(String tool) {
        return pascal(tool) + "Result";
    }

    /** Puts a schema among the named ones; returns what refers to it. */
    private ObjectValue schema(String name, JsonValue schema) {
        schemas.put(name, schema);
        return reference(name);
    }

    private static ObjectValue reference(String name) {
        return object("$ref", JsonValue.of("#/components/schemas/" + name));
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
                                "tags", tags(call.tag()),
                                "summary", JsonValue.of(call.summary()),
                                "description", JsonValue.of(call.description()),
                                "requestBody", body,
                                "responses", new ObjectValue(responses)))));
    }

    private static JsonValue tags(String tag) {
        return JsonValue.of(List.of(JsonValue.of(tag)));
    }

    private void door(ToolDoor door) {
        ToolDescription tool = door.tool();
        String pascal = pascal(tool.name());
        String id = Character.toLowerCase(pascal.charAt(0)) + pascal.substring(1);
        String path = door.row().path();
        String tag = path.startsWith("/v1/sessions") ? "sessions" : "questions";
        if (door.row().method().equals("POST")) {
            JsonValue input = reference(arguments(tool.name()));
            JsonValue output = reference(result(tool.name()));
            call(path, new Call(id, tag, tool.title(), tool.description(), input, output, "200"));
            return;
        }
        Map<String, JsonValue> responses = problems(EVERYWHERE);
        responses.put("429", problem("As many calls as allowed are under way; Retry-After says when to try again"));
        responses.put("503", problem("The machine does not let us"));
        responses.put("200", answer("The result", "application/json", reference(result(tool.name()))));
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
                                "tags", tags(tag),
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
                                "tags", tags(path.equals("/tools") || path.equals("/mcp") ? "tools" : "server"),
                                "summary", JsonValue.of(summary),
                                "description", JsonValue.of(summary + "."),
                                "security", security(path),
                                "responses", new ObjectValue(responses)))));
    }

    /** Health needs no token. */
    private static JsonValue security(String path) {
        return JsonValue.parse(path.startsWith("/actuator/health") ? "[{},{\"token\":[]}]" : "[{\"token\":[]}]");
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

    private ObjectValue document(String url) {
        return new ObjectValue(Map.of(
                "openapi",
                JsonValue.of("3.1.0"),
                "info",
                INFO,
                "servers",
                JsonValue.of(List.of(object("url", JsonValue.of(url)))),
                "tags",
                TAGS,
                "paths",
                new ObjectValue(paths),
                "security",
                JsonValue.parse("[{\"token\":[]}]"),
                "components",
                new ObjectValue(Map.of(
                        "schemas",
                        new ObjectValue(schemas),
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
