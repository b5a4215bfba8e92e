package dev.candor.orchestrationevents;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the events add up to. It remembers a bounded number of runs and repositories: those that were not heard of for
 * longest are forgotten first, repositories in quarantine only when there is nothing else to forget.
 */
final class RunTable {
    private final int most;
    private final Map<RunKey, RunHistory> runs = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, RepositoryHistory> repositories = new LinkedHashMap<>(16, 0.75f, true);
    private Optional<Instant> latest = Optional.empty();
    private long events;
    private long unreadable;
    private long forgottenRuns;
    private long forgottenRepositories;

    /**
     * An empty table.
     *
     * @param most runs, and most repositories, that it remembers
     */
    RunTable(int most) {
        this.most = most;
    }

    /**
     * Takes the next row of the log.
     *
     * @param now the time of reading: what is further ahead than clocks differ is not believed
     */
    void row(Instant now, byte[] bytes, int from, int to) {
        Optional<OrchestrationEvent> event = OrchestrationEvent.read(bytes, from, to);
        if (event.isPresent()) {
            add(event.get().readAt(now, latest));
        } else {
            unreadable++;
        }
    }

    private void add(OrchestrationEvent event) {
        events++;
        if (latest.filter(before -> !event.heard().isAfter(before)).isEmpty()) {
            latest = Optional.of(event.heard());
        }
        if (!event.releases()) {
            runs.computeIfAbsent(event.key(), key -> new RunHistory()).add(event);
        }
        event.key()
                .repository()
                .ifPresent(name -> repositories
                        .computeIfAbsent(name, absent -> new RepositoryHistory())
                        .add(event));
        forget();
    }

    private void forget() {
        if (runs.size() > most) {
            removeFirst(runs.values().iterator());
            forgottenRuns++;
        }
        if (repositories.size() > most) {
            Optional<String> calm = repositories.entrySet().stream()
                    .filter(entry -> !entry.getValue().isQuarantined())
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (calm.isPresent()) {
                repositories.remove(calm.get());
            } else {
                removeFirst(repositories.values().iterator());
            }
            forgottenRepositories++;
        }
    }

    private static void removeFirst(Iterator<?> values) {
        values.next();
        values.remove();
    }

    /** What is known of a repository. */
    Optional<RepositoryHistory> repository(String name) {
        return Optional.ofNullable(repositories.get(name));
    }

    /** The repositories in quarantine, those that were put there last first. */
    List<RepositoryHistory> quarantined() {
        return repositories.values().stream()
                .filter(RepositoryHistory::isQuarantined)
                .sorted((one, other) -> since(other).compareTo(since(one)))
                .toList();
    }

    private static Instant since(RepositoryHistory repository) {
        return repository.quarantine().orElseThrow().heard();
    }

    /** The runs, those of which was heard last first. */
    List<RunLine> lines(Instant now, Duration lostAfter) {
        List<RunLine> lines = new ArrayList<>(runs.size());
        // not by get(), which would count as hearing of them
        runs.forEach((key, history) -> lines.add(line(key, history, now.minus(lostAfter))));
        lines.sort((one, other) -> other.lastHeard().compareTo(one.lastHeard()));
        return lines;
    }

    private RunLine line(RunKey key, RunHistory history, Instant lostBefore) {
        boolean quarantined = key.repository()
                .flatMap(this::repository)
                .filter(RepositoryHistory::isQuarantined)
                .isPresent();
        RunState state = switch (history.last().status()) {
            case STARTED -> silent(history, lostBefore) ? RunState.LOST : RunState.RUNNING;
            case SUCCEEDED -> RunState.SUCCEEDED;
            case FAILED -> RunState.FAILED;
            case SKIPPED -> RunState.SKIPPED;
            case RETRIED -> silent(history, lostBefore) ? RunState.LOST : RunState.RETRIED;
            case QUARANTINED -> quarantined || key.repository().isEmpty() ? RunState.QUARANTINED : RunState.FAILED;
        };
        return new RunLine(key, state, history, quarantined);
    }

    private static boolean silent(RunHistory history, Instant lostBefore) {
        return history.last().heard().isBefore(lostBefore);
    }

    /** What a reader of this table should know of it, a sentence each. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (forgottenRuns > 0) {
            notes.add("the log tells of more than " + most + " runs; those that it told of longest ago are left out ("
                    + forgottenRuns + " of them)");
        }
        if (forgottenRepositories > 0) {
            notes.add("the log tells of more than " + most
                    + " repositories; those that it told of longest ago are left out (" + forgottenRepositories
                    + " of them)");
        }
        if (unreadable > 0) {
            notes.add(unreadable + " of the log's rows cannot be understood and are left out");
        }
        return notes;
    }

    long events() {
        return events;
    }
}
