package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who answers, for display and logs. */
public record ServerIdentity(String name, String title, String version) {
    ObjectValue json() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("name", JsonValue.of(name));
        members.put("title", JsonValue.of(title));
        members.put("version", JsonValue.of(version));
        return new ObjectValue(members);
    }
}
