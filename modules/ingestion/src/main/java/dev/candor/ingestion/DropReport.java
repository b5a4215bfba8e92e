package dev.candor.ingestion;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries that were given up, or would be.
 *
 * @param matched how many fitted
 * @param dropped how many have left: all of them, or none when it was a dry run
 * @param ids which, oldest first, at most {@value #MOST_IDS}
 */
public record DropReport(boolean dryRun, long matched, long dropped, List<String> ids) {
    /** How many entries are named. */
    public static final int MOST_IDS = 1000;

    public DropReport {
        ids = List.copyOf(ids);
    }

    /** As every door says it; {@code omitted}, how many are not named, only when there are some. */
    public ObjectValue json() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("dry_run", JsonValue.of(dryRun));
        members.put("matched", JsonValue.of(matched));
        members.put("dropped", JsonValue.of(dropped));
        members.put("ids", JsonValue.of(ids.stream().map(JsonValue::of).toList()));
        if (matched > ids.size()) {
            members.put("omitted", JsonValue.of(matched - ids.size()));
        }
        return new ObjectValue(members);
    }

    /** A report in the making. */
    static final class Counting {
        private final boolean dryRun;
        private final List<String> ids = new ArrayList<>();
        private long matched;

        Counting(boolean dryRun) {
            this.dryRun = dryRun;
        }

        void add(QuarantineEntry entry) {
            matched++;
            if (ids.size() < MOST_IDS) {
                ids.add(entry.id());
            }
        }

        DropReport report() {
            return new DropReport(dryRun, matched, dryRun ? 0 : matched, ids);
        }
    }
}
