package dev.candor.export.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.RowFile;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheringTest {
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

    private SessionEvents gather(String sessionId, List<String> lines, long batchBytes)
            throws ToolException, IOException {
        try (EventLog log = log(List.of());
                Gathering gathering = new Gathering(sessionId, folder.resolve("scratch"), batchBytes)) {
            SessionEvents events = gathering.events(log, Optional.of(new RowFile(file(lines))), told::add);
            notes = gathering.notes();
            return events;
        }
    }

    private List<String> ids(List<String> lines) throws ToolException, IOException {
        try (SessionEvents events = gather("s", lines, EventSorter.DEFAULT_BATCH)) {
            return ids(events);
        }
    }

    private static List<String> ids(SessionEvents events) throws IOException {
        List<String> ids = new ArrayList<>();
        events.forEach(event -> ids.add(event.id()));
        return ids;
    }

    private String refusal(List<String> lines) {
        List<String> said = new ArrayList<>();
        assertThatThrownBy(() -> gather("s", lines, EventSorter.DEFAULT_BATCH))
                .isInstanceOfSatisfying(ToolException.class, e -> said.add(e.code() + ": " + e.sentence()));
        return said.getFirst().replace(folder.toString(), "…");
    }

    @Test
    void events_comeByTimeThenBytesOfTheirIds() throws ToolException, IOException {
        assertThat(ids(List.of(
                        EventRows.row("b", "2026-02-28T14:00:01Z", ""),
                        EventRows.row("\uD83D\uDE00", AT, ""),
                        EventRows.row("\uFFFD", "2026-02-28T14:00:00.000+00:00", ""),
                        EventRows.row("Z", AT, ""),
                        EventRows.row("a", "2026-02-28T13:59:59.999999999Z", ""))))
                .containsExactly("a", "Z", "\uFFFD", "\uD83D\uDE00", "b");
    }

    @Test
    void facts_areThoseOfAllEvents() throws ToolException, IOException {
        List<String> rows = new ArrayList<>(EventRows.officeFire());
        Collections.reverse(rows);
        try (SessionEvents events = gather("sess-20260228-001", rows, EventSorter.DEFAULT_BATCH)) {
            SessionEvents.Facts facts = events.facts();
            assertThat(facts.count()).isEqualTo(7);
            assertThat(facts.participantId()).isEqualTo("anon-p001");
            assertThat(facts.first()).isEqualTo(AT);
            assertThat(facts.last()).isEqualTo("2026-02-28T14:09:00Z");
            assertThat(facts.phases()).containsExactly("audit", "micro_drill", "re_audit");
            assertThat(facts.types()).hasSize(7);
        }
        assertThat(folder.resolve("scratch")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3000, 20_000, 1L << 30})
    void batchesOfAnySize_giveTheSameEvents_andLeaveNothing(long batchBytes) throws ToolException, IOException {
        List<String> rows = EventRows.random(new Random(7), 150);
        List<String> sorted = rows.stream()
                .map(EventRows::event)
                .sorted(Comparator.comparing(SessionEvent::at)
                        .thenComparing(event -> event.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .map(BundleJson::line)
                .toList();
        try (SessionEvents events = gather("s", rows, batchBytes)) {
            for (int pass = 0; pass < 2; pass++) {
                List<String> found = new ArrayList<>();
                events.forEach(event -> found.add(BundleJson.line(event)));
                assertThat(found).isEqualTo(sorted);
            }
        }
        if (Files.exists(folder.resolve("scratch"))) {
            assertThat(folder.resolve("scratch")).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1L << 30})
    void eventToldTwiceWordForWord_countsOnce(long batchBytes) throws ToolException, IOException {
        List<String> rows = List.of(
                EventRows.row("a", AT, ",\"score_delta\":25.0"),
                EventRows.row("b", AT, ""),
                EventRows.row("a", AT, ",\"score_delta\":2.5e1"));
        try (SessionEvents events = gather("s", rows, batchBytes)) {
            assertThat(ids(events)).containsExactly("a", "b");
            assertThat(events.facts().count()).isEqualTo(2);
        }
        assertThat(notes).containsExactly("1 row told an event a second time, word for word; each event counts once.");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1L << 30})
    void eventIdWithTwoContents_isRefused(long batchBytes) {
        List<String> rows = List.of(
                EventRows.row("a", AT, ""), EventRows.row("b", AT, ""), EventRows.row("a", "2026-02-28T14:00:07Z", ""));
        assertThatThrownBy(() -> gather("s", rows, batchBytes))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("session-contradicts"))
                .hasMessage("an event id names one event, but \"a\" stands twice in the session \"s\" with different"
                        + " content: looked (info) at 2026-02-28T14:00:00Z, and looked (info) at"
                        + " 2026-02-28T14:00:07Z; find out which one is right and export without the other");
    }

    @ParameterizedTest
    @ValueSource(longs = {1 << 20, 1L << 30})
    void contradiction_isFound_howeverManyThereAre(long batchBytes) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            rows.add(EventRows.row("e" + i, AT, ""));
            rows.add(EventRows.row("e" + i, "2026-02-28T15:00:00Z", ""));
        }
        assertThatThrownBy(() -> gather("s", rows, batchBytes))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("session-contradicts"));
    }

    @Test
    void sameInstantSpelledInTwoWays_isDifferentContent() {
        assertThat(refusal(List.of(EventRows.row("a", AT, ""), EventRows.row("a", "2026-02-28T14:00:00+00:00", ""))))
                .startsWith("session-contradicts: an event id names one event");
    }

    @Test
    void twoParticipants_areRefused() {
        assertThat(refusal(List.of(
                        EventRows.row("a", AT, ""),
                        EventRows.row("b", AT, "").replace("\"participant_id\":\"p\"", "\"participant_id\":\"q\""))))
                .isEqualTo(
                        "session-contradicts: a session has one participant, but in \"s\" the event \"a\" is of \"p\""
                                + " and \"b\" of \"q\"; give the sessions ids of their own");
    }

    @Test
    void markBlankLinesAndOtherRows_arePassedOver() throws ToolException, IOException {
        assertThat(ids(List.of(
                        "\uFEFF" + EventRows.row("a", AT, ""),
                        "",
                        "  ",
                        "{\"skill\":\"x\",\"timestamp_utc\":\"y\",\"context\":\"run\",\"status\":\"success\",\"session_id\":\"s\"}",
                        "{}",
                        EventRows.row("other", AT, "").replace("\"session_id\":\"s\"", "\"session_id\":\"t\""),
                        EventRows.row("b", AT, ""))))
                .containsExactly("a", "b");
        assertThat(notes)
                .containsExactly("3 rows of other sessions or contracts stood between the events, and no part of the"
                        + " bundle came of them.");
        assertThat(told.getLast()).isEqualTo(5);
    }

    @Test
    void lineThatIsNoRow_isNamedWithItsPlace() {
        assertThat(refusal(List.of(EventRows.row("a", AT, ""), "{\"event_id\":")))
                .startsWith("events-invalid: …/events.ndjson:2: ")
                .endsWith("[NOT_JSON]; correct the row, or take it out, and try again");
        assertThat(refusal(List.of("[1]"))).contains("events.ndjson:1: ").contains("[NOT_AN_OBJECT]");
        assertThat(refusal(List.of("\"" + "x".repeat(1 << 20) + "\"")))
                .contains("events.ndjson:1: ")
                .contains("[LINE_TOO_LONG]");
    }

    @Test
    void rowOfTheSessionThatBreaksTheContract_isNamedWithItsPlace() {
        assertThat(refusal(List.of("", EventRows.row("a", "2026-02-28T14:00:00+05:00", ""))))
                .startsWith("events-invalid: …/events.ndjson:2 /timestamp: ")
                .contains("[TIMESTAMP_NOT_UTC]");
        assertThat(refusal(List.of("{\"session_id\":\"s\"}"))).contains("[SCHEMA_REQUIRED]");
    }

    @Test
    void eventIdThatIsTooLong_isRefused() throws ToolException, IOException {
        assertThat(refusal(List.of(EventRows.row("\uD83D\uDE00".repeat(1025), AT, ""))))
                .isEqualTo("events-invalid: …/events.ndjson:1 /event_id: /event_id must have at most 1024 characters"
                        + " here, found 1025 [EVENT_ID_TOO_LONG]; correct the row, or take it out, and try again");
        assertThat(ids(List.of(EventRows.row("\uD83D\uDE00".repeat(1024), AT, ""))))
                .hasSize(1);
    }

    @Test
    void canonicalRowThatIsTooLong_isRefused() {
        String many = "1e20,".repeat(200_000) + "0";
        assertThat(refusal(List.of(EventRows.row("a", AT, ",\"details\":{\"n\":[" + many + "]}"))))
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
        try (EventLog log = log(List.of());
                Gathering gathering = new Gathering("s", folder)) {
            assertThatThrownBy(
                            () -> gathering.events(log, Optional.of(new RowFile(folder.resolve("none"))), rows -> {}))
                    .isInstanceOf(ToolException.class)
                    .hasMessage("expected a file with rows of JSON, but there is no " + folder.resolve("none"));
            assertThatThrownBy(() -> gathering.events(log, Optional.of(new RowFile(folder)), rows -> {}))
                    .hasMessageEndingWith(folder + " is a folder; name a file in it");
        }
    }

    @Test
    void log_givesWhatAFileGives() throws ToolException, IOException {
        String strange = "s\"\\é/\u0001";
        String escaped = CanonicalJson.text(JsonValue.of(strange));
        List<String> rows = EventRows.random(new Random(3), 50).stream()
                .map(row -> row.replace("\"session_id\":\"s\"", "\"session_id\":" + escaped))
                .map(row -> CanonicalJson.text(JsonValue.parse(row)))
                .toList();
        List<String> others = EventRows.random(new Random(4), 50);
        try (EventLog log = log(Stream.concat(rows.stream(), others.stream()).toList());
                Gathering ofLog = new Gathering(strange, folder);
                SessionEvents fromLog = ofLog.events(log, Optional.empty(), told::add);
                SessionEvents fromFile = gather(strange, rows, 1000)) {
            assertThat(ids(fromLog)).isEqualTo(ids(fromFile)).hasSize(50);
            assertThat(told).contains(100L);
        }
    }

    @Test
    void equalIdsByHash_areLookedAtAgain() {
        SuspectIds ids = new SuspectIds(1);
        ids.add(new byte[] {1});
        ids.add(new byte[] {2});
        ids.add(new byte[] {1});
        assertThat(ids.reduceToSuspects()).isEqualTo(1);
        assertThat(ids.isSuspect(new byte[] {1}, 0, 1)).isTrue();
        assertThat(ids.isSuspect(new byte[] {1}, 1, 1)).isFalse();
        assertThat(ids.isSuspect(new byte[] {2}, 0, 1)).isFalse();
    }
}
