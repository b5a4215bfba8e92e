package dev.candor.foundation.yaml;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.Tag;

/** Builds values out of parsing events. An alias is the value itself again; it counts as much as what it stands for. */
final class YamlValues {
    private static final String MERGE = "<<";

    private final YamlEvents events;
    private final int mostValues;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;

    /** A value that has a name, and how many values it is made of. */
    private record Anchored(JsonValue value, int size) {}

    /** Is told of a member's key when its value is next. */
    interface KeyVisitor {
        void key(String key) throws YamlSyntaxException;
    }

    YamlValues(YamlEvents events, int mostValues) {
        this.events = events;
        this.mostValues = mostValues;
    }

    /** The value that is next. */
    JsonValue value(int depth) throws YamlSyntaxException {
        Event event = events.next();
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        count(1, event);
        if (depth > YamlReader.MAX_DEPTH) {
            throw YamlEvents.fault(event, "values nest deeper than " + YamlReader.MAX_DEPTH);
        }
        int before = values;
        JsonValue value = built(event, depth);
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            anchors.put(node.getAnchor(), new Anchored(value, values - before + 1));
        }
        return value;
    }

    private void count(int more, Event event) throws YamlSyntaxException {
        values += more;
        if (values > mostValues || values < 0) {
            throw YamlEvents.fault(event, "there are more than " + mostValues + " values");
        }
    }

    private JsonValue aliased(AliasEvent alias) throws YamlSyntaxException {
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            throw YamlEvents.fault(alias, "the alias *" + alias.getAnchor() + " names nothing that is complete");
        }
        count(anchored.size(), alias);
        return anchored.value();
    }

    private JsonValue built(Event event, int depth) throws YamlSyntaxException {
        if (event instanceof ScalarEvent scalar) {
            return YamlScalar.read(scalar);
        }
        if (event instanceof SequenceStartEvent sequence) {
            mustBe(Tag.SEQ, sequence.getTag(), event);
            return sequence(depth);
        }
        if (event instanceof MappingStartEvent mapping) {
            mustBe(Tag.MAP, mapping.getTag(), event);
            return mapping(depth);
        }
        throw YamlEvents.fault(event, "a value is needed");
    }

    private static void mustBe(Tag plain, @Nullable String tag, Event event) throws YamlSyntaxException {
        if (tag != null && !tag.equals(plain.getValue()) && !tag.equals("!")) {
            throw YamlEvents.fault(event, "the tag " + tag + " is not allowed");
        }
    }

    private JsonValue sequence(int depth) throws YamlSyntaxException {
        List<JsonValue> items = new ArrayList<>();
        while (!events.isNext(Event.ID.SequenceEnd)) {
            items.add(value(depth + 1));
        }
        events.next();
        return new ArrayValue(items);
    }

    private JsonValue mapping(int depth) throws YamlSyntaxException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        List<ObjectValue> merged = new ArrayList<>();
        while (!events.isNext(Event.ID.MappingEnd)) {
            ScalarEvent key = key();
            if (key.isPlain() && key.getValue().equals(MERGE)) {
                merge(value(depth + 1), merged);
            } else if (members.put(key.getValue(), value(depth + 1)) != null) {
                throw twice(key);
            }
        }
        events.next();
        merged.forEach(object -> object.members().forEach(members::putIfAbsent));
        return new ObjectValue(members);
    }

    private static YamlSyntaxException twice(ScalarEvent key) {
        return YamlEvents.fault(key, "the key " + key.getValue() + " stands here a second time");
    }

    private ScalarEvent key() throws YamlSyntaxException {
        Event event = events.next();
        if (event instanceof ScalarEvent key) {
            return key;
        }
        throw YamlEvents.fault(event, "a key must be a scalar");
    }

    private static void merge(JsonValue value, List<ObjectValue> into) {
        if (value instanceof ObjectValue object) {
            into.add(object);
        } else if (value instanceof ArrayValue array) {
            array.items().forEach(item -> merge(item, into));
        }
    }

    /** Steps through the mapping that is next, without keeping it. */
    void members(KeyVisitor visitor) throws YamlSyntaxException {
        count(1, events.next());
        Set<String> keys = new HashSet<>();
        while (!events.isNext(Event.ID.MappingEnd)) {
            ScalarEvent key = key();
            if (!keys.add(key.getValue())) {
                throw twice(key);
            }
            visitor.key(key.getValue());
        }
        events.next();
    }
}
