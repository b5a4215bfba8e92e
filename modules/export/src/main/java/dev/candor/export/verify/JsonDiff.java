package dev.candor.export.verify;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.sessions.event.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
                String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                if (wording.contains(name)) {
                    visitor.differs(at, "", one.member(name), other.member(name));
                } else {
                    compare(at, one.member(name), other.member(name));
                }
            }
        } else if (expected.orElse(null) instanceof ArrayValue one && found.orElse(null) instanceof ArrayValue other) {
            compareItems(pointer, one, other);
        } else {
            visitor.differs(pointer, "", expected, found);
        }
    }

    private void compareItems(String pointer, ArrayValue one, ArrayValue other) {
        Optional<String> key = KEYS.stream()
                .filter(name -> named(name, one).size() == one.items().size()
                        && named(name, other).size() == other.items().size())
                .findFirst();
        Map<String, JsonValue> ours = named(key.orElse(""), one);
        Map<String, JsonValue> theirs = named(key.orElse(""), other);
        List<String> places = List.copyOf(theirs.keySet());
        Set<String> names = new LinkedHashSet<>(ours.keySet());
        names.addAll(places);
        for (String name : names) {
            Optional<JsonValue> expected = Optional.ofNullable(ours.get(name));
            Optional<JsonValue> found = Optional.ofNullable(theirs.get(name));
            if (key.isEmpty()) {
                compare(pointer + "/" + name, expected, found);
            } else {
                compareEntries(found.isEmpty() ? pointer : pointer + "/" + places.indexOf(name), name, expected, found);
            }
        }
        if (ours.keySet().equals(theirs.keySet()) && !List.copyOf(ours.keySet()).equals(places)) {
            visitor.differs(pointer, "", Optional.of(one), Optional.of(other));
        }
    }

    private void compareEntries(String pointer, String name, Optional<JsonValue> expected, Optional<JsonValue> found) {
        if (expected.orElse(null) instanceof ObjectValue one && found.orElse(null) instanceof ObjectValue other) {
            Set<String> differing = differing(one, other);
            if (!differing.isEmpty()) {
                visitor.differs(pointer, name, Optional.of(only(one, differing)), Optional.of(only(other, differing)));
            }
        } else {
            visitor.differs(pointer, name, expected, found);
        }
    }

    /** The items that have a text of that name by it, or all by their places where no name is given. */
    private static Map<String, JsonValue> named(String key, ArrayValue array) {
        Map<String, JsonValue> named = new LinkedHashMap<>();
        for (JsonValue item : array.items()) {
            if (key.isEmpty()) {
                named.put(Integer.toString(named.size()), item);
            } else if (item instanceof ObjectValue object) {
                object.text(key).ifPresent(name -> named.put(name, item));
            }
        }
        return named;
    }

    private Set<String> differing(ObjectValue one, ObjectValue other) {
        Set<String> names = new TreeSet<>(one.members().keySet());
        names.addAll(other.members().keySet());
        names.removeIf(name -> isSame(one.member(name), other.member(name)));
        long before = names.size();
        names.removeIf(name -> wording.contains(name) && isWording(one.member(name), other.member(name)));
        reworded += before - names.size();
        return names;
    }

    private boolean isWording(Optional<JsonValue> one, Optional<JsonValue> other) {
        return (one.isEmpty() || other.isEmpty())
                ? mayBeAbsent
                : texts(one.get()) >= 0 && texts(one.get()) == texts(other.get());
    }

    /** How many texts a value is, all with something in them; 0 for one that stands by itself, negative for other values. */
    private static int texts(JsonValue value) {
        return value instanceof ArrayValue array
                ? array.items().stream().allMatch(JsonDiff::isText)
                        ? 1 + array.items().size()
                        : -1
                : isText(value) ? 0 : -1;
    }

    private static boolean isText(JsonValue value) {
        return value instanceof StringValue text && !text.text().isEmpty();
    }

    private static ObjectValue only(ObjectValue object, Set<String> names) {
        Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
        members.keySet().retainAll(names);
        return new ObjectValue(members);
    }
}
