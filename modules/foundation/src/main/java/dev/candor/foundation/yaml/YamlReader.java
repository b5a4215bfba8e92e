package dev.candor.foundation.yaml;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads one YAML document (1.1, as PyYAML writes it) into JSON values. No tag makes it build anything else: times stay
 * the text that they are written as, and so do numbers that JSON cannot write. Keys must be scalars, each there once.
 *
 * <p>Bounds: as many values as the caller allows, 50 aliases of collections, and a nesting of {@value #MAX_DEPTH}.
 */
public final class YamlReader {
    /** The deepest nesting. */
    public static final int MAX_DEPTH = 50;

    private static final String MERGE = "<<";
    private static final Set<Tag> KNOWN = Set.of(
            Tag.STR,
            Tag.INT,
            Tag.FLOAT,
            Tag.BOOL,
            Tag.NULL,
            Tag.TIMESTAMP,
            Tag.MERGE,
            Tag.MAP,
            Tag.SEQ,
            new Tag("tag:yaml.org,2002:value"));

    private final int mostValues;
    private int values;

    private YamlReader(int mostValues) {
        this.mostValues = mostValues;
    }

    /**
     * Reads a document; an empty one is {@code null}.
     *
     * @param mostValues the most values it may have, counted after aliases are followed
     * @throws YamlSyntaxException when it is not exactly one document within the bounds
     */
    public static JsonValue read(byte[] utf8, int mostValues) throws YamlSyntaxException {
        return read(text(utf8), mostValues);
    }

    /** Reads a document that is a mapping; an empty one is a mapping without members. */
    public static ObjectValue readMapping(String text, int mostValues) throws YamlSyntaxException {
        JsonValue read = read(text, mostValues);
        if (read instanceof ObjectValue object) {
            return object;
        }
        if (read instanceof NullValue) {
            return new ObjectValue(Map.of());
        }
        throw new YamlSyntaxException("line 1, column 1: a mapping (name: value) is needed");
    }

    /** Reads a document; see {@link #read(byte[], int)}. */
    public static JsonValue read(String text, int mostValues) throws YamlSyntaxException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(MAX_DEPTH);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            return root == null ? new NullValue() : new YamlReader(mostValues).value(root, 0);
        } catch (YAMLException e) {
            throw YamlSyntaxException.of(e);
        }
    }

    private static String text(byte[] utf8) throws YamlSyntaxException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new YamlSyntaxException("the text is not valid UTF-8");
        }
    }

    private JsonValue value(Node node, int depth) throws YamlSyntaxException {
        if (++values > mostValues || depth > MAX_DEPTH) {
            throw fault(node, "there are more than " + mostValues + " values, or they nest deeper than " + MAX_DEPTH);
        }
        if (!KNOWN.contains(node.getTag())) {
            throw fault(node, "the tag " + node.getTag() + " is not allowed");
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, depth);
        }
        if (node instanceof SequenceNode sequence) {
            List<JsonValue> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(value(item, depth + 1));
            }
            return new ArrayValue(items);
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        throw fault(node, "an alias names nothing");
    }

    private JsonValue object(MappingNode mapping, int depth) throws YamlSyntaxException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        List<ObjectValue> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw fault(tuple.getKeyNode(), "a key must be a scalar");
            }
            JsonValue value = value(tuple.getValueNode(), depth + 1);
            if (key.isPlain() && key.getValue().equals(MERGE)) {
                merge(value, merged);
            } else if (members.put(key.getValue(), value) != null) {
                throw fault(key, "the key " + key.getValue() + " stands here a second time");
            }
        }
        merged.forEach(object -> object.members().forEach(members::putIfAbsent));
        return new ObjectValue(members);
    }

    private static void merge(JsonValue value, List<ObjectValue> into) {
        if (value instanceof ObjectValue object) {
            into.add(object);
        } else if (value instanceof ArrayValue array) {
            array.items().forEach(item -> merge(item, into));
        }
    }

    private static JsonValue scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return new NullValue();
        }
        if (tag.equals(Tag.BOOL)) {
            String word = text.toLowerCase(Locale.ROOT);
            return new BooleanValue(word.equals("true") || word.equals("yes") || word.equals("on"));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return YamlNumber.read(text).<JsonValue>map(number -> number).orElse(new StringValue(text));
        }
        return new StringValue(text);
    }

    private static YamlSyntaxException fault(Node node, String sentence) {
        return YamlSyntaxException.at(Optional.ofNullable(node.getStartMark()), sentence);
    }
}
