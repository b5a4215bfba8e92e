package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer to a question about runs, as every door gives it. */
public final class RunReport {
    /** How many repositories in quarantine are told one by one. */
    static final int MOST_REPOSITORIES = 1000;

    private final ObjectValue json;

    private RunReport(ObjectValue json) {
        this.json = json;
    }

    static RunReport of(
            Instant now,
            RunFilter filter,
            List<RunLine> lines,
            List<RepositoryHistory> quarantined,
            long events,
            List<String> notes) {
        List<RunLine> wanted = lines.stream()
                .filter(line -> filter.state().isEmpty() || filter.state().get() == line.state())
                .toList();
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("as_of", JsonValue.of(Utc.timestamp(now)));
        members.put("lost_after_s", JsonValue.of(filter.lostAfter().toSeconds()));
        members.put("events", JsonValue.of(events));
        members.put("counts", counts(lines));
        members.put("total", JsonValue.of(wanted.size()));
        members.put(
                "runs",
                JsonValue.of(
                        wanted.stream().limit(filter.limit()).map(RunLine::json).toList()));
        members.put("quarantined_total", JsonValue.of(quarantined.size()));
        members.put(
                "quarantined_repositories",
                JsonValue.of(quarantined.stream()
                        .limit(MOST_REPOSITORIES)
                        .map(RunReport::repository)
                        .toList()));
        members.put("notes", JsonValue.of(notes.stream().map(JsonValue::of).toList()));
        return new RunReport(new ObjectValue(members));
    }

    /** How many of the lines are in each state. */
    private static ObjectValue counts(List<RunLine> lines) {
        Map<String, JsonValue> counts = new LinkedHashMap<>();
        Arrays.stream(RunState.values())
                .forEach(state -> counts.put(
                        state.word(),
                        JsonValue.of(lines.stream()
                                .filter(line -> line.state() == state)
                                .count())));
        return new ObjectValue(counts);
    }

    private static ObjectValue repository(RepositoryHistory repository) {
        OrchestrationEvent first = repository.quarantine().orElseThrow();
        OrchestrationEvent event = repository.latestQuarantine().orElseThrow();
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("repository", JsonValue.of(event.key().repository().orElse("")));
        members.put("since", JsonValue.of(Utc.timestamp(first.at())));
        members.put("tool", RunLine.textOrNull(event.key().tool()));
        members.put("source", JsonValue.of(event.key().source()));
        members.put("phase", JsonValue.of(event.key().phase()));
        members.put("attempt", JsonValue.of(event.attempt()));
        members.put("message", RunLine.textOrNull(event.message()));
        members.put(
                "contradictions",
                JsonValue.of(repository.contradictions().stream()
                        .map(Contradiction::json)
                        .toList()));
        return new ObjectValue(members);
    }

    /** The runs, how many there are in each state, and the repositories in quarantine. */
    public ObjectValue json() {
        return json;
    }
}
