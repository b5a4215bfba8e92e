package dev.candor.app.http;

import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.aggregatestore.ExecutionIntakeRecordedShape;
import dev.candor.app.http.Route.Access;
import dev.candor.app.http.Route.Body;
import dev.candor.app.http.Route.Handler;
import dev.candor.app.http.message.Accepts;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Declaration.RestPath;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.ingestion.RecordEvent;
import dev.candor.validation.contract.Contract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every path of the server, said once: the gate, those who answer and the description of the API all go by it. */
final class RouteTable {
    private static final String JSON = Accepts.JSON;
    private static final String PLAIN_TEXT = "text/plain";

    private static final String TOOLS = "tools";
    private static final String ROWS = "rows";
    /** The variable of a path that has the token in it. */
    static final String TOKEN = "token";

    private static final String SESSIONS = "sessions";
    private static final String SERVER = "server";

    private static final String RESULT = "The result";
    static final String BUSY = "As many calls as allowed are under way; Retry-After says when to try again";

    private static final JsonValue ANY_OBJECT = JsonValue.parse("{\"type\":\"object\"}");
    private static final JsonValue TEXT = JsonValue.parse("{\"type\":\"string\"}");

    private static final JsonValue TOOL_LIST = JsonValue.parse("""
            {"type":"object","required":["tools"],"properties":{"tools":{"type":"array","items":{"type":"object",
             "required":["name","title","description","inputSchema","outputSchema","annotations"],
             "properties":{"name":{"type":"string"},"title":{"type":"string"},"description":{"type":"string"},
               "inputSchema":{"type":"object"},"outputSchema":{"type":"object"},"annotations":{"type":"object"}}}}}}
            """);

    private static final JsonValue JSON_ROWS =
            JsonValue.parse("{\"oneOf\":[{\"type\":\"object\"},{\"type\":\"array\",\"items\":{\"type\":\"object\"}}]}");

    private final List<Route> routes = new ArrayList<>();
    private final Map<String, JsonValue> schemas = new LinkedHashMap<>();

    private RouteTable() {}

    /** The paths of a server that has these capabilities. */
    static Routes of(List<Declaration<?, ?>> declarations) {
        RouteTable table = new RouteTable();
        table.addTools(declarations);
        table.addMcp();
        table.addRows();
        table.routes.addAll(OtlpDoor.routes());
        declarations.forEach(
                declaration -> declaration.path().ifPresent(path -> table.addPath(path, declaration.tool())));
        table.routes.addAll(BadgePicture.routes());
        table.routes.addAll(PageRoutes.all());
        table.addBundles();
        table.addServer();
        return new Routes(table.routes, table.schemas);
    }

    private void addTools(List<Declaration<?, ?>> declarations) {
        read(
                "/tools",
                Operation.of("listTools", TOOLS, "List the tools with their schemas")
                        .gives(200, RESULT, JSON, TOOL_LIST),
                (doors, exchange) -> doors.tools().list(exchange));
        declarations.forEach(declaration -> addTool(declaration.tool()));
        // a name that there is not is refused with those that there are
        routes.add(new Route(
                Route.CALL,
                "/tools/{name}",
                Access.TOKEN,
                Body.JSON,
                Optional.of((doors, exchange) -> doors.tools().call(exchange.variable("name"), exchange)),
                Optional.empty()));
        call(
                "/execute",
                calling(
                                "execute",
                                TOOLS,
                                "Execute an item, or a tool by core/NAME",
                                "The envelope names an item. What the result is depends on what was executed.")
                        .takes(
                                JSON,
                                schemas.containsKey(arguments(Toolbox.RUN))
                                        ? reference(arguments(Toolbox.RUN))
                                        : ANY_OBJECT)
                        .gives(200, RESULT, JSON, ANY_OBJECT),
                (doors, exchange) -> doors.tools().execute(exchange));
    }

    private void addTool(ToolDescription tool) {
        String name = tool.name();
        Operation operation = calling("call" + Operation.pascal(name), TOOLS, tool.title(), tool.description())
                .takesArguments(tool.inputSchema(), schema(arguments(name), tool.inputSchema()))
                .gives(200, RESULT, JSON, schema(result(name), tool.outputSchema()));
        call("/tools/" + name, operation, (doors, exchange) -> doors.tools().call(name, exchange));
    }

