package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.CanonicalJson;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Goes through two JSON values side by side and finds where they differ. Entries of an array that have a name of their own
 * are compared with the entry of that name, and what differs of one is told together. Wording is no difference.
 */
final class JsonDiff {
    private static final List<String> KEYS = List.of("objective_id", "code", "microdrill_id", "phase_id", "name");

    private final Set<String> wording;
    private final boolean mayBeAbsent;
    private final Visitor visitor;
    private long reworded;

    /** Takes a difference. */
    interface Visitor {
        /**
         * Takes one.
         *
         * @param entry the name of the entry that it is in; empty for none
         * @param expected an empty value is not there
         */
        void differs(String pointer, String entry, Optional<JsonValue> expected, Optional<JsonValue> found);
    }

    /**
     * A comparison.
     *
     * @param wording the names of members with texts for people
     * @param mayBeAbsent whether such a member may be absent in one of both
     */
    JsonDiff(Set<String> wording, boolean mayBeAbsent, Visitor visitor) {
        this.wording = wording;
        this.mayBeAbsent = mayBeAbsent;
        this.visitor = visitor;
    }

    /** How many members with texts for people differ. */
    long reworded() {
        return reworded;
    }

    /** Whether two values say the same, however their numbers are spelled and their members ordered. */
    static boolean isSame(Optional<JsonValue> one, Optional<JsonValue> other) {
        return one.map(CanonicalJson::text).equals(other.map(CanonicalJson::text));
    }

    /** Visits every difference, from the first. */
    void compare(String pointer, Optional<JsonValue> expected, Optional<JsonValue> found) {
        if (isSame(expected, found)) {
            return;
        }
        if (expected.orElse(null) instanceof ObjectValue one && found.orElse(null) instanceof ObjectValue other) {
            for (String name : differing(one, other)) {
                compare(pointer + pointer(name), one.member(name), other.member(name));
            }
        } else if (expected.orElse(null) instanceof ArrayValue one && found.orElse(null) instanceof ArrayValue other) {
            Optional<String> key = KEYS.stream()
                    .filter(name -> isKey(name, one) && isKey(name, other))
                    .findFirst();
            if (key.isPresent()) {
                entries(pointer, key.get(), one, other);
            } else {
                items(pointer, one.items(), other.items());
            }
        } else {
            visitor.differs(pointer, "", expected, found);
        }
    }

    private List<String> differing(ObjectValue one, ObjectValue other) {
        Set<String> names = new TreeSet<>(one.members().keySet());
        names.addAll(other.members().keySet());
        names.removeIf(name -> isSame(one.member(name), other.member(name)));
        long before = names.size();
        names.removeIf(name -> wording.contains(name) && isWording(one.member(name), other.member(name)));
        reworded += before - names.size();
        return List.copyOf(names);
    }

    private boolean isWording(Optional<JsonValue> one, Optional<JsonValue> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return mayBeAbsent;
        }
        return texts(one.get()) >= 0 && texts(one.get()) == texts(other.get());
    }

    /** How many texts a value is, all with something in them; 0 for one that stands by itself, negative for other values. */
    private static int texts(JsonValue value) {
        if (value instanceof ArrayValue array) {
            return array.items().stream().allMatch(JsonDiff::isText)
                    ? 1 + array.items().size()
                    : -1;
        }
        return isText(value) ? 0 : -1;
    }

    private static boolean isText(JsonValue value) {
        return value instanceof StringValue text && !text.text().isEmpty();
    }

    private void items(String pointer, List<JsonValue> one, List<JsonValue> other) {
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            compare(
                    pointer + "/" + i,
                    i < one.size() ? Optional.of(one.get(i)) : Optional.empty(),
                    i < other.size() ? Optional.of(other.get(i)) : Optional.empty());
        }
    }

    /** Whether all items are objects with that member, each with another text. */
    private static boolean isKey(String name, ArrayValue array) {
        return keyed(name, array).size() == array.items().size();
    }

    private static Map<String, ObjectValue> keyed(String name, ArrayValue array) {
        Map<String, ObjectValue> keyed = new LinkedHashMap<>();
        for (JsonValue item : array.items()) {
            if (item instanceof ObjectValue object) {
                object.text(name).ifPresent(key -> keyed.put(key, object));
            }
        }
        return keyed;
    }

    private void entries(String pointer, String key, ArrayValue one, ArrayValue other) {
        Map<String, ObjectValue> ours = keyed(key, one);
        Map<String, ObjectValue> theirs = keyed(key, other);
        List<String> places = List.copyOf(theirs.keySet());
        ours.forEach((id, entry) -> {
            ObjectValue found = theirs.get(id);
            if (found == null) {
                visitor.differs(pointer, id, Optional.of(entry), Optional.empty());
            } else {
                entry(pointer + "/" + places.indexOf(id), id, entry, found);
            }
        });
        theirs.forEach((id, entry) -> {
            if (!ours.containsKey(id)) {
                visitor.differs(pointer + "/" + places.indexOf(id), id, Optional.empty(), Optional.of(entry));
            }
        });
        if (ours.keySet().equals(theirs.keySet()) && !List.copyOf(ours.keySet()).equals(places)) {
            visitor.differs(pointer, "", Optional.of(one), Optional.of(other));
        }
    }

    private void entry(String pointer, String id, ObjectValue one, ObjectValue other) {
        List<String> names = differing(one, other);
        if (!names.isEmpty()) {
            visitor.differs(pointer, id, Optional.of(only(one, names)), Optional.of(only(other, names)));
        }
    }

    private static ObjectValue only(ObjectValue object, List<String> names) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        names.forEach(name -> object.member(name).ifPresent(value -> members.put(name, value)));
        return new ObjectValue(members);
    }

    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
