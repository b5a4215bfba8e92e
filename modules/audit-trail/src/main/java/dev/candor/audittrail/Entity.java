package dev.candor.audittrail;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What something was done to. */
record Entity(String type, String repo, Optional<Long> number) {
    static Entity of(ObjectValue entity) {
        return new Entity(
                Words.line(entity.text("type").orElse("")),
                Words.line(entity.text("repo").orElse("")),
                entity.integer("number"));
    }

    ObjectValue json() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("type", JsonValue.of(type));
        members.put("repo", JsonValue.of(repo));
        members.put("number", number.map(JsonValue::of).orElseGet(NullValue::new));
        return new ObjectValue(members);
    }

    /** As a sentence names it: {@code issue acme/shop#7}. */
    String words() {
        return type + " " + repo + number.map(n -> "#" + n).orElse("");
    }
}
