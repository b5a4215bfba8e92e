package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue.ObjectValue;

/** Temporary. */
public final class NoResources implements ResourceFeature {
    @Override
    public java.util.List<ObjectValue> list() {
        return java.util.List.of();
    }

    @Override
    public java.util.List<ObjectValue> templates() {
        return java.util.List.of();
    }

    @Override
    public Reading read(String uri) throws McpError {
        throw McpError.noResource(uri, "none");
    }

    @Override
    public java.util.List<String> complete(String name, String argument, String typed) {
        return java.util.List.of();
    }
}
