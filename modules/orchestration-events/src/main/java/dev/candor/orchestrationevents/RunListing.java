package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers one query: of all runs only the state is read, of those that are listed their events. */
final class RunListing {
    private final TimedEvents events;
    private final RunQuery query;
    private final Instant now;
    private final String wanted;
    private final List<String> parameters = new ArrayList<>();

    private final Map<String, RepositoryHistory> quarantined = new HashMap<>();
    private final Map<RunState, Long> counts = new EnumMap<>(RunState.class);
    private final List<Listed> listed = new ArrayList<>();
    private long total;

    RunListing(TimedEvents events, RunQuery query, Instant now) {
        this.events = events;
        this.query = query;
        this.now = now;
        this.wanted = is("repository", query.repository())
                + " AND " + is("tool", query.tool())
                + " AND " + is("source", query.source());
    }

    private String is(String column, Optional<String> text) {
        text.ifPresent(parameters::add);
        return text.map(one -> column + " = ?").orElse("true");
    }

    /** A run that is told of, as far as its events say so together. */
    private record Listed(RunKey key, RunState state, long events, boolean isQuarantined) {}

    RunReport report() throws IOException {
        readQuarantines();
        readRuns();
        return new RunReport(
                now,
                query.lostAfter(),
                events.events(),
                RunReport.Counts.of(counts),
                total,
                runs(),
                quarantinedRepositories().size(),
                quarantinedRepositories().stream()
                        .limit(RunReport.MAX_REPOSITORIES)
                        .map(RunReport.Parked::of)
                        .toList(),
                notes());
    }

    private void readQuarantines() throws IOException {
        String parked = "repository IN (SELECT repository FROM orchestration WHERE status = '"
                + Status.QUARANTINED.word() + "')";
        Map<String, RepositoryHistory> all = new HashMap<>();
        events.visitRepositories(
                parked + query.repository().map(name -> " AND repository = ?").orElse(""),
                query.repository().stream().toList(),
                row -> {
                    OrchestrationEvent event = OrchestrationRuns.repositoryEvent(row);
                    all.computeIfAbsent(event.key().repository().orElseThrow(), name -> new RepositoryHistory())
                            .add(event);
                });
        all.forEach((name, history) -> {
            if (history.quarantine().isPresent()) {
                quarantined.put(name, history);
            }
        });
    }

    private void readRuns() throws IOException {
        events.visitRuns(wanted, parameters, this::add);
    }

    private void add(ResultSet row) throws SQLException {
        RunKey key = RunKey.read(row);
        Status last = Status.of(row.getString(6)).orElseThrow();
        boolean isQuarantined =
                key.repository().filter(quarantined::containsKey).isPresent();
        boolean isSilent = OrchestrationEvent.moment(row, 7).isBefore(now.minus(query.lostAfter()));
        RunState state =
                RunState.of(last, isSilent, isQuarantined || key.repository().isEmpty());
        counts.merge(state, 1L, Long::sum);
        if (query.state().isEmpty() || query.state().get() == state) {
            total++;
            if (listed.size() < query.limit()) {
                listed.add(new Listed(key, state, row.getLong(5), isQuarantined));
            }
        }
    }

    private List<RunReport.Run> runs() throws IOException {
        List<JsonValue> keys = new ArrayList<>();
        List<AttemptCheck> attempts = new ArrayList<>();
        for (Listed run : listed) {
            keys.add(run.key().numbered(keys.size()));
            attempts.add(new AttemptCheck());
        }
        if (!keys.isEmpty()) {
            events.visitEventsOf(JsonWriter.compact(new ArrayValue(keys)), wanted, parameters, row -> {
                int number = row.getInt(1);
                attempts.get(number)
                        .next(OrchestrationEvent.read(listed.get(number).key(), row, 1));
            });
        }
        List<RunReport.Run> runs = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            Listed run = listed.get(i);
            runs.add(RunReport.Run.of(run.state(), run.events(), run.isQuarantined(), attempts.get(i)));
        }
        return runs;
    }

    /** Those that were put there last first. */
    private List<RepositoryHistory> quarantinedRepositories() {
        Comparator<Map.Entry<String, RepositoryHistory>> latestFirst = Comparator.comparing(
                entry -> entry.getValue().quarantine().orElseThrow().heard(), Comparator.reverseOrder());
        return quarantined.entrySet().stream()
                .sorted(latestFirst.thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(events.snapshot().notes(Optional.empty()));
        long unreadable = events.unreadable();
        if (unreadable > 0) {
            notes.add(Wording.count(unreadable, "row") + " cannot be understood and " + (unreadable == 1 ? "is" : "are")
                    + " left out");
        }
        return notes;
    }
}
