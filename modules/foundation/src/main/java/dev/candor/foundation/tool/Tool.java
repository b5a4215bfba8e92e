package dev.candor.foundation.tool;

import dev.candor.foundation.json.JsonValue.ObjectValue;

/** Something an agent, a script or a person can call, the same through every door. Safe for concurrent calls. */
public interface Tool {
    /** What it is, takes and gives. Always the same. */
    ToolDescription description();

    /**
     * Does it, on the calling thread.
     *
     * @param arguments valid by the input schema: the door has checked them
     * @return a result that is valid by the output schema
     * @throws ToolException when it cannot be done; nothing was changed then, unless the sentence says so
     */
    ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException;

    /**
     * Says in a few short lines what a result says, for a model or a person: the numbers that matter and what went wrong.
     * Long texts are left to the result, or cut: a summary has at most 4,000 characters.
     *
     * @param result as {@link #call} returned it
     */
    String summary(ObjectValue result);
}
