package dev.candor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The edits that might set {@code telemetry.enabled} in a text, the nicest first. */
final class SwitchProposals {
    private static final int INDENT = 2;

    private final ConfigTree tree;
    private final String text;
    private final boolean wanted;
    private final String lineEnd;
    private final List<Proposal> proposals = new ArrayList<>();
    private int place;

    private SwitchProposals(ConfigTree tree, boolean wanted) {
        this.tree = tree;
        this.text = tree.text().text();
        this.wanted = wanted;
        int lineFeed = text.indexOf('\n');
        this.lineEnd = lineFeed > 0 && text.charAt(lineFeed - 1) == '\r' ? "\r\n" : "\n";
    }

    /**
     * Finds the edits.
     *
     * @throws ConfigException when the switch is written in a way that no edit of one place can set
     */
    static SwitchProposals of(ConfigTree tree, boolean wanted) throws ConfigException {
        SwitchProposals proposals = new SwitchProposals(tree, wanted);
        proposals.propose();
        return proposals;
    }

    List<Proposal> all() {
        return proposals;
    }

    /** What to say when none of them has the right outcome. */
    ConfigException noneIsGood() {
        return tree.text().problem(place, "the switch cannot be set here without changing more than it; " + byHand());
    }

    private String byHand() {
        return "edit the file by hand so that it says 'enabled: " + wanted + "' under 'telemetry:'";
    }

    private void propose() throws ConfigException {
        Optional<MappingNode> root = tree.root();
        if (root.isEmpty()) {
            String lines = telemetryLines("");
            proposeAppending("", 0, YamlEvents.ofDocument(lines));
            // there is a document already, of nothing
            proposeAppending("", 1, YamlEvents.ofValue(lines));
            return;
        }
        Optional<NodeTuple> telemetry = ConfigTree.entry(root.get(), ConfigValues.TELEMETRY);
        place = telemetry
                .map(NodeTuple::getValueNode)
                .orElse(root.get())
                .getStartMark()
                .getIndex();
        if (telemetry.isEmpty()) {
            proposeTelemetryIn(root.get());
        } else {
            proposeEnabledIn(telemetry.get());
        }
    }

    private void proposeTelemetryIn(MappingNode root) throws ConfigException {
        if (!ConfigTree.merged(root).isEmpty()
                && ConfigTree.value(root, ConfigValues.TELEMETRY).isPresent()) {
            throw tree.problem(root, "telemetry is merged in from elsewhere in the file; " + byHand());
        }
        if (root.getFlowStyle() == FlowStyle.FLOW) {
            proposeInBraces(
                    root, key(ConfigValues.TELEMETRY, root.getValue()) + ": {" + enabledEntry(root.getValue()) + "}");
            return;
        }
        String indent = indentOf(root);
        YamlEvents events = YamlEvents.ofEntries("telemetry:\n  enabled: " + wanted);
        proposeAppending(indent, 0, events);
        proposeLines(lineStart(start(root)), telemetryLines(indent) + lineEnd, events);
    }

    private void proposeEnabledIn(NodeTuple telemetry) throws ConfigException {
        Node value = telemetry.getValueNode();
        refuseShared(value);
        if (ConfigTree.isNull(value)) {
            proposeForNull(telemetry);
            return;
        }
        if (!(value instanceof MappingNode section)) {
            throw tree.problem(
                    value, "telemetry must be a mapping, found " + ConfigTree.found(value) + "; " + byHand());
        }
        Optional<NodeTuple> enabled = ConfigTree.entry(section, ConfigValues.ENABLED);
        if (enabled.isPresent()) {
            proposeReplacing(enabled.get().getValueNode());
        } else if (!ConfigTree.merged(section).isEmpty()) {
            throw tree.problem(section, "telemetry merges in what stands elsewhere in the file; " + byHand());
        } else if (section.getFlowStyle() == FlowStyle.FLOW) {
            proposeInBraces(
                    section, enabledEntry(section.getValue().isEmpty() ? List.of(telemetry) : section.getValue()));
        } else {
            proposeChild(telemetry, indentOf(section), 0, YamlEvents.ofEntries("enabled: " + wanted));
        }
    }

