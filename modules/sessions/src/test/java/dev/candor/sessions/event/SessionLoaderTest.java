package dev.candor.sessions.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.RowFile;
import dev.candor.testing.SessionRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLoaderTest {
    private static final String AT = "2026-02-28T14:00:00Z";

    @TempDir
    Path folder;

    private final List<Long> told = new ArrayList<>();
    private List<String> notes = List.of();

    private EventLog log(List<String> rows) throws IOException {
        EventLog log = EventLog.inFolder(
                folder.resolve("log"),
                LogSettings.standard(),
                InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")),
                notice -> {});
        if (!rows.isEmpty()) {
            log.append(rows.stream()
                    .map(row -> row.getBytes(StandardCharsets.UTF_8))
                    .toList());
        }
        return log;
    }

    private Path file(List<String> lines) throws IOException {
        return Files.writeString(folder.resolve("events.ndjson"), String.join("\n", lines));
    }

    private SessionEvents load(String sessionId, List<String> lines) throws ToolException, IOException {
        return load(new SessionLoader(sessionId), lines);
    }

    private SessionEvents load(SessionLoader loader, List<String> lines) throws ToolException, IOException {
        try (EventLog log = log(List.of())) {
            SessionEvents events = loader.events(log, Optional.of(new RowFile(file(lines))), told::add);
            notes = loader.notes();
            return events;
        }
    }

    private List<String> ids(List<String> lines) throws ToolException, IOException {
        return ids(load("s", lines));
    }

    private static List<String> ids(SessionEvents events) throws IOException {
        List<String> ids = new ArrayList<>();
        events.forEach(event -> ids.add(event.id()));
        return ids;
    }

    private String refusal(List<String> lines) {
        List<String> said = new ArrayList<>();
        assertThatThrownBy(() -> load("s", lines))
                .isInstanceOfSatisfying(ToolException.class, e -> said.add(e.code() + ": " + e.sentence()));
        return said.getFirst().replace(folder.toString(), "…");
    }

    @Test
    void events_comeByTimeThenBytesOfTheirIds() throws ToolException, IOException {
        assertThat(ids(List.of(
                        SessionRows.row("b", "2026-02-28T14:00:01Z", ""),
                        SessionRows.row("\uD83D\uDE00", AT, ""),
                        SessionRows.row("\uFFFD", "2026-02-28T14:00:00.000+00:00", ""),
                        SessionRows.row("Z", AT, ""),
                        SessionRows.row("a", "2026-02-28T13:59:59.999999999Z", ""))))
                .containsExactly("a", "Z", "\uFFFD", "\uD83D\uDE00", "b");
    }

    @Test
    void facts_areThoseOfAllEvents() throws ToolException, IOException {
        List<String> rows = new ArrayList<>(SessionRows.officeFire());
        Collections.reverse(rows);
        SessionEvents.Facts facts = load("sess-20260228-001", rows).facts();
        assertThat(facts.count()).isEqualTo(7);
        assertThat(facts.participantId()).isEqualTo("anon-p001");
        assertThat(facts.first()).isEqualTo(AT);
        assertThat(facts.last()).isEqualTo("2026-02-28T14:09:00Z");
        assertThat(facts.phases()).containsExactly("audit", "micro_drill", "re_audit");
        assertThat(facts.types()).hasSize(7);
    }

    @Test
    void events_canBeVisitedAgain() throws ToolException, IOException {
        List<String> rows = SessionRows.random(new Random(7), 150);
        List<String> sorted = rows.stream()
                .map(row -> SessionEvent.of((ObjectValue) CanonicalJson.normal(JsonValue.parse(row))))
                .sorted(Comparator.comparing(SessionEvent::at)
                        .thenComparing(event -> event.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .map(event -> CanonicalJson.text(event.row()))
                .toList();
        SessionEvents events = load("s", rows);
        for (int pass = 0; pass < 2; pass++) {
            List<String> found = new ArrayList<>();
            events.forEach(event -> found.add(CanonicalJson.text(event.row())));
            assertThat(found).isEqualTo(sorted);
        }
    }

    @Test
    void eventToldTwiceWordForWord_countsOnce() throws ToolException, IOException {
        SessionEvents events = load(
                "s",
                List.of(
                        SessionRows.row("a", AT, ",\"score_delta\":25.0"),
                        SessionRows.row("b", AT, ""),
                        SessionRows.row("a", AT, ",\"score_delta\":2.5e1")));
        assertThat(ids(events)).containsExactly("a", "b");
        assertThat(events.facts().count()).isEqualTo(2);
        assertThat(notes).containsExactly("1 row told an event a second time, word for word; each event counts once.");
    }

    @Test
    void eventIdWithTwoContents_isRefused_inTheSameWordsInAnyOrder() {
        List<String> rows = new ArrayList<>(List.of(
                SessionRows.row("a", AT, ""),
                SessionRows.row("b", AT, ""),
                SessionRows.row("a", "2026-02-28T14:00:07Z", "")));
        for (int turn = 0; turn < rows.size(); turn++) {
            assertThat(refusal(rows))
                    .isEqualTo("session-contradicts: an event id names one event, but \"a\" stands twice in the session"
                            + " \"s\" with different content: looked (info) at 2026-02-28T14:00:00Z, and looked (info) at"
                            + " 2026-02-28T14:00:07Z; find out which one is right and export without the other");
            Collections.rotate(rows, 1);
        }
    }

    @Test
    void sessionOverTheBound_isRefused_withWhatWasFoundAndWhatToDo() throws ToolException, IOException {
        List<String> rows =
                List.of(SessionRows.row("a", AT, ""), SessionRows.row("b", AT, ""), SessionRows.row("b", AT, ""));
        int bytes = 2 * SessionRows.row("a", AT, "").length();
        assertThat(ids(load(new SessionLoader("s", 2, bytes), rows))).hasSize(2);
        assertThatThrownBy(() -> load(new SessionLoader("s", 1, bytes), rows))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("session-too-large"))
                .hasMessage("a session has at most 1 events of 318 bytes together, but of \"s\" there are more: found 2"
                        + " events of 318 bytes and stopped; split it into sessions with ids of their own");
        assertThatThrownBy(() -> load(new SessionLoader("s", 9, bytes - 1), rows))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("session-too-large"))
                .hasMessageContaining("at most 9 events of 317 bytes together");
        assertThat(SessionEvents.MAX_EVENTS).isEqualTo(200_000);
        assertThat(SessionEvents.MAX_BYTES).isEqualTo(67_108_864);
    }

    @Test
    void sameInstantSpelledInTwoWays_isDifferentContent() {
        assertThat(refusal(
                        List.of(SessionRows.row("a", AT, ""), SessionRows.row("a", "2026-02-28T14:00:00+00:00", ""))))
                .startsWith("session-contradicts: an event id names one event");
    }

    @Test
    void twoParticipants_areRefused() {
        assertThat(refusal(List.of(
                        SessionRows.row("a", AT, ""),
                        SessionRows.row("b", AT, "").replace("\"participant_id\":\"p\"", "\"participant_id\":\"q\""))))
                .isEqualTo(
                        "session-contradicts: a session has one participant, but in \"s\" the event \"a\" is of \"p\""
                                + " and \"b\" of \"q\"; give the sessions ids of their own");
    }

    @Test
    void markBlankLinesAndOtherRows_arePassedOver() throws ToolException, IOException {
        assertThat(ids(List.of(
                        "\uFEFF" + SessionRows.row("a", AT, ""),
                        "",
                        "  ",
                        "{\"skill\":\"x\",\"timestamp_utc\":\"y\",\"context\":\"run\",\"status\":\"success\",\"session_id\":\"s\"}",
                        "{}",
                        SessionRows.row("other", AT, "").replace("\"session_id\":\"s\"", "\"session_id\":\"t\""),
                        SessionRows.row("b", AT, ""))))
                .containsExactly("a", "b");
        assertThat(notes)
                .containsExactly("3 rows of other sessions or contracts stood between the events, and no part of the"
                        + " bundle came of them.");
        assertThat(told.getLast()).isEqualTo(5);
    }

    @Test
    void lineThatIsNoRow_isNamedWithItsPlace() {
        assertThat(refusal(List.of(SessionRows.row("a", AT, ""), "{\"event_id\":")))
                .startsWith("events-invalid: …/events.ndjson:2: ")
                .endsWith("[NOT_JSON]; correct the row, or take it out, and try again");
        assertThat(refusal(List.of("[1]"))).contains("events.ndjson:1: ").contains("[NOT_AN_OBJECT]");
        assertThat(refusal(List.of("\"" + "x".repeat(1 << 20) + "\"")))
                .contains("events.ndjson:1: ")
                .contains("[LINE_TOO_LONG]");
    }

    @Test
    void rowOfTheSessionThatBreaksTheContract_isNamedWithItsPlace() {
        assertThat(refusal(List.of("", SessionRows.row("a", "2026-02-28T14:00:00+05:00", ""))))
                .startsWith("events-invalid: …/events.ndjson:2 /timestamp: ")
                .contains("[TIMESTAMP_NOT_UTC]");
        assertThat(refusal(List.of("{\"session_id\":\"s\"}"))).contains("[SCHEMA_REQUIRED]");
    }

    @Test
    void eventIdThatIsTooLong_isRefused() throws ToolException, IOException {
        assertThat(refusal(List.of(SessionRows.row("\uD83D\uDE00".repeat(1025), AT, ""))))
                .isEqualTo("events-invalid: …/events.ndjson:1 /event_id: /event_id must have at most 1024 characters"
                        + " here, found 1025 [EVENT_ID_TOO_LONG]; correct the row, or take it out, and try again");
        assertThat(ids(List.of(SessionRows.row("\uD83D\uDE00".repeat(1024), AT, ""))))
                .hasSize(1);
    }

    @Test
    void canonicalRowThatIsTooLong_isRefused() {
        String many = "1e20,".repeat(200_000) + "0";
        assertThat(refusal(List.of(SessionRows.row("a", AT, ",\"details\":{\"n\":[" + many + "]}"))))
                .contains("[LINE_TOO_LONG]");
    }

    @Test
    void sessionThatIsNotThere_isToldWhere() {
        assertThat(refusal(List.of("{}")))
                .isEqualTo("session-not-found: there is no event of the session \"s\" in …/events.ndjson;"
                        + " 'candor sessions --from …/events.ndjson' lists the sessions there are");
    }

    @Test
    void fileThatIsNotThere_isRefused() throws IOException {
        try (EventLog log = log(List.of())) {
            SessionLoader loader = new SessionLoader("s");
            assertThatThrownBy(() -> loader.events(log, Optional.of(new RowFile(folder.resolve("none"))), rows -> {}))
                    .isInstanceOf(ToolException.class)
                    .hasMessage("expected a file with rows of JSON, but there is no " + folder.resolve("none"));
            assertThatThrownBy(() -> loader.events(log, Optional.of(new RowFile(folder)), rows -> {}))
                    .hasMessageEndingWith(folder + " is a folder; name a file in it");
        }
    }

    @Test
    void log_givesWhatAFileGives() throws ToolException, IOException {
        String strange = "s\"\\é/\u0001";
        String escaped = CanonicalJson.text(JsonValue.of(strange));
        List<String> rows = SessionRows.random(new Random(3), 50).stream()
                .map(row -> row.replace("\"session_id\":\"s\"", "\"session_id\":" + escaped))
                .map(row -> CanonicalJson.text(JsonValue.parse(row)))
                .toList();
        List<String> others = SessionRows.random(new Random(4), 50);
        try (EventLog log = log(Stream.concat(rows.stream(), others.stream()).toList())) {
            SessionEvents fromLog = new SessionLoader(strange).events(log, Optional.empty(), told::add);
            assertThat(ids(fromLog)).isEqualTo(ids(load(strange, rows))).hasSize(50);
            assertThat(told).contains(100L);
        }
    }

    /** Rows that were accepted stay usable when the contract gets stricter; what no session can do without is asked for. */
    @Test
    void rowsOfTheLog_areNotCheckedAgain() throws ToolException, IOException {
        String accepted = CanonicalJson.text(JsonValue.parse(SessionRows.row("a", AT, ",\"of_another_version\":1")));
        assertThat(refusal(List.of(accepted))).startsWith("events-invalid");
        try (EventLog log = log(List.of(accepted))) {
            assertThat(ids(new SessionLoader("s").events(log, Optional.empty(), told::add)))
                    .containsExactly("a");
        }
    }

    @Test
    void rowOfTheLogWithoutATime_isRefused() throws IOException {
        try (EventLog log = log(List.of(SessionRows.row("a", "at noon", "")))) {
            assertThatThrownBy(() -> new SessionLoader("s").events(log, Optional.empty(), told::add))
                    .isInstanceOfSatisfying(
                            ToolException.class, e -> assertThat(e.code()).isEqualTo("events-invalid"));
        }
    }
}
