package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue.ObjectValue;

/** Who answers, for display and logs. */
public record ServerIdentity(String name, String title, String version) {
    ObjectValue json() {
        return new JsonObject()
                .put("name", name)
                .put("title", title)
                .put("version", version)
                .object();
    }
}
