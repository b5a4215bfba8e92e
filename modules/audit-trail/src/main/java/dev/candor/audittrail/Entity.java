package dev.candor.audittrail;

import dev.candor.foundation.capability.Schema.OrNull;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Optional;

/** What something was done to. */
@Result
record Entity(String type, String repo, @OrNull Optional<Long> number) {
    static Entity of(ObjectValue entity) {
        return new Entity(
                Words.line(entity.text("type").orElse("")),
                Words.line(entity.text("repo").orElse("")),
                entity.integer("number"));
    }

    /** As a sentence names it: {@code issue acme/shop#7}. */
    String words() {
        return type + " " + repo + number.map(n -> "#" + n).orElse("");
    }
}