    /** A tool by a path of its own. */
    private void addPath(RestPath path, ToolDescription tool) {
        String name = tool.name();
        String pascal = Operation.pascal(name);
        String id = Character.toLowerCase(pascal.charAt(0)) + pascal.substring(1);
        String tag = path.path().startsWith("/v1/sessions") ? SESSIONS : "questions";
        if (path.method().equals("POST")) {
            Operation operation = calling(id, tag, tool.title(), tool.description())
                    .takesArguments(tool.inputSchema(), reference(arguments(name)))
                    .gives(200, RESULT, JSON, reference(result(name)));
            call(path.path(), operation, (doors, exchange) -> doors.tools().call(name, exchange));
            return;
        }
        PathArguments arguments = PathArguments.of(path.path(), tool);
        Operation operation = Operation.of(id, tag, tool.title(), tool.description())
                .parameters(arguments.parameters())
                .refuses(429, BUSY)
                .refuses(503, "The machine does not let us")
                .gives(200, RESULT, JSON, reference(result(name)));
        read(path.path(), operation, (doors, exchange) -> doors.tools().ask(name, arguments, exchange));
    }

    private void addMcp() {
        Operation message = Operation.of(
                        "mcp",
                        TOOLS,
                        "The Model Context Protocol, revisions 2026-07-28, 2025-11-25, 2025-06-18, 2025-03-26 and 2024-11-05",
                        "One message of JSON-RPC 2.0; the answer is JSON or a stream of events.")
                .takes(JSON, ANY_OBJECT)
                .refuses(503, "The machine does not let us, or many large bodies at once")
                .gives(202, "The notification was taken");
        String meaning = "The answer: JSON, or a stream of events whose last one is the answer";
        call(
                "/mcp",
                message.gives(200, meaning, JSON, ANY_OBJECT).gives(200, meaning, Accepts.STREAM, TEXT),
                (doors, exchange) -> doors.mcp().post(exchange.request(), exchange.response()));
        Operation stream = Operation.of("mcpStream", TOOLS, "What a client of 2025 follows, as it changes")
                .refuses(503, "Too many streams are open; Retry-After says when to try again")
                .gives(200, RESULT, Accepts.STREAM, TEXT);
        add(
                Set.of("GET"),
                "/mcp",
                Access.TOKEN,
                Body.NONE,
                stream,
                (doors, exchange) -> doors.mcp().get(exchange.request(), exchange.response()));
    }

    private void addRows() {
        JsonValue result = schema("RecordExecutionsResult", ExecutionIntakeRecordedShape.INSTANCE.schema());
        call(
                "/v1/executions",
                calling(
                                "recordExecutions",
                                ROWS,
                                "Record runs that were done elsewhere",
                                "One object or an array; all of them are recorded or none. A success has no error; * is no item.")
                        .takes(JSON, schema("RecordExecutionsArguments", ExecutionIntake.INPUT_SCHEMA))
                        .gives(200, "Telemetry is off: nothing was recorded", JSON, result)
                        .gives(201, RESULT, JSON, result),
                (doors, exchange) -> doors.rows().takeExecutions(exchange));
        List<JsonValue> ids = Contract.ids().stream().map(JsonValue::of).toList();
        ObjectValue contract =
                Operation.parameter("contract", "path", true, new ObjectValue(Map.of("enum", JsonValue.of(ids))));
        rows("/v1/events", taking("takeEvents", "Take rows of any contract"));
        rows(
                "/v1/events/{contract}",
                taking("takeEventsOfContract", "Take rows of one contract").parameters(List.of(contract)));
    }

    private static Operation taking(String id, String summary) {
        JsonValue receipt = RecordEvent.DECLARATION.tool().outputSchema();
        Operation operation = Operation.of(
                        id,
                        ROWS,
                        summary,
                        "A JSON object or an array of them, or a row on each line; plain, or with Content-Encoding: gzip."
                                + " Worked on as it comes. A problem that comes after rows were taken has their receipt as one"
                                + " more member.")
                .takes(JSON, JSON_ROWS)
                .gives(200, "All rows are accepted or there already", JSON, receipt)
                .gives(207, "Some rows are in quarantine", JSON, receipt);
        for (String lines : BodyPolicy.LINES) {
            operation = operation.takes(lines, TEXT);
        }
        return operation;
    }

