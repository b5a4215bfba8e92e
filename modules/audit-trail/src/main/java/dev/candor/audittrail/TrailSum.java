package dev.candor.audittrail;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the records of one execution add up to. */
final class TrailSum {
    /** How many actors, and repositories, are told of an execution. */
    static final int MOST_NAMES = 8;

    private final String correlationId;
    private final Set<String> actors = new TreeSet<>();
    private final Set<String> repos = new TreeSet<>();
    private Instant firstAt = Instant.MAX;
    private Instant lastAt = Instant.MIN;
    private String lastAction = "";
    private Outcome worst = Outcome.SUCCESS;
    private long records;
    private boolean wanted;

    TrailSum(String correlationId) {
        this.correlationId = correlationId;
    }

    void add(RecordHead head, boolean isWanted) {
        records++;
        wanted |= isWanted;
        add(actors, head.actor());
        add(repos, head.repo());
        if (head.at().isBefore(firstAt)) {
            firstAt = head.at();
        }
        if (!head.at().isBefore(lastAt)) {
            lastAt = head.at();
            lastAction = head.action();
        }
        if (head.outcome().isWorseThan(worst)) {
            worst = head.outcome();
        }
    }

    private static void add(Set<String> names, String name) {
        if (names.size() < MOST_NAMES) {
            names.add(name);
        }
    }

    boolean isWanted() {
        return wanted;
    }

    Outcome worst() {
        return worst;
    }

    Instant lastAt() {
        return lastAt;
    }

    ObjectValue json() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("correlation_id", JsonValue.of(correlationId));
        members.put("first_at", JsonValue.of(Utc.timestamp(firstAt)));
        members.put("last_at", JsonValue.of(Utc.timestamp(lastAt)));
        members.put("records", JsonValue.of(records));
        members.put("worst_outcome", JsonValue.of(worst.word()));
        members.put("last_action", JsonValue.of(lastAction));
        members.put("actors", texts(actors));
        members.put("repos", texts(repos));
        return new ObjectValue(members);
    }

    private static JsonValue texts(Set<String> names) {
        return JsonValue.of(List.copyOf(names).stream().map(JsonValue::of).toList());
    }
}
