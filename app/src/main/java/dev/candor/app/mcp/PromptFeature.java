package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Map;

/** The prompts that a server offers. Safe for concurrent use. */
public interface PromptFeature {
    /** Each prompt as {@code prompts/list} shows it, always in the same order. */
    List<ObjectValue> list();

    /**
     * A prompt, filled in.
     *
     * @return {@code messages}, and {@code description} if there is one
     * @throws McpError when there is no such prompt, or its arguments are wrong
     */
    ObjectValue get(String name, Map<String, String> arguments) throws McpError;

    /**
     * Values for an argument that begin with, or contain, what was typed; the best first, and none when nothing fits.
     *
     * @throws McpError when there is no such prompt or argument
     */
    List<String> complete(String name, String argument, String typed) throws McpError;
}
