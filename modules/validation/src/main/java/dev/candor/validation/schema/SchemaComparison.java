package dev.candor.validation.schema;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.schema.SchemaChange.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two versions of a schema keyword by keyword. Whatever it cannot weigh it counts as breaking, and says so: better
 * a version too many than rows that nobody can read.
 */
public final class SchemaComparison {
    private static final Set<String> WORDS = Set.of(
            "$comment",
            "$id",
            "$schema",
            "default",
            "deprecated",
            "description",
            "examples",
            "format",
            "schema_version",
            "title",
            "version",
            "x-version");
    private static final Set<String> VERSIONS = Set.of("/properties/version", "/properties/schema_version");

    private final List<SchemaChange> changes = new ArrayList<>();

    private SchemaComparison() {}

    /** The differences, the heaviest first; empty when the schemas say the same in the same words. */
    public static List<SchemaChange> of(ObjectValue older, ObjectValue newer) {
        SchemaComparison comparison = new SchemaComparison();
        comparison.schema("", older, newer);
        comparison.changes.sort(Comparator.comparing(SchemaChange::weight).reversed());
        return List.copyOf(comparison.changes);
    }

    /** The weight of the heaviest. */
    public static Optional<Weight> weight(List<SchemaChange> changes) {
        return changes.stream().map(SchemaChange::weight).max(Comparator.naturalOrder());
    }

    private void schema(String at, JsonValue older, JsonValue newer) {
        if (older instanceof ObjectValue before && newer instanceof ObjectValue after) {
            Set<String> keywords = new TreeSet<>(before.members().keySet());
            keywords.addAll(after.members().keySet());
            for (String keyword : keywords) {
                JsonValue was = before.members().get(keyword);
                JsonValue is = after.members().get(keyword);
                if (was == null || !was.equals(is)) {
                    keyword(at, keyword, was, is, before);
                }
            }
        } else if (!older.equals(newer)) {
            add(Weight.BREAKING, at, "is another kind of schema, which cannot be compared");
        }
    }

    private void keyword(
            String at, String keyword, @Nullable JsonValue was, @Nullable JsonValue is, ObjectValue before) {
        String place = at + "/" + keyword;
        switch (keyword) {
            case "properties" -> properties(place, object(was), object(is), isClosed(before));
            case "required" -> required(place, KeywordValues.texts(was), KeywordValues.texts(is));
            case "type" -> types(place, KeywordValues.types(was), KeywordValues.types(is));
            case "enum", "const" -> values(at, keyword, was, is);
            case "additionalProperties" -> additional(place, open(was), open(is));
            case "items" -> schema(place, open(was), open(is));
            case "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties" -> bound(place, was, is, 1);
            case "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties" -> bound(place, was, is, -1);
            case "pattern" -> pattern(place, was, is);
            default -> other(place, keyword, was, is);
        }
    }

    private static ObjectValue object(@Nullable JsonValue value) {
        return value instanceof ObjectValue object ? object : new ObjectValue(Map.of());
    }

    private static JsonValue open(@Nullable JsonValue schema) {
        return schema == null ? new BooleanValue(true) : schema;
    }

    private static boolean isClosed(ObjectValue schema) {
        return JsonValue.of(false).equals(schema.members().get("additionalProperties"));
    }

    private void properties(String at, ObjectValue before, ObjectValue after, boolean wasClosed) {
        before.members().forEach((name, schema) -> {
            JsonValue now = after.members().get(name);
            if (now == null) {
                add(Weight.BREAKING, at, "the property '" + name + "' was removed");
            } else {
                schema(at + "/" + JsonPath.escaped(name), schema, now);
            }
        });
        after.members().keySet().stream()
                .filter(name -> !before.members().containsKey(name))
                .forEach(name -> add(
                        Weight.ADDITIVE,
                        at,
                        "the property '" + name + "' was added"
                                + (wasClosed ? "" : "; a row that used the name freely may break it")));
    }

