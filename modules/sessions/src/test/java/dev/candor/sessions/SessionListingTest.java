package dev.candor.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexedLog;
import dev.candor.sessions.score.Scenario;
import dev.candor.testing.SessionRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionListingTest {
    private static final String AT = "2026-02-28T14:00:00Z";

    private final ScenarioFolders shipped = new ScenarioFolders(List.of(Path.of("../../config/scenarios")));

    @TempDir
    Path folder;

    private record Answer(long total, List<SessionList.Summary> latest, RowFaults faults) {}

    private Answer list(List<String> rows, long partBytes, int limit, List<Scenario> scenarios) throws IOException {
        Path place = Files.createTempDirectory(folder, "log");
        try (KeptLog log = EventLog.inFolder(
                        place,
                        LogSettings.standard().withPartBytes(partBytes),
                        () -> Instant.parse("2026-11-20T12:00:00Z"),
                        notice -> {});
                EventIndex index = new EventIndex(
                        List.of(new IndexedLog(SessionListing.TABLES.getFirst(), log, place.resolve("index"))))) {
            for (String row : rows) {
                log.append(List.of(row.getBytes(StandardCharsets.UTF_8)));
            }
            return index.ask(SessionListing.TABLES, snapshot -> {
                SessionListing listing = new SessionListing(snapshot, scenarios);
                return new Answer(listing.total(), listing.latest(limit), listing.faults());
            });
        }
    }

    @Test
    void firstAndLast_areThoseOfTheBundle_inAnyOrderOfRows() throws IOException {
        List<String> rows = new ArrayList<>(List.of(
                SessionRows.row("\uD83D\uDE00", "2026-02-28T14:00:00.00Z", ""),
                SessionRows.row("\uFFFD", "2026-02-28T14:00:00.0Z", ""),
                SessionRows.row("z", "2026-02-28T14:00:00.0000001Z", ""),
                SessionRows.row("a", AT, "")));
        for (int turn = 0; turn < rows.size(); turn++) {
            SessionList.Summary found =
                    list(rows, 10_000, 1, List.of()).latest().getFirst();
            assertThat(found.firstAt()).isEqualTo(AT);
            assertThat(found.lastAt()).isEqualTo("2026-02-28T14:00:00.0000001Z");
            Collections.rotate(rows, 1);
        }
    }

    @Test
    void scenarios_areAsManyAsOneLikes() throws ToolException, IOException {
        List<Scenario> many = new ArrayList<>(Collections.nCopies(200, shipped.named("agent_skill_audit")));
        many.add(shipped.named("office_fire_mvp"));
        SessionList.Summary found =
                list(SessionRows.officeFire(), 10_000, 1, many).latest().getFirst();
        assertThat(found.scenarioId()).contains("office_fire_mvp");
        assertThat(found.state()).isEqualTo("complete");
    }

    @Test
    void rowThatCannotBeUsed_isLeftOut_andTheFirstIsTold() throws IOException {
        List<String> rows = List.of(
                SessionRows.row("a", AT, ""),
                "{\"session_id\":\"s\"}",
                SessionRows.row("b".repeat(1_025), AT, ""),
                SessionRows.row("b".repeat(1_024), AT, ""),
                "{\"event_id\":\"of no session\"}");
        Answer answer = list(rows, 10_000, 10, List.of());
        assertThat(answer.latest())
                .singleElement()
                .satisfies(row -> assertThat(row.events()).isEqualTo(2));
        assertThat(answer.faults().notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .startsWith("2 rows of sessions cannot be used and are left out, the first: row 2 of the log of"
                                + " sessions")
                        .contains("[SCHEMA_REQUIRED]"));
    }

    /** One event, as the oracle knows it. */
    private record Event(
            String session,
            String participant,
            String id,
            Instant at,
            String written,
            String phase,
            String type,
            String outcome) {
        static Event random(Random random, int number) {
            String session = List.of("a", "b", "B", "\u00e9", "c").get(random.nextInt(5));
            boolean isFire = session.equals("a") || random.nextInt(20) == 0;
            String fraction = random.nextBoolean() ? "" : "." + "0".repeat(random.nextInt(8)) + random.nextInt(10);
            String written =
                    "2026-02-28T14:0" + random.nextInt(3) + ":00" + fraction + (random.nextBoolean() ? "Z" : "+00:00");
            return new Event(
                    session,
                    "p" + random.nextInt(3),
                    List.of("x", "\uD83D\uDE00", "\uFFFD", "X").get(random.nextInt(4)) + number % 7,
                    Instant.parse(written.replace("+00:00", "Z")),
                    written,
                    isFire ? random.nextBoolean() ? "audit" : "re_audit" : random.nextInt(9) == 0 ? "other" : "audit",
                    isFire ? random.nextInt(3) == 0 ? "re_audit_completed" : "alarm_activated" : "looked",
                    List.of("success", "fail", "partial", "info").get(random.nextInt(4)));
        }

        String row() {
            return JsonWriter.compact(new JsonObject()
                    .put("event_id", id)
                    .put("session_id", session)
                    .put("participant_id", participant)
                    .put("timestamp", written)
                    .put("event_type", type)
                    .put("phase", phase)
                    .put("actor_id", participant)
                    .put("outcome", outcome)
                    .object());
        }
    }

    private static final Comparator<Event> ORDER = Comparator.comparing(Event::at)
            .thenComparing(event -> event.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static SessionList.Summary expected(List<Event> events, List<Scenario> scenarios) {
        Event first = Collections.min(events, ORDER);
        Event last = Collections.max(events, ORDER);
        List<Scenario> knowing = scenarios.stream()
                .filter(scenario -> events.stream()
                        .allMatch(event -> scenario.phases().contains(event.phase())
                                && scenario.eventTypes().contains(event.type())))
                .toList();
        Optional<Scenario> only = knowing.size() == 1 ? Optional.of(knowing.getFirst()) : Optional.empty();
        return new SessionList.Summary(
                first.session(),
                first.participant(),
                only.map(Scenario::id),
                only.filter(scenario -> events.stream().anyMatch(event -> scenario.ends(event.phase(), event.type())))
                        .map(ended -> "complete")
                        .orElse("open"),
                last.phase(),
                events.size(),
                events.stream().filter(event -> event.outcome().equals("fail")).count(),
                first.written(),
                last.written());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void list_isWhatAllEventsSay(long seed) throws ToolException, IOException {
        Random random = new Random(seed);
        List<Scenario> scenarios = List.of(shipped.named("office_fire_mvp"), shipped.named("agent_skill_audit"));
        List<Event> events = new ArrayList<>();
        for (int i = 5 + random.nextInt(60); i > 0; i--) {
            events.add(Event.random(random, i));
        }
        Map<String, List<Event>> bySession = events.stream().collect(Collectors.groupingBy(Event::session));
        Comparator<Event> latest = Comparator.comparing(event -> event.at().truncatedTo(ChronoUnit.MICROS));
        List<SessionList.Summary> expected = bySession.keySet().stream()
                .sorted(Comparator.comparing((String id) -> Collections.max(bySession.get(id), latest), latest)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .map(id -> expected(bySession.get(id), scenarios))
                .toList();

        int limit = random.nextInt(7);
        Answer answer = list(events.stream().map(Event::row).toList(), 400 + random.nextInt(4_000), limit, scenarios);

        assertThat(answer.total()).isEqualTo(bySession.size());
        assertThat(answer.faults().count()).isZero();
        assertThat(answer.latest()).isEqualTo(expected.stream().limit(limit).toList());
    }
}