    private void proposeReplacing(Node value) throws ConfigException {
        refuseShared(value);
        if (!(value instanceof ScalarNode scalar)) {
            throw tree.problem(
                    value,
                    "telemetry.enabled must be true or false, found " + ConfigTree.found(value) + "; " + byHand());
        }
        ScalarStyle style = scalar.getScalarStyle();
        int from = start(value);
        int to = end(value);
        if (text.startsWith("!", from) || style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            throw tree.problem(
                    value, "telemetry.enabled is written in a way that cannot be changed in place; " + byHand());
        }
        String word = Boolean.toString(wanted);
        proposals.add(new Proposal(from, to, from == to ? " " + word : word, 1, YamlEvents.ofValue(word)));
    }

    private void proposeForNull(NodeTuple telemetry) {
        Node value = telemetry.getValueNode();
        if (start(value) == end(value)) {
            String indent = " ".repeat(telemetry.getKeyNode().getStartMark().getColumn() + INDENT);
            proposeChild(telemetry, indent, 1, YamlEvents.ofValue("enabled: " + wanted));
        }
        String space = start(value) == end(value) ? " " : "";
        String section = "{" + enabledEntry(List.of(telemetry)) + "}";
        proposals.add(new Proposal(start(value), end(value), space + section, 1, YamlEvents.ofValue(section)));
    }

    /** A line of its own directly below the line of the key, so that comments stay with what they are about. */
    private void proposeChild(NodeTuple telemetry, String indent, int removed, YamlEvents events) {
        String line = indent + "enabled: " + wanted;
        int lineFeed = text.indexOf('\n', end(telemetry.getKeyNode()));
        proposals.add(
                lineFeed < 0
                        ? new Proposal(text.length(), text.length(), lineEnd + line, removed, events)
                        : new Proposal(lineFeed + 1, lineFeed + 1, line + lineEnd, removed, events));
        if (telemetry.getValueNode() instanceof MappingNode section) {
            proposeLines(lineStart(start(section)), line + lineEnd, events);
        }
    }

    private void proposeInBraces(MappingNode mapping, String entry) {
        int inside = text.indexOf('{', start(mapping)) + 1;
        String put = entry;
        if (!mapping.getValue().isEmpty()) {
            while (text.startsWith(" ", inside)) {
                inside++;
            }
            put = entry + ", ";
        }
        proposals.add(new Proposal(inside, inside, put, 0, YamlEvents.ofEntries("{" + entry + "}")));
    }

    private void proposeAppending(String indent, int removed, YamlEvents events) {
        boolean endsOpen = !text.isEmpty() && !text.endsWith("\n");
        String lines = telemetryLines(indent);
        int end = text.length();
        proposals.add(new Proposal(end, end, endsOpen ? lineEnd + lines : lines + lineEnd, removed, events));
    }

    private void proposeLines(int lineStart, String lines, YamlEvents events) {
        proposals.add(new Proposal(lineStart, lineStart, lines, 0, events));
    }

    private String telemetryLines(String indent) {
        return indent + "telemetry:" + lineEnd + indent + " ".repeat(INDENT) + "enabled: " + wanted;
    }

    private void refuseShared(Node node) throws ConfigException {
        if (node.getAnchor() != null) {
            throw tree.problem(
                    node, "what stands here is shared by the anchor '" + node.getAnchor() + "'; " + byHand());
        }
    }

    private String enabledEntry(List<NodeTuple> among) {
        return key(ConfigValues.ENABLED, among) + ": " + wanted;
    }

    /** A key in the quotes of those around it, so that JSON stays JSON. */
    private static String key(String name, List<NodeTuple> among) {
        boolean quoted = among.stream()
                .anyMatch(entry -> entry.getKeyNode() instanceof ScalarNode key
                        && key.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED);
        return quoted ? '"' + name + '"' : name;
    }

    private static String indentOf(MappingNode block) {
        return " "
                .repeat(block.getValue().getFirst().getKeyNode().getStartMark().getColumn());
    }

    private int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    private int start(Node node) {
        return tree.text().offset(node.getStartMark().getIndex());
    }

    private int end(Node node) {
        return tree.text().offset(node.getEndMark().getIndex());
    }
}
