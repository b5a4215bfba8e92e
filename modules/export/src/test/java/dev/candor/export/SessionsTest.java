package dev.candor.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.export.internal.session.EventRows;
import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFile;
import dev.candor.validation.schema.RowChecker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets the locale and the time zone")
class SessionsTest {
    private static final String REFERENCE = "sess-20260228-001";
    private static final ExportOptions PLAIN_EXPORT = new ExportOptions(Optional.empty(), false);

    @TempDir
    Path folder;

    private final Locale locale = Locale.getDefault();
    private final TimeZone timeZone = TimeZone.getDefault();
    private ScratchSessions scratch;
    private Sessions sessions;

    @BeforeEach
    void emptyLog() throws IOException {
        scratch = new ScratchSessions(folder);
        sessions = scratch.sessions();
    }

    @AfterEach
    void restore() throws IOException {
        Locale.setDefault(locale);
        TimeZone.setDefault(timeZone);
        scratch.close();
    }

    private void record(List<String> rows) throws IOException {
        scratch.record(rows);
    }

    private Path file(List<String> rows) throws IOException {
        return Files.writeString(folder.resolve("events.ndjson"), String.join("\n", rows));
    }

    private String sums(Optional<RowFile> from) throws ToolException, IOException {
        try (LoadedSession session = sessions.open(REFERENCE, from, Optional.empty(), rows -> {})) {
            return sum(session, ExportFormat.JSON) + " " + sum(session, ExportFormat.CSV);
        }
    }

    private static String sum(LoadedSession session, ExportFormat format) throws IOException {
        try (MeasuredStream out = new MeasuredStream(OutputStream.nullOutputStream())) {
            session.write(format, PLAIN_EXPORT, out);
            return out.sha256();
        }
    }

    /** The seven events and more of the same times, so that order has to be made. */
    private static List<String> crowded() {
        List<String> rows = new ArrayList<>(EventRows.officeFire());
        for (String id : List.of("evt-0021", "EVT-002", "évt", "ıIiİ", "\uFFFD", "\uD83D\uDE00")) {
            rows.add(EventRows.officeFire()
                    .get(1)
                    .replace("evt-002", id)
                    .replace("\"score_delta\":25", "\"score_delta\":1234567.50")
                    .replace("14:01:10Z", id.equals("évt") ? "14:01:10.000Z" : "14:01:10+00:00"));
        }
        return rows;
    }

