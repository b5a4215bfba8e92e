package dev.candor.export.internal.verify;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Optional;

/** Goes through two JSON values side by side and finds the smallest places where they differ. */
final class Trees {
    /** Takes a place that differs; an empty value is not there. */
    interface Visitor {
        void differs(String pointer, Optional<JsonValue> expected, Optional<JsonValue> found);
    }

    private Trees() {}

    /** Visits every place, from the first. */
    static void compare(String pointer, Optional<JsonValue> expected, Optional<JsonValue> found, Visitor visitor) {
        if (Json.isSame(expected, found)) {
            return;
        }
        if (expected.isPresent() && found.isPresent()) {
            if (expected.get() instanceof ObjectValue one && found.get() instanceof ObjectValue other) {
                for (String name : Json.differing(one, other)) {
                    compare(pointer + Json.pointer(name), one.member(name), other.member(name), visitor);
                }
                return;
            }
            if (expected.get() instanceof ArrayValue one && found.get() instanceof ArrayValue other) {
                for (int i = 0; i < Math.max(one.items().size(), other.items().size()); i++) {
                    compare(pointer + "/" + i, at(one.items(), i), at(other.items(), i), visitor);
                }
                return;
            }
        }
        visitor.differs(pointer, expected, found);
    }

    private static Optional<JsonValue> at(List<JsonValue> items, int i) {
        return i < items.size() ? Optional.of(items.get(i)) : Optional.empty();
    }
}
