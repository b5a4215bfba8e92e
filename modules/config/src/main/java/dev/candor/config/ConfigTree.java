package dev.candor.config;

import dev.candor.foundation.text.CodePoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** A config file as YAML understands it: nodes with their places. No value of it becomes an object. */
final class ConfigTree {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 50;
    private static final int MAX_SHOWN = 40;

    private final ConfigText text;
    private final Optional<Node> root;

    private ConfigTree(ConfigText text, Optional<Node> root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Reads one YAML document, or none.
     *
     * @throws ConfigException when it is no YAML, more than one document, no mapping, or has a key twice
     */
    static ConfigTree of(ConfigText text) throws ConfigException {
        StreamReader reader = new StreamReader(text.text());
        try {
            Composer composer = new Composer(new ParserImpl(reader, options()), new Resolver(), options());
            // a document of nothing but null is as good as none
            Optional<Node> root = Optional.ofNullable(composer.getSingleNode()).filter(node -> !isNull(node));
            ConfigTree tree = new ConfigTree(text, root);
            if (root.isPresent()) {
                tree.mapping(root.get(), "the file");
                tree.refuseDoubleKeys(root.get(), nodes());
            }
            return tree;
        } catch (MarkedYAMLException e) {
            int place = e.getProblemMark() == null
                    ? reader.getIndex()
                    : e.getProblemMark().getIndex();
            throw notYaml(text, place, e.getProblem());
        } catch (ReaderException e) {
            throw notYaml(text, e.getPosition(), "the character U+" + hex(e.getCodePoint()) + " is not allowed");
        } catch (YAMLException e) {
            throw notYaml(text, reader.getIndex(), String.valueOf(e.getMessage()));
        }
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setCodePointLimit(ConfigText.MAX_BYTES);
        return options;
    }

    private static ConfigException notYaml(ConfigText text, int place, String problem) {
        return text.problem(
                place, "this is not valid YAML (" + problem.strip().replaceAll("\\s+", " ") + "); correct it by hand");
    }

    private static String hex(int codePoint) {
        return Integer.toHexString(0x10000 | codePoint).substring(1).toUpperCase(Locale.ROOT);
    }

    private void refuseDoubleKeys(Node node, Set<Node> seen) throws ConfigException {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                refuseDoubleKeys(item, seen);
            }
        } else if (node instanceof MappingNode mapping) {
            Set<List<String>> keys = new HashSet<>();
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && !keys.add(List.of(key.getTag().getValue(), key.getValue()))) {
                    throw problem(
                            key, "the key '" + key.getValue() + "' stands here a second time; remove one of them");
                }
                refuseDoubleKeys(entry.getKeyNode(), seen);
                refuseDoubleKeys(entry.getValueNode(), seen);
            }
        }
    }

    ConfigText text() {
        return text;
    }

    /** The mapping that the file is; none when it holds nothing. */
    Optional<MappingNode> root() {
        return root.map(MappingNode.class::cast);
    }

    /** What stands under a key of the file; none also when that is null. */
    Optional<MappingNode> section(String name) throws ConfigException {
        Optional<Node> value = root().flatMap(mapping -> value(mapping, name)).filter(node -> !isNull(node));
        return value.isPresent() ? Optional.of(mapping(value.get(), name)) : Optional.empty();
    }

    /** The value of a setting, its own or one that its section merges in. */
    Optional<Node> value(Setting setting) throws ConfigException {
        return section(setting.section).flatMap(section -> value(section, setting.key));
    }

    private MappingNode mapping(Node node, String what) throws ConfigException {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw problem(
                node,
                what + " must be a mapping of keys to values, found " + found(node)
                        + "; write lines such as 'key: value'");
    }

    /** The entry of a mapping itself. */
    static Optional<NodeTuple> entry(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(entry -> entry.getKeyNode() instanceof ScalarNode name
                        && name.getTag().equals(Tag.STR)
                        && name.getValue().equals(key))
                .findFirst();
    }

    /** The value of a mapping, its own or one that it merges in. */
    static Optional<Node> value(MappingNode mapping, String key) {
        return value(mapping, key, nodes());
    }

    private static Optional<Node> value(MappingNode mapping, String key, Set<Node> seen) {
        if (!seen.add(mapping)) {
            return Optional.empty();
        }
        Optional<NodeTuple> own = entry(mapping, key);
        if (own.isPresent()) {
            return own.map(NodeTuple::getValueNode);
        }
        for (MappingNode source : merged(mapping)) {
            Optional<Node> value = value(source, key, seen);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    private static Set<Node> nodes() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** The mappings that a mapping merges in. */
    static List<MappingNode> merged(MappingNode mapping) {
        List<MappingNode> merged = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && key.getTag().equals(Tag.MERGE)) {
                List<Node> sources = entry.getValueNode() instanceof SequenceNode several
                        ? several.getValue()
                        : List.of(entry.getValueNode());
                sources.stream()
                        .filter(MappingNode.class::isInstance)
                        .map(MappingNode.class::cast)
                        .forEach(merged::add);
            }
        }
        return merged;
    }

    static boolean isNull(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    /** What is wrong with a node. */
    ConfigException problem(Node node, String what) {
        return text.problem(node.getStartMark().getIndex(), what);
    }

    /** What a node is, as the end of a sentence. */
    static String found(Node node) {
        if (node instanceof ScalarNode scalar) {
            String value = CodePoints.exceed(scalar.getValue(), MAX_SHOWN)
                    ? CodePoints.first(scalar.getValue(), MAX_SHOWN) + "…"
                    : scalar.getValue();
            return isNull(node) ? "nothing" : (scalar.isPlain() ? value : "the text '" + value + "'");
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }
}
