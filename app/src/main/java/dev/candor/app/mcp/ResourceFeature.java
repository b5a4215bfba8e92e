package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Duration;
import java.util.List;

/** The resources that a server offers. Safe for concurrent use. */
public interface ResourceFeature {
    /**
     * What a resource holds.
     *
     * @param contents each with {@code uri}, and {@code text} or {@code blob}; at least one
     * @param fresh for how long a client may take it for the truth
     * @param shared whether it is the same for whoever asks, so that a cache may be shared between them
     */
    record Reading(List<ObjectValue> contents, Duration fresh, boolean shared) {
        public Reading {
            contents = List.copyOf(contents);
        }
    }

    /** Each resource as {@code resources/list} shows it, always in the same order. */
    List<ObjectValue> list();

    /** Each template as {@code resources/templates/list} shows it, always in the same order. */
    List<ObjectValue> templates();

    /**
     * Reads a resource.
     *
     * @throws McpError {@link McpError#noResource} when there is none of that address
     */
    Reading read(String uri) throws McpError;

    /**
     * Values for a variable of a template that begin with, or contain, what was typed; the best first.
     *
     * @throws McpError when there is no such template or variable
     */
    List<String> complete(String template, String variable, String typed) throws McpError;
}
