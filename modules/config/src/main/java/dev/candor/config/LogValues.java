package dev.candor.config;

import dev.candor.eventlog.LogSettings;
import dev.candor.eventlog.Retention;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The values under the key {@code log}. */
final class LogValues {
    static final String LOG = "log";

    private final ConfigTree tree;
    private final ConfigValues values;

    LogValues(ConfigTree tree) {
        this.tree = tree;
        this.values = new ConfigValues(tree);
    }

    LogKeeping keeping() throws ConfigException {
        Optional<MappingNode> log = tree.section(LOG);
        if (log.isEmpty()) {
            return LogKeeping.defaults();
        }
        OptionalLong partSize = bytes(log.get(), "part_size");
        if (partSize.isPresent() && partSize.getAsLong() < LogKeeping.MIN_PART_BYTES) {
            Node node = ConfigTree.value(log.get(), "part_size").orElseThrow();
            throw tree.problem(
                    node,
                    "log.part_size must be at least " + LogKeeping.MIN_PART_BYTES + " bytes, found "
                            + ConfigTree.found(node) + "; write a larger one, or remove the key");
        }
        LogSettings standard = LogSettings.standard();
        LogSettings settings = new LogSettings(
                standard.name(),
                partSize.orElse(standard.partBytes()),
                bool(log.get(), "daily", standard.daily()),
                bool(log.get(), "gzip", standard.gzip()));
        return new LogKeeping(settings, new Retention(days(log.get()), bytes(log.get(), "keep_size")));
    }

    private boolean bool(MappingNode log, String key, boolean absent) throws ConfigException {
        Optional<Node> node = ConfigTree.value(log, key);
        return node.isPresent() ? values.bool(node.get(), LOG + "." + key) : absent;
    }

    private OptionalLong bytes(MappingNode log, String key) throws ConfigException {
        Optional<Node> node = ConfigTree.value(log, key);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        if (node.get() instanceof ScalarNode scalar) {
            OptionalLong bytes = ByteSize.parse(scalar.getValue());
            if (bytes.isPresent()) {
                return bytes;
            }
        }
        throw tree.problem(
                node.get(),
                LOG + "." + key + " must be " + ByteSize.FORM + ", found " + ConfigTree.found(node.get())
                        + "; write one, or remove the key");
    }

    private Optional<Duration> days(MappingNode log) throws ConfigException {
        Optional<Node> node = ConfigTree.value(log, "keep_days");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        String bounds = "from 1 to " + LogKeeping.MAX_DAYS;
        return Optional.of(
                Duration.ofDays(values.whole(node.get(), LOG + ".keep_days", 1, LogKeeping.MAX_DAYS, bounds)));
    }
}
