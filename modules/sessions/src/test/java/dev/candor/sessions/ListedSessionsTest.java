package dev.candor.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.RowFile;
import dev.candor.testing.SessionRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedSessionsTest {
    private static final String REFERENCE = "sess-20260228-001";

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

    private Path file(List<String> rows) throws IOException {
        return Files.writeString(folder.resolve("events.ndjson"), String.join("\n", rows));
    }

    @Test
    void list_hasTheLatestFirst_withTheirState() throws ToolException, IOException {
        scratch.record(SessionRows.officeFire());
        scratch.record(List.of(
                SessionRows.row("b", "2026-02-28T15:00:00.5Z", "").replace("\"info\"", "\"fail\""),
                SessionRows.row("a", "2026-02-28T15:00:00Z", ""),
                SessionRows.officeFire().getFirst().replace(REFERENCE, "begun")));
        assertThat(sessions.list(Optional.empty(), 10, rows -> {}).sessions())
                .containsExactly(
                        new SessionList.Summary(
                                "s",
                                "p",
                                Optional.empty(),
                                "open",
                                "audit",
                                2,
                                1,
                                "2026-02-28T15:00:00Z",
                                "2026-02-28T15:00:00.5Z"),
                        new SessionList.Summary(
                                REFERENCE,
                                "anon-p001",
                                Optional.of("office_fire_mvp"),
                                "complete",
                                "re_audit",
                                7,
                                2,
                                "2026-02-28T14:00:00Z",
                                "2026-02-28T14:09:00Z"),
                        new SessionList.Summary(
                                "begun",
                                "anon-p001",
                                Optional.of("office_fire_mvp"),
                                "open",
                                "audit",
                                1,
                                0,
                                "2026-02-28T14:00:00Z",
                                "2026-02-28T14:00:00Z"));
        assertThat(sessions.list(Optional.empty(), 1, rows -> {}).sessions()).hasSize(1);
        assertThat(sessions.list(Optional.empty(), 1, rows -> {}).total()).isEqualTo(3);
    }

    @Test
    void sessionThatBeganBeforeManyOthers_isListedWithAllItsEvents() throws ToolException, IOException {
        scratch.record(SessionRows.officeFire());
        scratch.record(IntStream.range(0, 50_001)
                .mapToObj(i -> SessionRows.row("e", "2026-02-28T13:00:00Z", "").replace("\"s\"", "\"s-" + i + "\""))
                .toList());
        scratch.record(List.of(SessionRows.officeFire()
                .getLast()
                .replace("2026-02-28T14:09:00Z", "2026-02-28T15:00:00Z")
                .replace("evt-007", "evt-008")));

        SessionList list = sessions.list(Optional.empty(), 1, rows -> {});

        assertThat(list.total()).isEqualTo(50_002);
        assertThat(list.sessions()).singleElement().satisfies(session -> {
            assertThat(session.sessionId()).isEqualTo(REFERENCE);
            assertThat(session.events()).isEqualTo(8);
            assertThat(session.firstAt()).isEqualTo("2026-02-28T14:00:00Z");
        });
    }

    @Test
    void list_leavesRowsOutThatAreWrong_andTellsOfThem() throws ToolException, IOException {
        String wrong = "{\"session_id\":\"s\"}";
        Path file = file(List.of(SessionRows.officeFire().getFirst(), "", "{}", wrong, wrong));
        SessionList list = sessions.list(Optional.of(new RowFile(file)), 10, rows -> {});
        assertThat(list.sessions()).extracting(SessionList.Summary::sessionId).containsExactly(REFERENCE);
        assertThat(list.total()).isEqualTo(1);
        assertThat(list.notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .startsWith("2 rows of sessions cannot be used and are left out, the first: " + file + ":4")
                        .contains("[SCHEMA_REQUIRED]"));
        Page page = new Page();
        list.tell(page);
        assertThat(page.text()).contains("\nnote: 2 rows of sessions");
    }

    @Test
    void list_ofAFile_tellsWhichLineIsNoRow() throws IOException {
        Path file = file(List.of(SessionRows.officeFire().getFirst(), "", "{}", "{\"session_id\""));
        assertThatThrownBy(() -> sessions.list(Optional.of(new RowFile(file)), 10, rows -> {}))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("events.ndjson:4: ")
                .hasMessageContaining("[NOT_JSON]");
    }
}
