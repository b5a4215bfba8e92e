package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;

/** Where a name that was found leads. */
final class FoundLink {
    private FoundLink() {}

    static String of(ObjectValue found) {
        String key = Format.text(found, "key");
        return switch (Format.text(found, "kind")) {
            case "agent session" -> Page.link("/agents", "session_id", key);
            case "repository" -> Page.link("/orchestration", "repository", key);
            case "session" -> Page.link("/sessions", "session_id", key);
            case "trail" -> Page.link("/executions", "correlation_id", key);
            case "refused row" -> Page.link("/quarantine", "id", key);
            default -> Page.link("/item", "kind", Format.text(found, "kind"), "key", key);
        };
    }
}
