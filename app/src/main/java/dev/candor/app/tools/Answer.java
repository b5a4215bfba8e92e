package dev.candor.app.tools;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.json.JsonValue.ObjectValue;

/**
 * What a call gave, for a door to say in its way.
 *
 * @param capability that was called
 * @param result its result
 */
public record Answer<R>(Capability<?, R> capability, R result) {
    private static final int MAX_WORDS = 4000;

    /** The result as JSON, valid by the output schema. */
    public ObjectValue json() {
        return capability.declaration().result().write(result);
    }

    /** The result in words, for an agent: at most 4,000 characters. */
    public String words() {
        Page page = new Page();
        capability.tell(result, page);
        return page.lines(page.notices()).text(MAX_WORDS);
    }

    /** The result in words, on a page of any length. */
    public void tell(Page page) {
        capability.tell(result, page);
    }

    /** The exit code of a command that gave it. */
    public int exitCode() {
        return capability.exitCode(result);
    }
}
