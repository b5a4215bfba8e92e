package dev.candor.app.tools;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.json.JsonValue.ObjectValue;

/** What a call gave, for a door to say in its way. */
public interface Answer {
    /** The result as JSON, valid by the output schema. */
    ObjectValue json();

    /** The result in words, on a page of any length. */
    void tell(Page page);

    /** The exit code of a command that gave it. */
    int exitCode();

    /** The result in words, for an agent: at most 4,000 characters. */
    default String words() {
        Page page = new Page();
        tell(page);
        return page.lines(page.notices()).text(4000);
    }
}
