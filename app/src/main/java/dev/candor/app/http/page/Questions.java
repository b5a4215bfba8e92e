package dev.candor.app.http.page;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;

/** Asks a capability, as every door does. */
public interface Questions {
    /** The result as JSON. */
    ObjectValue ask(String tool, ObjectValue arguments) throws ToolException;
}
