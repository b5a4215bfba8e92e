package dev.candor.insight;

import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Where something stands in a YAML text, for sentences about it. */
final class YamlPlace {
    private YamlPlace() {}

    /**
     * The place of a key or of an item of a list, {@code "line 3, column 5: "}; of what is around it when it stands elsewhere,
     * as what a merge brings does; empty for a text without any of it.
     *
     * @param path keys, and positions in lists from 0
     */
    static String of(String yaml, List<String> path) {
        LoaderOptions options = new LoaderOptions();
        try {
            Node root = new Composer(new ParserImpl(new StreamReader(yaml), options), new Resolver(), options)
                    .getSingleNode();
            return root == null ? "" : text(mark(root, root.getStartMark(), path));
        } catch (YAMLException tooManyAliases) {
            return "";
        }
    }

    private static Mark mark(Node node, Mark mark, List<String> path) {
        if (path.isEmpty()) {
            return mark;
        }
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(step)) {
                    return mark(entry.getValueNode(), key.getStartMark(), rest);
                }
            }
        }
        if (node instanceof SequenceNode sequence) {
            Node item = sequence.getValue().get(Integer.parseInt(step));
            return mark(item, item.getStartMark(), rest);
        }
        return mark;
    }

    private static String text(Mark mark) {
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }
}