    private void rows(String path, Operation operation) {
        add(
                Route.CALL,
                path,
                Access.TOKEN,
                Body.ROWS,
                operation,
                (doors, exchange) -> doors.rows().takeEvents(exchange));
    }

    private void addBundles() {
        String meaning = "The file, byte for byte as an export writes it";
        Operation operation = Operation.of(
                        "getSessionBundle",
                        SESSIONS,
                        "A file of a session's bundle",
                        "All events with score and report (json), the events as a table (csv), a page to read (html), the"
                                + " files of the scenario that scored it (scenario, rubric, microdrills), or the sums of all"
                                + " of these (manifest). The same events give the same bytes.")
                .parameters(BundleDoor.PARAMETERS)
                .refuses(429, "As many sessions as allowed are being read; try again later")
                .refuses(503, "The machine does not let us")
                .gives(200, meaning, JSON, ANY_OBJECT)
                .gives(200, meaning, "text/csv", TEXT)
                .gives(200, meaning, "text/html", TEXT);
        read(
                "/v1/sessions/{session_id}/bundle",
                operation,
                (doors, exchange) -> doors.bundles().give(exchange));
    }

    private void addServer() {
        health("", "health", "How the server is, store by store");
        health("/liveness", "liveness", "Whether the process works");
        health("/readiness", "readiness", "Whether it can record");
        actuator(
                "info",
                Access.TOKEN,
                Operation.of("info", SERVER, "The version").gives(200, RESULT, JSON, ANY_OBJECT));
        actuator(
                "prometheus",
                Access.METRICS,
                Operation.of("prometheus", SERVER, "Counters, in Prometheus' text format")
                        .gives(200, RESULT, PLAIN_TEXT, TEXT));
        read(
                "/v3/api-docs",
                Operation.of("apiDocs", SERVER, "This document").gives(200, RESULT, JSON, ANY_OBJECT),
                (doors, exchange) -> exchange.json(200, ApiDescription.of(doors.routes(), exchange.serverUrl())));
    }

    private void health(String path, String id, String summary) {
        actuator(
                "health" + path,
                Access.HEALTH,
                Operation.of(id, SERVER, summary)
                        .gives(503, "Something is down", JSON, ANY_OBJECT)
                        .gives(200, RESULT, JSON, ANY_OBJECT));
    }

    private void actuator(String path, Access access, Operation operation) {
        routes.add(new Route(
                Route.READ, "/actuator/" + path, access, Body.NONE, Optional.empty(), Optional.of(operation)));
    }

    private void read(String path, Operation operation, Handler handler) {
        add(Route.READ, path, Access.TOKEN, Body.NONE, operation, handler);
    }

    private void call(String path, Operation operation, Handler handler) {
        add(Route.CALL, path, Access.TOKEN, Body.JSON, operation, handler);
    }

    private void add(Set<String> methods, String path, Access access, Body body, Operation operation, Handler handler) {
        routes.add(new Route(methods, path, access, body, Optional.of(handler), Optional.of(operation)));
    }

    /** What calls something that has problems of its own. */
    private static Operation calling(String id, String tag, String summary, String description) {
        return Operation.of(id, tag, summary, description)
                .refuses(429, BUSY)
                .refuses(503, "The machine does not let us, or many large bodies at once");
    }

    private static String arguments(String tool) {
        return Operation.pascal(tool) + "Arguments";
    }

    private static String result(String tool) {
        return Operation.pascal(tool) + "Result";
    }

    /** Puts a schema among the named ones; returns what refers to it. */
    private ObjectValue schema(String name, JsonValue schema) {
        schemas.put(name, schema);
        return reference(name);
    }

    private static ObjectValue reference(String name) {
        return new ObjectValue(Map.of("$ref", JsonValue.of("#/components/schemas/" + name)));
    }
}
