package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;

/** The tools that a server offers. Safe for concurrent use. */
public interface ToolFeature {
    /** Each tool as {@code tools/list} shows it, always in the same order. */
    List<ObjectValue> list();

    /**
     * Calls a tool, on the calling thread.
     *
     * @param arguments not yet checked
     * @return the members of the result: what it says, and whether it is an error
     * @throws McpError when there is no such tool, or the call is wrong in a way that a model cannot correct
     */
    ObjectValue call(String name, ObjectValue arguments, CallContext context) throws McpError;
}
