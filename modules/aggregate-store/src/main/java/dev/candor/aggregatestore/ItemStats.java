package dev.candor.aggregatestore;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statistics of one item, with the fields of the shared file.
 *
 * @param type {@code directive}, {@code tool} or {@code knowledge}, or what another program wrote
 * @param runs empty for a knowledge item that was only read
 * @param accesses empty for what was never read as knowledge
 * @param paths where the item was seen, the first place first; at most {@value #MAX_PATHS}, then the oldest goes
 * @param others what other programs keep with the item
 */
public record ItemStats(
        String type,
        Optional<RunStats> runs,
        Optional<AccessStats> accesses,
        List<String> paths,
        Map<String, JsonValue> others) {
    /** What all items are called where one can be named. */
    public static final String ALL = "*";

    /** The longest id of an item, in characters; YAML keys end at 1024 when written. */
    public static final int MAX_ID_LENGTH = 256;

    /** The most paths of one item. */
    public static final int MAX_PATHS = 256;

    static ItemStats none(ItemType type) {
        return new ItemStats(type.word(), Optional.empty(), Optional.empty(), List.of(), Map.of());
    }

    ItemStats plus(LogRow.Run run) {
        return new ItemStats(
                type,
                Optional.of(runs.orElse(RunStats.NONE).plus(run)),
                accesses,
                pathsWith(run.execution().path()),
                others);
    }

    ItemStats plus(LogRow.Access access) {
        return new ItemStats(
                type,
                runs,
                Optional.of(accesses.orElse(AccessStats.NONE).plus(access)),
                pathsWith(access.path()),
                others);
    }

    private List<String> pathsWith(Optional<String> path) {
        if (path.isEmpty() || paths.contains(path.get())) {
            return paths;
        }
        List<String> more = new ArrayList<>(paths.subList(paths.size() < MAX_PATHS ? 0 : 1, paths.size()));
        more.add(path.get());
        return List.copyOf(more);
    }

    /** The statistics with the names and values of the shared file. */
    public ObjectValue json() {
        return ItemFields.write(this);
    }
}
