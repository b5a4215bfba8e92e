package dev.candor.export.internal.score;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;

/** Reads reports for tests. */
final class Reports {
    private Reports() {}

    static List<ObjectValue> objects(ObjectValue report, String name) {
        return new Member("", report).members(name).stream().map(Member::object).toList();
    }

    static List<String> texts(ObjectValue report, String name) {
        return new Member("", report).texts(name);
    }
}