    @Test
    void referenceSession_scoresAsTheRubricSays() throws ToolException, IOException {
        record(EventRows.officeFire());
        try (LoadedSession session = sessions.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {})) {
            assertThat(session.scenarioId()).isEqualTo("office_fire_mvp");
            assertThat(session.count()).isEqualTo(7);
            assertThat(session.score().integer("score_total")).contains(25L);
            assertThat(session.score().text("status")).contains("fail");
        }
    }

    @Test
    void anyLocaleZoneAndOrder_giveTheSameBytes() throws ToolException, IOException {
        record(crowded());
        Set<String> sums = new HashSet<>();
        sums.add(sums(Optional.empty()));
        Random random = new Random(11);
        for (String language : List.of("tr-TR", "ar-EG", "th-TH-u-nu-thai", "hi-IN-u-nu-deva", "de-DE", "")) {
            Locale.setDefault(Locale.forLanguageTag(language));
            for (String zone : List.of("Asia/Kathmandu", "America/St_Johns", "UTC")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                List<String> shuffled = crowded();
                Collections.shuffle(shuffled, random);
                sums.add(sums(Optional.of(new RowFile(file(shuffled)))));
                sums.add(sums(Optional.empty()));
            }
        }
        assertThat(sums).hasSize(1);
    }

    /** Whoever changes these changes what earlier bundles are recomputed to: a new bundle version is needed then. */
    @Test
    void referenceSession_hasTheseBytesForEver() throws ToolException, IOException {
        record(EventRows.officeFire());
        assertThat(sums(Optional.empty()))
                .isEqualTo("355071aaed5859c0b59619af0609dce702f7da84aeb9baead2210f76655cd69b"
                        + " 13d0a7a5f0a2f33fd7a84956c3aed35e457ea426c709f4f98ba19810887eb31b");
    }

    @Test
    void scenarioThatIsNamed_isTakenWithWarnings() throws ToolException, IOException {
        record(List.of(EventRows.row("a", "2026-02-28T14:00:00Z", "")));
        assertThatThrownBy(() -> sessions.open("s", Optional.empty(), Optional.empty(), rows -> {}))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("scenario-unclear"));
        try (LoadedSession session = sessions.open("s", Optional.empty(), Optional.of("office_fire_mvp"), rows -> {})) {
            assertThat(session.warnings()).anyMatch(warning -> warning.contains("looked"));
        }
    }

    @Test
    void openSessions_areBounded_andClosedOnesMakeRoom() throws ToolException, IOException {
        record(EventRows.officeFire());
        List<LoadedSession> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(sessions.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {}));
        }
        assertThatThrownBy(() -> sessions.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {}))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.kind()).isEqualTo(ToolException.Kind.BUSY));
        open.getFirst().close();
        open.getFirst().close();
        open.add(sessions.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {}));
        for (LoadedSession session : open) {
            session.close();
        }
    }

    /** Throws when told of the rows, the first time or the second. */
    private static LongConsumer until(int times, Error end) {
        AtomicInteger told = new AtomicInteger();
        return count -> {
            if (told.incrementAndGet() == times) {
                throw end;
            }
        };
    }

    @Test
    void whoIsTold_canEndTheReading_theScoring_andTheListing() throws ToolException, IOException {
        record(EventRows.officeFire());
        Error end = new AssertionError("enough");
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> sessions.open(REFERENCE, Optional.empty(), Optional.empty(), until(1, end)))
                    .isSameAs(end);
            assertThatThrownBy(() -> sessions.open(REFERENCE, Optional.empty(), Optional.empty(), until(2, end)))
                    .isSameAs(end);
            assertThatThrownBy(() -> sessions.list(Optional.empty(), 10, until(1, end)))
                    .isSameAs(end);
        }
        // and each gave its place back
        assertThat(sums(Optional.empty())).isNotEmpty();
    }

    @Test
    void sessionsApart_havePlacesOfTheirOwn() throws ToolException, IOException {
        record(EventRows.officeFire());
        Sessions apart = sessions.apart();
        try (LoadedSession one = apart.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {});
                LoadedSession two = apart.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {});
                LoadedSession three = apart.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {})) {
            assertThat(List.of(one.count(), two.count(), three.count())).containsOnly(7L);
            assertThat(sessions.list(Optional.empty(), 10, rows -> {}).total()).isEqualTo(1);
        }
    }

    private static final ToolContext UNATTENDED = ToolContext.unattended();

    private static ExportSession.Request request(String id, String format, Optional<String> exportedAt) {
        return new ExportSession.Request(id, format, exportedAt, Optional.empty(), false, false);
    }

    /** In words; what it is as JSON is held against its schema. */
    private static <R> String told(Declaration<?, R> declaration, Capability<?, R> capability, R result) {
        assertThat(RowChecker.of(declaration.tool().outputSchema(), List.of())
                        .check(JsonWriter.compact(declaration.result().write(result))
                                .getBytes(StandardCharsets.UTF_8))
                        .violations())
                .isEmpty();
        Page page = new Page();
        capability.tell(result, page);
        return page.text();
    }

    @Test
    void capabilities_listAndExportAndReplay() throws ToolException, IOException {
        record(EventRows.officeFire());
        ListSessions list = new ListSessions(sessions);
        assertThat(told(ListSessions.DECLARATION, list, list.call(new ListSessions.Query(50), UNATTENDED)))
                .isEqualTo("""
                1 session
                SESSION            SCENARIO         STATE     PHASE     EVENTS  FAILED  FIRST, LAST
                sess-20260228-001  office_fire_mvp  complete  re_audit       7       2  \
                2026-02-28T14:00:00Z, 2026-02-28T14:09:00Z""");
        ExportSession export = new ExportSession(sessions, folder.resolve("exports"));
        Path bundle = folder.resolve("exports").resolve(REFERENCE);
        assertThat(told(
                        ExportSession.DECLARATION,
                        export,
                        export.call(request(REFERENCE, "both", Optional.empty()), UNATTENDED)))
                .startsWith(bundle + ": 7 events, score 25 (fail) by office_fire_mvp\n  ")
                .containsPattern("\n  session\\.csv +[0-9a-f]{64}  [0-9]+ bytes");
        assertThat(bundle.resolve("session.csv")).isRegularFile();
        assertThat(bundle.resolve("report.html")).doesNotExist();
        assertThat(told(
                        ExportSession.DECLARATION,
                        export,
                        export.call(request(REFERENCE, "html", Optional.empty()), UNATTENDED)))
                .contains(" bytes, unchanged");
        assertThat(bundle.resolve("report.html")).isRegularFile();
        ReplaySession replay = new ReplaySession(sessions);
        SessionReplay piece = replay.call(new ReplaySession.Request(REFERENCE, Optional.empty(), 2, 4), UNATTENDED);
        assertThat(piece.steps()).extracting(SessionReplay.Step::number).containsExactly(5L, 6L);
        assertThat(told(ReplaySession.DECLARATION, replay, piece))
                .startsWith("sess-20260228-001, office_fire_mvp: 7 events, score 25 (fail)\n")
                .endsWith("\n2 events told; go on with offset 6");
        SessionReplay rest = replay.call(new ReplaySession.Request(REFERENCE, Optional.empty(), 2, 6), UNATTENDED);
        assertThat(told(ReplaySession.DECLARATION, replay, rest)).endsWith("\n1 event told, up to the last");
    }

    @Test
    void export_refusesWhatItCannotDo() throws IOException {
        record(EventRows.officeFire());
        ExportSession export = new ExportSession(sessions, folder.resolve("exports"));
        assertThatThrownBy(() -> export.call(request("none", "both", Optional.empty()), UNATTENDED))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("session-not-found"));
        assertThatThrownBy(() -> export.call(request("none", "both", Optional.of("yesterday, about noon")), UNATTENDED))
                .hasMessageContaining("exported_at must be a moment in UTC");
    }

    @Test
    void cancelledCalls_endWithNothingWritten() throws IOException {
        record(EventRows.officeFire());
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        ToolContext cancelled = new ToolContext(cancellation, progress -> {});
        ExportSession export = new ExportSession(sessions, folder.resolve("exports"));
        assertThatThrownBy(() -> export.call(request(REFERENCE, "both", Optional.empty()), cancelled))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("exports")).doesNotExist();
        assertThatThrownBy(() -> new ListSessions(sessions).call(new ListSessions.Query(50), cancelled))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> new ReplaySession(sessions)
                        .call(new ReplaySession.Request(REFERENCE, Optional.empty(), 200, 0), cancelled))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void folderThatCannotBeMade_isNamed() throws IOException {
        record(EventRows.officeFire());
        Path inTheWay = file(List.of("no folder"));
        ExportSession export = new ExportSession(sessions, inTheWay);
        assertThatThrownBy(() -> export.call(request(REFERENCE, "both", Optional.empty()), UNATTENDED))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("export-failed"))
                .hasMessageStartingWith("the bundle cannot be written into " + inTheWay.resolve(REFERENCE) + ": ");
    }
}
