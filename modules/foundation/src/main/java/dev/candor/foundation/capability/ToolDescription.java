package dev.candor.foundation.capability;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Map;

/**
 * What a caller, often a model, must know of a tool. The names in JSON are those of the Model Context Protocol.
 *
 * @param name lower snake case, as callers write it
 * @param title a few words for a person
 * @param description when to use it, what it does, and an example call
 * @param inputSchema JSON Schema 2020-12 of the arguments, an object
 * @param outputSchema JSON Schema 2020-12 of the result, an object
 */
public record ToolDescription(
        String name,
        String title,
        String description,
        ObjectValue inputSchema,
        ObjectValue outputSchema,
        Annotations annotations) {

    /**
     * What a caller may expect of a call before making it.
     *
     * @param readOnly it changes nothing
     * @param destructive it may remove what is there
     * @param idempotent a second call with the same arguments changes nothing more
     * @param openWorld it may reach what is not Candor's: other programs, the network
     */
    public record Annotations(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
        /** The annotations as the protocol names them. */
        public ObjectValue json() {
            return new ObjectValue(Map.of(
                    "readOnlyHint", JsonValue.of(readOnly),
                    "destructiveHint", JsonValue.of(destructive),
                    "idempotentHint", JsonValue.of(idempotent),
                    "openWorldHint", JsonValue.of(openWorld)));
        }
    }

    public ToolDescription {
        if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
            throw new IllegalArgumentException("a tool's name is lower snake case, found '" + name + "'");
        }
    }

    /** The description as {@code GET /tools} lists it. */
    public ObjectValue json() {
        return new ObjectValue(Map.of(
                "name", JsonValue.of(name),
                "title", JsonValue.of(title),
                "description", JsonValue.of(description),
                "inputSchema", inputSchema,
                "outputSchema", outputSchema,
                "annotations", annotations.json()));
    }
}
