package dev.candor.app.cli;

import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Map;

/**
 * A link that lets one browser in, once.
 *
 * @param json as the server gives it
 */
record PageLink(ObjectValue json) {
    /** Asks the server that runs on a user path for one. */
    static PageLink of(UserPath userPath, boolean isReadOnly) throws ToolException {
        return new PageLink(ServerCall.find(userPath)
                .post("/page/codes", new ObjectValue(Map.of("read_only", JsonValue.of(isReadOnly)))));
    }

    String url() {
        return json.text("url").orElseThrow();
    }

    /** How long it can be followed. */
    String terms() {
        return "it works once, within " + json.integer("expires_in_s").orElse(0L) + " seconds";
    }
}
