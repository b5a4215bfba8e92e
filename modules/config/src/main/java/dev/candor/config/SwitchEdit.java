package dev.candor.config;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Sets {@code telemetry.enabled} in a plain config file and leaves every other byte as it is: its word is replaced, or lines
 * are put into mappings that are written in lines. The outcome is read again. If it says anything else than before but for
 * the switch, the edit is refused.
 */
final class SwitchEdit {
    private static final int INDENT = 2;

    private final ConfigTree tree;
    private final String text;
    private final boolean wanted;
    private final String lineEnd;

    private SwitchEdit(ConfigTree tree, boolean wanted) {
        this.tree = tree;
        this.text = tree.text().text();
        this.wanted = wanted;
        int lineFeed = text.indexOf('\n');
        this.lineEnd = lineFeed > 0 && text.charAt(lineFeed - 1) == '\r' ? "\r\n" : "\n";
    }

    /**
     * The text with the switch set.
     *
     * @throws ConfigException when the file is not plain enough; says how to do it by hand
     */
    static ConfigText set(ConfigTree tree, boolean wanted) throws ConfigException {
        SwitchEdit edit = new SwitchEdit(tree, wanted);
        Optional<ConfigText> edited =
                edit.edited().map(text -> tree.text().with(text)).filter(edit::changesTheSwitchOnly);
        if (edited.isEmpty()) {
            throw edit.byHand();
        }
        return edited.get();
    }

    private ConfigException byHand() {
        int place = telemetry()
                .map(NodeTuple::getValueNode)
                .or(tree::root)
                .map(node -> node.getStartMark().getIndex())
                .orElse(0);
        return tree.text()
                .problem(
                        place,
                        "the switch cannot be set here without changing more than it; edit the file by hand so that it"
                                + " says 'enabled: " + wanted + "' under 'telemetry:'");
    }

    private Optional<NodeTuple> telemetry() {
        return tree.root().flatMap(root -> ConfigTree.entry(root, Setting.ENABLED.section));
    }

    /** The text after the edit that suits its form; empty when none does. */
    private Optional<String> edited() {
        Optional<NodeTuple> telemetry = telemetry();
        if (telemetry.isEmpty()) {
            return appended();
        }
        Node value = telemetry.get().getValueNode();
        if (ConfigTree.isNull(value)) {
            int column = telemetry.get().getKeyNode().getStartMark().getColumn();
            return Optional.of(
                    start(value) == end(value)
                            ? below(telemetry.get(), column + INDENT)
                            : replaced(value, "{enabled: " + wanted + "}"));
        }
        if (!(value instanceof MappingNode section)) {
            return Optional.empty();
        }
        Optional<Node> enabled = ConfigTree.entry(section, Setting.ENABLED.key).map(NodeTuple::getValueNode);
        if (enabled.isPresent()) {
            return enabled.filter(ScalarNode.class::isInstance).map(word -> replaced(word, Boolean.toString(wanted)));
        }
        return column(section).map(column -> below(telemetry.get(), column));
    }

    private Optional<String> appended() {
        Optional<Integer> column =
                tree.root().isEmpty() ? Optional.of(0) : column(tree.root().get());
        return column.map(" "::repeat).map(indent -> {
            String lines = indent + "telemetry:" + lineEnd + indent + " ".repeat(INDENT) + "enabled: " + wanted;
            return text.isEmpty() || text.endsWith("\n") ? text + lines + lineEnd : text + lineEnd + lines;
        });
    }

    /** With a line directly below the line of the key, so that comments stay with what they are about. */
    private String below(NodeTuple entry, int column) {
        String line = " ".repeat(column) + "enabled: " + wanted;
        int lineFeed = text.indexOf('\n', end(entry.getKeyNode()));
        return lineFeed < 0
                ? text + lineEnd + line
                : text.substring(0, lineFeed + 1) + line + lineEnd + text.substring(lineFeed + 1);
    }

    private String replaced(Node value, String word) {
        String space = start(value) == end(value) ? " " : "";
        return text.substring(0, start(value)) + space + word + text.substring(end(value));
    }

    /** Where the keys of a mapping that is written in lines begin. */
    private static Optional<Integer> column(MappingNode mapping) {
        return mapping.getFlowStyle() == FlowStyle.FLOW
                ? Optional.empty()
                : Optional.of(mapping.getValue()
                        .getFirst()
                        .getKeyNode()
                        .getStartMark()
                        .getColumn());
    }

    private int start(Node node) {
        return tree.text().offset(node.getStartMark().getIndex());
    }

    private int end(Node node) {
        return tree.text().offset(node.getEndMark().getIndex());
    }

    private boolean changesTheSwitchOnly(ConfigText edited) {
        try {
            ConfigTree after = ConfigTree.of(edited);
            IdentityHashMap<Node, Node> pairs = new IdentityHashMap<>();
            return new ConfigValues(after).enabled().equals(Optional.of(wanted))
                    && same(
                            without(tree.root(), Setting.ENABLED.section),
                            without(after.root(), Setting.ENABLED.section),
                            pairs)
                    && same(
                            without(tree.section(Setting.ENABLED.section), Setting.ENABLED.key),
                            without(after.section(Setting.ENABLED.section), Setting.ENABLED.key),
                            pairs);
        } catch (ConfigException noLongerYaml) {
            return false;
        }
    }

    private static List<NodeTuple> without(Optional<MappingNode> mapping, String key) {
        Optional<NodeTuple> left = mapping.flatMap(known -> ConfigTree.entry(known, key));
        return mapping.map(MappingNode::getValue).orElse(List.of()).stream()
                .filter(entry -> !left.equals(Optional.of(entry)))
                .toList();
    }

    private static boolean same(List<NodeTuple> before, List<NodeTuple> after, IdentityHashMap<Node, Node> pairs) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!same(before.get(i).getKeyNode(), after.get(i).getKeyNode(), pairs)
                    || !same(before.get(i).getValueNode(), after.get(i).getValueNode(), pairs)) {
                return false;
            }
        }
        return true;
    }

    /** Whether two nodes say the same; what is shared before by an alias is shared afterwards, and looked at once. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(Node before, Node after, IdentityHashMap<Node, Node> pairs) {
        Node known = pairs.putIfAbsent(before, after);
        if (known != null) {
            return known == after;
        }
        if (!before.getTag().equals(after.getTag())) {
            return false;
        }
        if (before instanceof MappingNode one && after instanceof MappingNode other) {
            return same(one.getValue(), other.getValue(), pairs);
        }
        if (before instanceof SequenceNode one && after instanceof SequenceNode other) {
            List<Node> items = one.getValue();
            List<Node> others = other.getValue();
            return items.size() == others.size()
                    && IntStream.range(0, items.size()).allMatch(i -> same(items.get(i), others.get(i), pairs));
        }
        return before instanceof ScalarNode one
                && after instanceof ScalarNode other
                && one.getValue().equals(other.getValue());
    }
}
