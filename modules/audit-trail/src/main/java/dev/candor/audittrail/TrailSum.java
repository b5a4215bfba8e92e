package dev.candor.audittrail;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the records of one execution add up to. */
final class TrailSum {
    /** How many actors, and repositories, are told of an execution. */
    static final int MAX_NAMES = 8;

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
        if (names.size() < MAX_NAMES) {
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

    TrailList.Line line() {
        return new TrailList.Line(
                correlationId, firstAt, lastAt, records, worst, lastAction, List.copyOf(actors), List.copyOf(repos));
    }
}
