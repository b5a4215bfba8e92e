package dev.candor.config;

import dev.candor.eventlog.LogSettings;
import dev.candor.eventlog.Retention;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The values under the key {@code log}. */
final class LogValues {
    private final ConfigTree tree;
    private final ConfigValues values;

    LogValues(ConfigTree tree) {
        this.tree = tree;
        this.values = new ConfigValues(tree);
    }

    LogKeeping keeping() throws ConfigException {
        OptionalLong partSize = bytes(Setting.PART_SIZE);
        if (partSize.isPresent() && partSize.getAsLong() < LogKeeping.MIN_PART_BYTES) {
            Node node = tree.value(Setting.PART_SIZE).orElseThrow();
            throw tree.problem(
                    node,
                    Setting.PART_SIZE + " must be at least " + LogKeeping.MIN_PART_BYTES + " bytes, found "
                            + ConfigTree.found(node) + "; write a larger one, or remove the key");
        }
        LogSettings standard = LogSettings.standard();
        LogSettings settings = new LogSettings(
                standard.name(),
                partSize.orElse(standard.partBytes()),
                values.bool(Setting.DAILY).orElse(standard.daily()),
                values.bool(Setting.GZIP).orElse(standard.gzip()));
        return new LogKeeping(settings, new Retention(days(), bytes(Setting.KEEP_SIZE)));
    }

    private OptionalLong bytes(Setting setting) throws ConfigException {
        Optional<Node> node = tree.value(setting);
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
                setting + " must be " + ByteSize.FORM + ", found " + ConfigTree.found(node.get())
                        + "; write one, or remove the key");
    }

    private Optional<Duration> days() throws ConfigException {
        OptionalInt days = values.whole(Setting.KEEP_DAYS, 1, LogKeeping.MAX_DAYS, "from 1 to " + LogKeeping.MAX_DAYS);
        return days.isPresent() ? Optional.of(Duration.ofDays(days.getAsInt())) : Optional.empty();
    }
}
