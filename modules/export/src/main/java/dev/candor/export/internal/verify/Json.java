package dev.candor.export.internal.verify;

import dev.candor.export.internal.session.CanonicalJson;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Looks into JSON values of which nobody knows whether they have the form they should have. */
final class Json {
    private Json() {}

    /** Whether two values say the same, however their numbers are spelled and their members ordered. */
    static boolean isSame(Optional<JsonValue> one, Optional<JsonValue> other) {
        return one.map(CanonicalJson::text).equals(other.map(CanonicalJson::text));
    }

    /** The object of that name; without members when there is none. */
    static ObjectValue object(ObjectValue in, String name) {
        return in.members().get(name) instanceof ObjectValue object ? object : new ObjectValue(Map.of());
    }

    /** The items of the array of that name; none when there is none. */
    static List<JsonValue> items(ObjectValue in, String name) {
        return in.members().get(name) instanceof ArrayValue array ? array.items() : List.of();
    }

    /** The objects among the items of the array of that name. */
    static List<ObjectValue> objects(ObjectValue in, String name) {
        return items(in, name).stream()
                .filter(ObjectValue.class::isInstance)
                .map(ObjectValue.class::cast)
                .toList();
    }

    /** The texts among the items of the array of that name. */
    static List<String> texts(ObjectValue in, String name) {
        return items(in, name).stream()
                .filter(StringValue.class::isInstance)
                .map(item -> ((StringValue) item).text())
                .toList();
    }

    /** The number of that name; 0 when there is none. */
    static BigDecimal number(ObjectValue in, String name) {
        return in.members().get(name) instanceof NumberValue number ? number.number() : BigDecimal.ZERO;
    }

    /** The names of members by which two objects differ, in order. */
    static List<String> differing(ObjectValue one, ObjectValue other) {
        TreeSet<String> names = new TreeSet<>(one.members().keySet());
        names.addAll(other.members().keySet());
        return names.stream()
                .filter(name -> !isSame(one.member(name), other.member(name)))
                .toList();
    }

    /** An object with only some of its members. */
    static ObjectValue only(ObjectValue object, List<String> names) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        names.forEach(name -> object.member(name).ifPresent(value -> members.put(name, value)));
        return new ObjectValue(members);
    }

    /** A name as a JSON pointer has it. */
    static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
