package dev.candor.config;

import dev.candor.foundation.text.MeantWord;
import dev.candor.foundation.text.Numbers;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The values of a config file that Candor knows. */
final class ConfigValues {
    static final String TELEMETRY = "telemetry";
    static final String ENABLED = "enabled";

    private static final List<Section> SECTIONS = List.of(
            new Section(LogValues.LOG, List.of("part_size", "daily", "gzip", "keep_days", "keep_size")),
            new Section("server", List.of("port", "allow_run", "run_roots")),
            new Section(TELEMETRY, List.of(ENABLED)));

    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<Tag> NUMBERS = Set.of(Tag.INT, Tag.FLOAT);
    private static final String PORTS = "from 0 (any free port) to " + Settings.MAX_PORT;
    private static final Set<String> FALSE = Set.of("false", "no", "off");

    private record Section(String name, List<String> keys) {}

    private final ConfigTree tree;

    ConfigValues(ConfigTree tree) {
        this.tree = tree;
    }

    /** {@code telemetry.enabled}; none when nobody has decided. */
    Optional<Boolean> enabled() throws ConfigException {
        Optional<Node> node = tree.section(TELEMETRY).flatMap(section -> ConfigTree.value(section, ENABLED));
        return node.isPresent() ? Optional.of(bool(node.get(), TELEMETRY + "." + ENABLED)) : Optional.empty();
    }

    /** The settings of the server; a leading {@code ~} is expanded by the environment. */
    Settings settings(Map<String, String> environment) throws ConfigException {
        Optional<MappingNode> server = tree.section("server");
        if (server.isEmpty()) {
            return Settings.defaults();
        }
        Optional<Node> port = ConfigTree.value(server.get(), "port");
        Optional<Node> allowRun = ConfigTree.value(server.get(), "allow_run");
        Optional<Node> runRoots = ConfigTree.value(server.get(), "run_roots");
        return new Settings(
                port.isPresent()
                        ? OptionalInt.of(whole(port.get(), "server.port", 0, Settings.MAX_PORT, PORTS))
                        : OptionalInt.empty(),
                allowRun.isPresent() && bool(allowRun.get(), "server.allow_run"),
                runRoots.isPresent() ? folders(runRoots.get(), environment) : List.of());
    }

    /** What stands under our keys and is no setting, a sentence each. Keys beside them belong to other programs. */
    List<String> unknown() {
        List<String> sentences = new ArrayList<>();
        for (Section section : SECTIONS) {
            Optional<Node> value = tree.root().flatMap(root -> ConfigTree.value(root, section.name()));
            if (value.isPresent() && value.get() instanceof MappingNode mapping) {
                mapping.getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(key -> !key.getTag().equals(Tag.MERGE))
                        .filter(key -> !(key instanceof ScalarNode name
                                && section.keys().contains(name.getValue())))
                        .forEach(key -> sentences.add(unknown(section, key)));
            }
        }
        return sentences;
    }

    private String unknown(Section section, Node key) {
        String found = ConfigTree.found(key);
        return tree.problem(
                        key,
                        "there is no setting " + section.name() + "." + found
                                + MeantWord.hint(found, section.keys()) + "; it is ignored, because "
                                + section.name() + " has only " + String.join(", ", section.keys()))
                .sentence();
    }

    boolean bool(Node node, String name) throws ConfigException {
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)) {
            String word = scalar.getValue().toLowerCase(Locale.ROOT);
            if (TRUE.contains(word) || FALSE.contains(word)) {
                return TRUE.contains(word);
            }
        }
        throw tree.problem(
                node,
                name + " must be true or false, written without quotes, found " + ConfigTree.found(node)
                        + "; write 'true' or 'false'");
    }

    /**
     * A whole number in any spelling of it, {@code 7411.0} among them.
     *
     * @param bounds {@code min} and {@code max} in words
     */
    int whole(Node node, String name, int min, int max, String bounds) throws ConfigException {
        if (node instanceof ScalarNode scalar && NUMBERS.contains(node.getTag()) && !isOctal(scalar.getValue())) {
            OptionalLong number = Numbers.whole(scalar.getValue());
            if (number.isPresent() && number.getAsLong() >= min && number.getAsLong() <= max) {
                return (int) number.getAsLong();
            }
        }
        throw tree.problem(
                node,
                name + " must be a whole number " + bounds + ", written without quotes, found " + ConfigTree.found(node)
                        + "; write one, or remove the key");
    }

    /** YAML 1.1 reads 010 as eight, and people do not. */
    private static boolean isOctal(String text) {
        return text.matches("[-+]?0[0-9]+");
    }

    private List<Path> folders(Node node, Map<String, String> environment) throws ConfigException {
        if (!(node instanceof SequenceNode sequence)) {
            throw tree.problem(
                    node,
                    "server.run_roots must be a list of folders, found " + ConfigTree.found(node) + "; write a list");
        }
        List<Node> items = sequence.getValue();
        if (items.size() > Settings.MAX_RUN_ROOTS) {
            throw tree.problem(
                    items.get(Settings.MAX_RUN_ROOTS),
                    "server.run_roots must be at most " + Settings.MAX_RUN_ROOTS + " folders, found " + items.size()
                            + "; remove those from here on");
        }
        List<Path> folders = new ArrayList<>();
        for (Node item : items) {
            folders.add(folder(item, environment));
        }
        return folders;
    }

    private Path folder(Node node, Map<String, String> environment) throws ConfigException {
        if (node instanceof ScalarNode scalar && node.getTag().equals(Tag.STR)) {
            try {
                Path folder = UserPath.expanded(scalar.getValue(), environment);
                if (folder.isAbsolute()) {
                    return folder.normalize();
                }
            } catch (InvalidPathException noPath) {
                // refused below, like a path that is not absolute
            }
        }
        throw tree.problem(
                node,
                "a folder of server.run_roots must be an absolute path, or one that begins with ~/, found "
                        + ConfigTree.found(node) + "; write the whole path");
    }
}
