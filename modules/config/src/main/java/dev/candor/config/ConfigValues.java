package dev.candor.config;

import dev.candor.foundation.text.MeantWord;
import dev.candor.foundation.text.Numbers;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<Tag> NUMBERS = Set.of(Tag.INT, Tag.FLOAT);
    private static final String PORTS = "from 0 (any free port) to " + Settings.MAX_PORT;
    private static final Set<String> FALSE = Set.of("false", "no", "off");

    private final ConfigTree tree;

    ConfigValues(ConfigTree tree) {
        this.tree = tree;
    }

    /** {@code telemetry.enabled}; none when nobody has decided. */
    Optional<Boolean> enabled() throws ConfigException {
        return bool(Setting.ENABLED);
    }

    /** The settings of the server; a leading {@code ~} is expanded by the environment. */
    Settings settings(Map<String, String> environment) throws ConfigException {
        Optional<Node> runRoots = tree.value(Setting.RUN_ROOTS);
        return new Settings(
                whole(Setting.PORT, 0, Settings.MAX_PORT, PORTS),
                bool(Setting.ALLOW_RUN).orElse(false),
                runRoots.isPresent() ? folders(runRoots.get(), environment) : List.of());
    }

    /** What stands under our keys and is no setting, a sentence each. Keys beside them belong to other programs. */
    List<String> unknown() {
        List<String> sentences = new ArrayList<>();
        Map<String, List<String>> sections = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            sections.computeIfAbsent(setting.section, first -> new ArrayList<>())
                    .add(setting.key);
        }
        sections.forEach((section, keys) -> {
            Optional<Node> value = tree.root().flatMap(root -> ConfigTree.value(root, section));
            if (value.isPresent() && value.get() instanceof MappingNode mapping) {
                mapping.getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(key -> !key.getTag().equals(Tag.MERGE))
                        .filter(key -> !(key instanceof ScalarNode name && keys.contains(name.getValue())))
                        .forEach(key -> sentences.add(unknown(section, keys, key)));
            }
        });
        return sentences;
    }

    private String unknown(String section, List<String> keys, Node key) {
        String found = ConfigTree.found(key);
        return tree.problem(
                        key,
                        "there is no setting " + section + "." + found + MeantWord.hint(found, keys)
                                + "; it is ignored, because " + section + " has only " + String.join(", ", keys))
                .sentence();
    }

    Optional<Boolean> bool(Setting setting) throws ConfigException {
        Optional<Node> node = tree.value(setting);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            String word = scalar.getValue().toLowerCase(Locale.ROOT);
            if (TRUE.contains(word) || FALSE.contains(word)) {
                return Optional.of(TRUE.contains(word));
            }
        }
        throw tree.problem(
                node.get(),
                setting + " must be true or false, written without quotes, found " + ConfigTree.found(node.get())
                        + "; write 'true' or 'false'");
    }

    /**
     * A whole number in any spelling of it, {@code 7411.0} among them.
     *
     * @param bounds {@code min} and {@code max} in words
     */
    OptionalInt whole(Setting setting, int min, int max, String bounds) throws ConfigException {
        Optional<Node> node = tree.value(setting);
        if (node.isEmpty()) {
            return OptionalInt.empty();
        }
        if (node.get() instanceof ScalarNode scalar
                && NUMBERS.contains(scalar.getTag())
                && !isOctal(scalar.getValue())) {
            OptionalLong number = Numbers.whole(scalar.getValue());
            if (number.isPresent() && number.getAsLong() >= min && number.getAsLong() <= max) {
                return OptionalInt.of((int) number.getAsLong());
            }
        }
        throw tree.problem(
                node.get(),
                setting + " must be a whole number " + bounds + ", written without quotes, found "
                        + ConfigTree.found(node.get()) + "; write one, or remove the key");
    }

    /** YAML 1.1 reads 010 as eight, and people do not. */
    private static boolean isOctal(String text) {
        return text.matches("[-+]?0[0-9]+");
    }

    private List<Path> folders(Node node, Map<String, String> environment) throws ConfigException {
        if (!(node instanceof SequenceNode sequence)) {
            throw tree.problem(
                    node,
                    Setting.RUN_ROOTS + " must be a list of folders, found " + ConfigTree.found(node)
                            + "; write a list");
        }
        List<Node> items = sequence.getValue();
        if (items.size() > Settings.MAX_RUN_ROOTS) {
            throw tree.problem(
                    items.get(Settings.MAX_RUN_ROOTS),
                    Setting.RUN_ROOTS + " must be at most " + Settings.MAX_RUN_ROOTS + " folders, found " + items.size()
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
                "a folder of " + Setting.RUN_ROOTS + " must be an absolute path, or one that begins with ~/, found "
                        + ConfigTree.found(node) + "; write the whole path");
    }
}
