package dev.candor.execution.internal;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** YAML as plain data: no objects, no tags of one's own, no name twice, bounded in depth and size. */
final class YamlText {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ALIASES = 50;
    private static final int MAX_NODES = 50_000;
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<Tag> PLAIN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ);

    private int nodes;

    private YamlText() {}

    /** Text is not YAML as it is needed. The message says where: {@code line 3, column 5: …}. */
    static final class YamlFault extends Exception {
        private static final long serialVersionUID = 1L;

        YamlFault(String sentence) {
            super(sentence);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /** Reads one document that is a mapping; an empty one is an empty mapping. */
    static ObjectValue object(String text) throws YamlFault {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowRecursiveKeys(false);
        options.setCodePointLimit(ItemRoot.MAX_BYTES);
        Node root;
        try {
            root = new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            throw new YamlFault(where(e.getProblemMark()) + e.getProblem());
        } catch (YAMLException e) {
            throw new YamlFault(String.valueOf(e.getMessage()));
        }
        if (root == null) {
            return new ObjectValue(Map.of());
        }
        if (new YamlText().value(root, 0) instanceof ObjectValue object) {
            return object;
        }
        throw new YamlFault(where(root.getStartMark()) + "a mapping (name: value) is needed");
    }

    private JsonValue value(Node node, int depth) throws YamlFault {
        // an alias costs nothing to write and everything to expand: count what it becomes
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw new YamlFault(where(node.getStartMark()) + "too large or too deep");
        }
        if (!PLAIN.contains(node.getTag())) {
            throw new YamlFault(where(node.getStartMark()) + "the tag " + node.getTag() + " is not allowed");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, depth);
            case SequenceNode sequence -> {
                List<JsonValue> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(value(item, depth + 1));
                }
                yield new ArrayValue(items);
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new YamlFault(where(node.getStartMark()) + "a value is needed");
        };
    }

    private ObjectValue object(MappingNode mapping, int depth) throws YamlFault {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode name) || !PLAIN.contains(key.getTag())) {
                throw new YamlFault(where(key.getStartMark()) + "a plain name is needed before ':'");
            }
            if (members.put(name.getValue(), value(tuple.getValueNode(), depth + 1)) != null) {
                throw new YamlFault(where(key.getStartMark()) + "'" + name.getValue() + "' stands here twice");
            }
        }
        return new ObjectValue(members);
    }

    private static JsonValue scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return new NullValue();
        }
        if (tag.equals(Tag.BOOL)) {
            return new BooleanValue(TRUE.contains(text.toLowerCase(Locale.ROOT)));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            try {
                return new NumberValue(text);
            } catch (IllegalArgumentException notAsJsonWritesNumbers) {
                return new StringValue(text);
            }
        }
        return new StringValue(text);
    }

    private static String where(Mark mark) {
        return mark == null ? "" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }
}
