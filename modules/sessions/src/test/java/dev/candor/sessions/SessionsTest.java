package dev.candor.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.Cancellation;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.testing.SessionRows;
import dev.candor.validation.schema.RowChecker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
    private static final String REFERENCE = "sess-20260228-001";
    private static final ToolContext UNATTENDED = ToolContext.unattended();

    @TempDir
    Path folder;

    private ScratchSessions scratch;
    private Sessions sessions;

    @BeforeEach
    void emptyLog() throws IOException {
        scratch = new ScratchSessions(folder);
        sessions = scratch.sessions();
    }

    @AfterEach
    void close() throws IOException {
        scratch.close();
    }

    private void record(List<String> rows) throws IOException {
        scratch.record(rows);
    }

    @Test
    void referenceSession_scoresAsTheRubricSays() throws ToolException, IOException {
        record(SessionRows.officeFire());
        try (LoadedSession session = sessions.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {})) {
            assertThat(session.scenarioId()).isEqualTo("office_fire_mvp");
            assertThat(session.count()).isEqualTo(7);
            assertThat(session.score().integer("score_total")).contains(25L);
            assertThat(session.score().text("status")).contains("fail");
        }
    }

    @Test
    void scenarioThatIsNamed_isTakenWithWarnings() throws ToolException, IOException {
        record(List.of(SessionRows.row("a", "2026-02-28T14:00:00Z", "")));
        assertThatThrownBy(() -> sessions.open("s", Optional.empty(), Optional.empty(), rows -> {}))
                .isInstanceOfSatisfying(
                        ToolException.class, e -> assertThat(e.code()).isEqualTo("scenario-unclear"));
        try (LoadedSession session = sessions.open("s", Optional.empty(), Optional.of("office_fire_mvp"), rows -> {})) {
            assertThat(session.warnings()).anyMatch(warning -> warning.contains("looked"));
        }
    }

    @Test
    void openSessions_areBounded_andClosedOnesMakeRoom() throws ToolException, IOException {
        record(SessionRows.officeFire());
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
        record(SessionRows.officeFire());
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
        try (LoadedSession session = sessions.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {})) {
            assertThat(session.count()).isEqualTo(7);
        }
    }

    @Test
    void sessionsApart_havePlacesOfTheirOwn() throws ToolException, IOException {
        record(SessionRows.officeFire());
        Sessions apart = sessions.apart();
        try (LoadedSession one = apart.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {});
                LoadedSession two = apart.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {});
                LoadedSession three = apart.open(REFERENCE, Optional.empty(), Optional.empty(), rows -> {})) {
            assertThat(List.of(one.count(), two.count(), three.count())).containsOnly(7L);
            assertThat(sessions.list(Optional.empty(), 10, rows -> {}).total()).isEqualTo(1);
        }
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
    void capabilities_listAndReplay() throws ToolException, IOException {
        record(SessionRows.officeFire());
        ListSessions list = new ListSessions(sessions);
        assertThat(told(ListSessions.DECLARATION, list, list.call(new ListSessions.Query(50), UNATTENDED)))
                .isEqualTo("""
                1 session
                SESSION            SCENARIO         STATE     PHASE     EVENTS  FAILED  FIRST, LAST
                sess-20260228-001  office_fire_mvp  complete  re_audit       7       2  \
                2026-02-28T14:00:00Z, 2026-02-28T14:09:00Z""");
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
    void cancelledCalls_end() throws IOException {
        record(SessionRows.officeFire());
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        ToolContext cancelled = new ToolContext(cancellation, progress -> {});
        assertThatThrownBy(() -> new ListSessions(sessions).call(new ListSessions.Query(50), cancelled))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> new ReplaySession(sessions)
                        .call(new ReplaySession.Request(REFERENCE, Optional.empty(), 200, 0), cancelled))
                .isInstanceOf(CancellationException.class);
    }
}
