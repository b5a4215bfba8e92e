package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue.ObjectValue;

/** Temporary. */
public final class NoPrompts implements PromptFeature {
    @Override
    public java.util.List<ObjectValue> list() {
        return java.util.List.of();
    }

    @Override
    public ObjectValue get(String name, java.util.Map<String, String> arguments) throws McpError {
        throw McpError.invalidParams("none");
    }

    @Override
    public java.util.List<String> complete(String name, String argument, String typed) {
        return java.util.List.of();
    }
}
