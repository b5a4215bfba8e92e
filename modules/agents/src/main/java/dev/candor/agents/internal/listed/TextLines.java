package dev.candor.agents.internal.listed;

import dev.candor.foundation.json.JsonValue.ObjectValue;

/** Hears the lines of one text, of each no more than the beginning, and tells what is listed of them. */
public interface TextLines {
    /** How much of a line is heard, in bytes. */
    int MAX_LINE_BYTES = 80;

    /** One line, without its end. */
    void line(String beginning);

    /** What they told. */
    ObjectValue told();
}
