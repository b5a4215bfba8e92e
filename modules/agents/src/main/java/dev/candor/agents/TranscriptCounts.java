package dev.candor.agents;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.ingestion.Receipt;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What transcripts told, and what became of it. */
public final class TranscriptCounts {
    /** What looks like no name may be content. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,100}");

    private final Set<String> sessions = new HashSet<>();
    private final SortedMap<String, Long> kinds = new TreeMap<>();
    private final SortedMap<String, Long> unmapped = new TreeMap<>();
    private long accepted;
    private long duplicate;
    private long quarantined;
    private long damagedLines;

    void row(ObjectValue row) {
        row.text("session_id").ifPresent(sessions::add);
        row.text("kind").ifPresent(kind -> kinds.merge(kind, 1L, Long::sum));
    }

    void unmapped(String name) {
        String shown = NAME.matcher(name).matches() ? name : AgentIntake.OTHER;
        boolean hasRoom = unmapped.containsKey(shown) || unmapped.size() < AgentIntake.MAX_NAMES;
        unmapped.merge(hasRoom ? shown : AgentIntake.OTHER, 1L, Long::sum);
    }

    void damagedLine() {
        damagedLines++;
    }

    void became(Receipt receipt) {
        accepted += receipt.accepted();
        duplicate += receipt.duplicate();
        quarantined += receipt.quarantined();
    }

    /** How many sessions there were. */
    public int sessions() {
        return sessions.size();
    }

    /** How many rows there were, by the kind of thing that they tell of. */
    public SortedMap<String, Long> kinds() {
        return new TreeMap<>(kinds);
    }

    /** How many rows there were. */
    public long rows() {
        return kinds.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many of them are on disk now, and were not before. */
    public long accepted() {
        return accepted;
    }

    /** How many were there already. */
    public long duplicate() {
        return duplicate;
    }

    /** How many do not keep the contract. */
    public long quarantined() {
        return quarantined;
    }

    /** How many lines are no whole object of JSON; the last of a file may be one that is being written, and does not count. */
    public long damagedLines() {
        return damagedLines;
    }

    /** How often something came that has no place in the contract, by name. */
    public SortedMap<String, Long> unmapped() {
        return new TreeMap<>(unmapped);
    }

    /** The counts, by their names. */
    public JsonObject json() {
        return new JsonObject()
                .put("sessions", sessions())
                .put("rows", rows())
                .put("new", accepted)
                .put("known", duplicate)
                .put("quarantined", quarantined)
                .put("damaged_lines", damagedLines)
                .put("kinds", json(kinds))
                .put("unmapped", json(unmapped));
    }

    private static JsonValue json(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        counts.forEach(json::put);
        return json.object();
    }
}
