package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prompts that the conformance suite gets by name, but for the one that asks the client for something. */
final class SuitePrompts implements PromptFeature {
    private static final String ARGUMENTS = "test_prompt_with_arguments";

    @Override
    public List<ObjectValue> list() {
        return List.of(
                SuiteContent.object("""
                        {"name": "test_simple_prompt", "description": "Has no arguments."}"""), SuiteContent.object("""
                        {"name": "test_prompt_with_arguments", "description": "Has two arguments.", "arguments": [
                          {"name": "arg1", "description": "The first.", "required": true},
                          {"name": "arg2", "description": "The second.", "required": true}]}"""), SuiteContent.object("""
                        {"name": "test_prompt_with_embedded_resource", "description": "Holds a resource.", "arguments": [
                          {"name": "resourceUri", "description": "Its address.", "required": true}]}"""), SuiteContent.object("""
                        {"name": "test_prompt_with_image", "description": "Holds an image."}"""));
    }

    @Override
    public ObjectValue get(String name, Map<String, String> arguments) throws McpError {
        return switch (name) {
            case "test_simple_prompt" ->
                SuiteContent.messages(SuiteContent.text("This is a simple prompt for testing."));
            case ARGUMENTS ->
                SuiteContent.messages(SuiteContent.text("Prompt with arguments: arg1='" + given(arguments, "arg1")
                        + "', arg2='" + given(arguments, "arg2") + "'"));
            case "test_prompt_with_embedded_resource" ->
                SuiteContent.messages(
                        SuiteContent.resource(
                                given(arguments, "resourceUri"),
                                "text/plain",
                                "Embedded resource content for testing."),
                        SuiteContent.text("Please process the embedded resource above."));
            case "test_prompt_with_image" ->
                SuiteContent.messages(SuiteContent.IMAGE, SuiteContent.text("Please analyze the image above."));
            default -> throw McpError.invalidParams("the suite has no prompt " + name);
        };
    }

    private static String given(Map<String, String> arguments, String name) throws McpError {
        return Optional.ofNullable(arguments.get(name))
                .orElseThrow(() -> McpError.invalidParams("expected the argument " + name));
    }

    @Override
    public List<String> complete(String name, String argument, String typed) {
        return name.equals(ARGUMENTS) && argument.equals("arg1") ? List.of(typed + "-completed") : List.of();
    }
}
