package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The tools that the conformance suite calls by name, but for those that ask the client for something. */
final class SuiteTools implements ToolFeature {
    private static final String NO_ARGUMENTS = """
            {"type": "object", "additionalProperties": false}""";

    private final List<ObjectValue> list = new ArrayList<>();
    private final Map<String, Deed> deeds = new LinkedHashMap<>();

    private interface Deed {
        ObjectValue on(CallContext context) throws McpError;
    }

    SuiteTools() {
        contents();
        add("test_error_handling", "Fails.", context -> failed());
        add("test_tool_with_logging", "Logs three times.", SuiteTools::logged);
        add("test_logging_tool", "Logs to whoever wants to hear of it.", SuiteTools::logged);
        add("test_tool_with_progress", "Makes progress in three steps.", SuiteTools::progressed);
        add("test_streaming_elicitation", "Tells of progress, and asks for nothing.", SuiteTools::progressed);
        add("test_missing_capability", "Wants a client that can sample.", SuiteTools::sampled);
        add(
                "json_schema_2020_12_tool",
                "Has an input schema of many keywords.",
                SCHEMA,
                context -> SuiteContent.result(SuiteContent.text("called")));
    }

    private void contents() {
        String text = SuiteContent.text("This is a simple text response for testing.");
        add("test_simple_text", "Gives a text.", context -> SuiteContent.result(text));
        add("test_image_content", "Gives an image.", context -> SuiteContent.result(SuiteContent.IMAGE));
        String audio = """
                {"type": "audio", "data": "%s", "mimeType": "audio/wav"}""".formatted(SuiteContent.WAV);
        add("test_audio_content", "Gives a sound.", context -> SuiteContent.result(audio));
        String embedded = SuiteContent.resource(
                "test://embedded-resource", "text/plain", "This is an embedded resource content.");
        add("test_embedded_resource", "Gives a resource.", context -> SuiteContent.result(embedded));
        String mixed = SuiteContent.resource(
                "test://mixed-content-resource", "application/json", "{\\\"test\\\":\\\"data\\\",\\\"value\\\":123}");
        add(
                "test_multiple_content_types",
                "Gives a text, an image and a resource.",
                context -> SuiteContent.result(
                        SuiteContent.text("Multiple content types test:"), SuiteContent.IMAGE, mixed));
    }

    private static final String SCHEMA = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "type": "object",
             "$defs": {"address": {"$anchor": "addressDef", "type": "object",
               "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
             "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"},
               "contactMethod": {"type": "string", "enum": ["phone", "email"]},
               "phone": {"type": "string"}, "email": {"type": "string"}},
             "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
             "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
             "then": {"required": ["phone"]},
             "else": {"required": ["email"]},
             "additionalProperties": false}
            """;

    private void add(String name, String description, Deed deed) {
        add(name, description, NO_ARGUMENTS, deed);
    }

    private void add(String name, String description, String inputSchema, Deed deed) {
        list.add(new ObjectValue(Map.of(
                "name", JsonValue.of(name),
                "description", JsonValue.of(description),
                "inputSchema", SuiteContent.object(inputSchema))));
        deeds.put(name, deed);
    }

    private static ObjectValue failed() {
        return SuiteContent.object("{\"isError\": true, \"content\": ["
                + SuiteContent.text("This tool intentionally returns an error for testing") + "]}");
    }

    private static ObjectValue logged(CallContext context) {
        context.log(LogLevel.INFO, JsonValue.of("Tool execution started"));
        context.log(LogLevel.INFO, JsonValue.of("Tool processing data"));
        context.log(LogLevel.INFO, JsonValue.of("Tool execution completed"));
        return SuiteContent.result(SuiteContent.text("logged"));
    }

    private static ObjectValue progressed(CallContext context) {
        for (int percent = 0; percent <= 100; percent += 50) {
            context.progress(percent, OptionalDouble.of(100), percent + " percent done");
        }
        return SuiteContent.result(SuiteContent.text("done"));
    }

    private static ObjectValue sampled(CallContext context) throws McpError {
        if (context.clientCapabilities().member("sampling").isEmpty()) {
            throw new McpError(
                    McpError.Code.MISSING_CLIENT_CAPABILITY,
                    "expected a client that can sample; declare the capability sampling",
                    SuiteContent.object("{\"requiredCapabilities\": {\"sampling\": {}}}"));
        }
        return SuiteContent.result(SuiteContent.text("the client can sample"));
    }

    @Override
    public List<ObjectValue> list() {
        return List.copyOf(list);
    }

    @Override
    public ObjectValue call(String name, ObjectValue arguments, CallContext context) throws McpError {
        Deed deed = deeds.get(name);
        if (deed == null) {
            throw McpError.invalidParams("the suite has no tool " + name);
        }
        return deed.on(context);
    }
}
