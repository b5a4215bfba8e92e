package dev.candor.sessions.score;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;

/** Reads reports for tests. */
final class Reports {
    private Reports() {}

    static List<ObjectValue> objects(ObjectValue report, String name) {
        return new JsonView("", report)
                .members(name).stream().map(JsonView::object).toList();
    }

    static List<String> texts(ObjectValue report, String name) {
        return new JsonView("", report).texts(name);
    }
}
