package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a capability answered.
 *
 * @param result empty when it could not answer
 * @param problem why it could not
 * @param command the command line that gives the same
 */
record Reply(ObjectValue result, Optional<String> problem, String command) {
    static Reply of(ObjectValue result, String command) {
        return new Reply(result, Optional.empty(), command);
    }

    static Reply failed(String sentence, String command) {
        return new Reply(new ObjectValue(Map.of()), Optional.of(sentence), command);
    }

    List<ObjectValue> list(String name) {
        return result.objects(name);
    }

    /** A number of the result, 0 when there is none. */
    long number(String name) {
        return result.integer(name).orElse(0L);
    }

    /** The notes about what is not in the numbers. */
    List<String> notes() {
        return result.texts("notes");
    }
}
