package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.time.Utc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a report says, computed from all events in memory: as few words as possible, and no speed. */
record PlainRuns(List<Event> events, Instant now) {
    /** One event; the position is its place in the log. */
    record Event(
            int position,
            Instant at,
            String source,
            String phase,
            Optional<String> repository,
            Optional<String> tool,
            String status,
            long attempt,
            Optional<Long> durationMs,
            Map<String, JsonValue> details) {
        List<Object> key() {
            return List.of(source, phase, repository, tool);
        }

        boolean releases() {
            return key().equals(List.of("orchestrator", "release", repository, Optional.empty()))
                    && status.equals("succeeded")
                    && JsonValue.of("released").equals(details.get("quarantine"));
        }

        boolean isTerminal() {
            return !status.equals("started") && !status.equals("retried");
        }

        JsonValue message() {
            return details.get("message") instanceof JsonValue.StringValue text ? text : new NullValue();
        }
    }

    /** An event with the time by which it stands among others. */
    record Placed(Event event, Instant place) {}

    private boolean isAhead(Event event) {
        return event.at().isAfter(now.plusSeconds(300));
    }

    /** The latest believable timestamp before an event in the log. */
    private Optional<Instant> believedBefore(Event event, Predicate<Event> among) {
        return events.stream()
                .filter(other -> other.position() < event.position() && !isAhead(other) && among.test(other))
                .map(Event::at)
                .max(Comparator.naturalOrder());
    }

    private Instant heard(Event event) {
        return isAhead(event) ? believedBefore(event, other -> true).orElse(now) : event.at();
    }

    private List<Placed> inOrder(Predicate<Event> among) {
        return events.stream()
                .filter(among)
                .map(event -> new Placed(
                        event, isAhead(event) ? believedBefore(event, among).orElse(Instant.MIN) : event.at()))
                .sorted(Comparator.comparing(Placed::place)
                        .thenComparing(placed -> placed.event().position()))
                .toList();
    }

    /** The quarantine that a repository is in: its events, and what was done to it since. */
    private record Quarantine(String repository, List<Event> quarantined, List<Event> activity) {}

    private Optional<Quarantine> quarantine(String repository) {
        List<Placed> all = inOrder(event -> event.repository().equals(Optional.of(repository)));
        int released = -1;
        for (int i = 0; i < all.size(); i++) {
            released = all.get(i).event().releases() ? i : released;
        }
        List<Placed> after = all.subList(released + 1, all.size());
        Predicate<Placed> parks = placed -> placed.event().status().equals("quarantined");
        return after.stream()
                .filter(parks)
                .findFirst()
                .map(first -> new Quarantine(
                        repository,
                        after.stream().filter(parks).map(Placed::event).toList(),
                        after.stream()
                                .filter(parks.negate())
                                .filter(placed -> placed.place().isAfter(first.place()))
                                .map(Placed::event)
                                .toList()));
    }

    ObjectValue report(ObjectValue query) {
        Instant lostBefore = now.minusSeconds(query.integer("lost_after_s").orElse(3600L));
        Map<List<Object>, List<Event>> byKey = events.stream()
                .filter(event -> !event.releases() && isWanted(query, event))
                .collect(Collectors.groupingBy(Event::key));
        List<Run> runs = byKey.keySet().stream()
                .map(key -> run(key, lostBefore))
                .sorted(Comparator.comparing(Run::heard)
                        .reversed()
                        .thenComparing(run -> run.key().toString()))
                .toList();
        List<Run> wanted = runs.stream()
                .filter(run ->
                        query.text("state").isEmpty() || query.text("state").equals(Optional.of(run.state())))
                .toList();
        Map<String, Long> counts = runs.stream().collect(Collectors.groupingBy(Run::state, Collectors.counting()));
        JsonObject counted = new JsonObject();
        Stream.of("running", "succeeded", "failed", "skipped", "retried", "quarantined", "lost")
                .forEach(state -> counted.put(state, counts.getOrDefault(state, 0L)));
        List<Quarantine> parked = events.stream()
                .flatMap(event -> event.repository().stream())
                .distinct()
                .filter(name -> query.text("repository").isEmpty()
                        || query.text("repository").equals(Optional.of(name)))
                .flatMap(name -> quarantine(name).stream())
                .sorted(Comparator.comparing(
                                (Quarantine one) -> heard(one.quarantined().getFirst()))
                        .reversed()
                        .thenComparing(Quarantine::repository))
                .toList();
        return new JsonObject()
                .put("as_of", Utc.timestamp(now))
                .put("lost_after_s", query.integer("lost_after_s").orElse(3600L))
                .put("events", events.size())
                .put("counts", counted.object())
                .put("total", wanted.size())
                .put("runs", array(wanted.stream().limit(query.integer("limit").orElse(50L)), Run::json))
                .put("quarantined_total", parked.size())
                .put("quarantined_repositories", array(parked.stream(), this::json))
                .put("notes", new ArrayValue(List.of()))
                .object();
    }