    private void required(String at, List<String> before, List<String> after) {
        after.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> add(Weight.BREAKING, at, "'" + name + "' became required"));
        before.stream()
                .filter(name -> !after.contains(name))
                .forEach(
                        name -> add(Weight.BREAKING, at, "'" + name + "' is required no more, and readers rely on it"));
        if (Set.copyOf(before).equals(Set.copyOf(after))) {
            add(Weight.REVISION, at, "names the same properties in another order");
        }
    }

    private void types(String at, Set<String> before, Set<String> after) {
        boolean keepsAll = after.isEmpty() || (!before.isEmpty() && after.containsAll(before));
        String found = ": was " + named(before) + ", is " + named(after);
        if (before.equals(after)) {
            add(Weight.REVISION, at, "names the same types in other words");
        } else {
            add(keepsAll ? Weight.ADDITIVE : Weight.BREAKING, at, (keepsAll ? "allows more" : "allows less") + found);
        }
    }

    private static String named(Set<String> types) {
        return types.isEmpty() ? "anything" : String.join(" or ", types);
    }

    /** A version that its rows carry as a constant must change: that is the bump, not the change. */
    private void values(String at, String keyword, @Nullable JsonValue was, @Nullable JsonValue is) {
        List<JsonValue> before = KeywordValues.values(keyword, was);
        List<JsonValue> after = KeywordValues.values(keyword, is);
        String place = at + "/" + keyword;
        if (VERSIONS.contains(at) && keyword.equals("const") && was != null && is != null) {
            add(Weight.REVISION, place, "is the version: was " + texts(before) + ", is " + texts(after));
            return;
        }
        List<JsonValue> gone =
                before.stream().filter(value -> !after.contains(value)).toList();
        List<JsonValue> more =
                after.stream().filter(value -> !before.contains(value)).toList();
        if (is == null) {
            add(Weight.ADDITIVE, place, "was removed: every value is allowed");
        } else if (was == null) {
            add(Weight.BREAKING, place, "was added: only these are allowed: " + texts(after));
        } else if (!gone.isEmpty()) {
            add(Weight.BREAKING, place, "allows no more: " + texts(gone));
        }
        if (was != null && is != null && !more.isEmpty()) {
            add(Weight.ADDITIVE, place, "also allows: " + texts(more));
        }
        if (was != null && is != null && gone.isEmpty() && more.isEmpty()) {
            add(Weight.REVISION, place, "names the same values in another order");
        }
    }

    private static String texts(List<JsonValue> values) {
        return String.join(", ", values.stream().map(JsonWriter::compact).toList());
    }

    private void additional(String at, JsonValue was, JsonValue is) {
        JsonValue any = JsonValue.of(true);
        JsonValue none = JsonValue.of(false);
        if (was.equals(is)) {
            add(Weight.REVISION, at, "says in words what was so before: further properties are allowed");
        } else if (is.equals(none)) {
            add(Weight.BREAKING, at, "further properties are refused now");
        } else if (is.equals(any) || was.equals(none)) {
            add(Weight.ADDITIVE, at, "further properties are allowed that were not");
        } else if (was.equals(any)) {
            add(Weight.BREAKING, at, "further properties must keep a schema now");
        } else {
            schema(at, was, is);
        }
    }

    private void bound(String at, @Nullable JsonValue was, @Nullable JsonValue is, int direction) {
        Optional<Integer> order = KeywordValues.compare(was, is);
        boolean looser = is == null || (was != null && order.isPresent() && order.get() * direction > 0);
        boolean same = order.isPresent() && order.get() == 0;
        String found = ": was " + shown(was) + ", is " + shown(is);
        add(
                same ? Weight.REVISION : looser ? Weight.ADDITIVE : Weight.BREAKING,
                at,
                (same ? "is the same bound in other digits" : looser ? "is a wider bound" : "is a narrower bound")
                        + found);
    }

    private void pattern(String at, @Nullable JsonValue was, @Nullable JsonValue is) {
        add(
                is == null ? Weight.ADDITIVE : Weight.BREAKING,
                at,
                (is == null ? "was removed" : was == null ? "was added" : "is another, and patterns cannot be compared")
                        + ": was " + shown(was) + ", is " + shown(is));
    }

    private void other(String at, String keyword, @Nullable JsonValue was, @Nullable JsonValue is) {
        boolean words = WORDS.contains(keyword) || keyword.startsWith("x-");
        String how = was == null ? "was added" : is == null ? "was removed" : "says something else";
        add(
                words ? Weight.REVISION : Weight.BREAKING,
                at,
                words ? how : how + "; what that means for rows cannot be told, so it counts as breaking");
    }

    private static String shown(@Nullable JsonValue value) {
        return value == null ? "absent" : JsonWriter.compact(value);
    }

    private void add(Weight weight, String pointer, String predicate) {
        changes.add(new SchemaChange(weight, pointer, (pointer.isEmpty() ? "the schema" : pointer) + ": " + predicate));
    }
}