    private static boolean isWanted(ObjectValue query, Event event) {
        return query.text("repository")
                        .filter(name -> !event.repository().equals(Optional.of(name)))
                        .isEmpty()
                && query.text("tool")
                        .filter(name -> !event.tool().equals(Optional.of(name)))
                        .isEmpty()
                && query.text("source")
                        .filter(name -> !event.source().equals(name))
                        .isEmpty();
    }

    private static <T> ArrayValue array(Stream<T> values, Function<T, ObjectValue> json) {
        return new ArrayValue(values.<JsonValue>map(json).toList());
    }

    private record Run(List<Object> key, String state, Instant heard, ObjectValue json) {}

    private Run run(List<Object> key, Instant lostBefore) {
        List<Event> told = inOrder(event -> event.key().equals(key) && !event.releases()).stream()
                .map(Placed::event)
                .toList();
        Event last = told.getLast();
        boolean isParked =
                last.repository().filter(name -> quarantine(name).isPresent()).isPresent();
        boolean isOpen = !last.isTerminal();
        String state = last.status();
        if (isOpen) {
            state = heard(last).isBefore(lostBefore) ? "lost" : state.equals("started") ? "running" : state;
        } else if (state.equals("quarantined") && !isParked && last.repository().isPresent()) {
            state = "failed";
        }
        List<ObjectValue> contradictions = contradictions(told);
        JsonObject json = new JsonObject()
                .put("repository", orNull(last.repository()))
                .put("tool", orNull(last.tool()))
                .put("source", last.source())
                .put("phase", last.phase())
                .put("state", state)
                .put("last_status", last.status())
                .put("last_at", Utc.timestamp(last.at()))
                .put("started_at", orNull(startedAt(told)))
                .put("attempt", last.attempt())
                .put(
                        "duration_ms",
                        last.durationMs().<JsonValue>map(JsonValue::of).orElse(new NullValue()))
                .put("message", last.message())
                .put("events", told.size())
                .put("repository_quarantined", isParked)
                .put(
                        "contradictions",
                        array(contradictions.stream().skip(Math.max(0, contradictions.size() - 5)), one -> one))
                .put("contradiction_count", contradictions.size());
        return new Run(key, state, heard(last), json.object());
    }

    private static JsonValue orNull(Optional<String> text) {
        return text.<JsonValue>map(JsonValue::of).orElse(new NullValue());
    }

    private static boolean beginsAnew(List<Event> told, int i) {
        return i > 0 && told.get(i).attempt() == 1 && told.get(i - 1).isTerminal();
    }

    private static Optional<String> startedAt(List<Event> told) {
        for (int i = told.size() - 1; i >= 0; i--) {
            if (told.get(i).status().equals("started")) {
                return Optional.of(Utc.timestamp(told.get(i).at()));
            }
            if (beginsAnew(told, i)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private List<ObjectValue> contradictions(List<Event> told) {
        List<ObjectValue> found = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            Event event = told.get(i);
            if (isAhead(event)) {
                found.add(contradiction("TIMESTAMP_IN_FUTURE", event));
            }
            if (i > 0 && !beginsAnew(told, i)) {
                found.addAll(between(told.get(i - 1), event));
            }
        }
        return found;
    }

    private static List<ObjectValue> between(Event last, Event event) {
        List<ObjectValue> found = new ArrayList<>();
        long raised = event.attempt() - last.attempt();
        if (last.status().equals("started") && event.status().equals("started")) {
            found.add(contradiction("STARTED_TWICE", event));
        }
        if (raised < 0) {
            found.add(contradiction("ATTEMPT_WENT_BACK", event));
        }
        if (raised > 1) {
            found.add(contradiction("ATTEMPT_SKIPPED", event));
        }
        if (raised == 0 && last.status().equals("failed") && event.status().equals("retried")) {
            found.add(contradiction("ATTEMPT_NOT_RAISED", event));
        }
        return found;
    }

    private static ObjectValue contradiction(String code, Event event) {
        return new JsonObject()
                .put("code", code)
                .put("at", Utc.timestamp(event.at()))
                .object();
    }

    private ObjectValue json(Quarantine quarantine) {
        Event latest = quarantine.quarantined().getLast();
        List<ObjectValue> contradictions = new ArrayList<>();
        Stream.of(quarantine.quarantined().getFirst(), latest)
                .distinct()
                .filter(this::isAhead)
                .forEach(event -> contradictions.add(contradiction("TIMESTAMP_IN_FUTURE", event)));
        quarantine.activity().stream()
                .reduce((one, other) -> other)
                .ifPresent(event -> contradictions.add(contradiction("ACTIVE_IN_QUARANTINE", event)));
        return new JsonObject()
                .put("repository", quarantine.repository())
                .put("since", Utc.timestamp(quarantine.quarantined().getFirst().at()))
                .put("tool", orNull(latest.tool()))
                .put("source", latest.source())
                .put("phase", latest.phase())
                .put("attempt", latest.attempt())
                .put("message", latest.message())
                .put("contradictions", array(contradictions.stream(), one -> one))
                .object();
    }
}
