package dev.candor.export.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.export.Scenarios;
import dev.candor.export.internal.score.Scenario;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTableTest {
    private static final String AT = "2026-02-28T14:00:00Z";

    private static void add(SessionTable table, String row) throws ToolException {
        byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
        table.row(ObjectValue.parse(bytes), bytes, 0, bytes.length, () -> "row");
    }

    private static String of(String sessionId, String row) {
        return row.replace("\"session_id\":\"s\"", "\"session_id\":\"" + sessionId + '"');
    }

    @Test
    void sessionThatIsForgotten_staysForgotten_andCountsOnce() throws ToolException {
        SessionTable table = new SessionTable(List.of(), 2);
        for (String id : List.of("a", "b", "c", "a", "d", "a", "b")) {
            add(table, of(id, EventRows.row("e", AT, "")));
        }
        assertThat(table.total()).isEqualTo(4);
        assertThat(table.latest(10)).extracting(SessionTable.Row::sessionId).containsExactly("c", "d");
    }

    @Test
    void thousandsThatAreForgotten_countOnce() throws ToolException {
        SessionTable table = new SessionTable(List.of(), 1);
        for (int i = 0; i < 10_000; i++) {
            add(table, of("s" + i % 5000, EventRows.row("e", AT, "")));
        }
        assertThat(table.total()).isEqualTo(5000);
    }

    @Test
    void firstAndLast_areThoseOfTheBundle_inAnyOrderOfRows() throws ToolException {
        List<String> rows = new ArrayList<>(List.of(
                EventRows.row("\uD83D\uDE00", "2026-02-28T14:00:00.00Z", ""),
                EventRows.row("\uFFFD", "2026-02-28T14:00:00.0Z", ""),
                EventRows.row("a", AT, "")));
        for (int turn = 0; turn < rows.size(); turn++) {
            SessionTable table = new SessionTable(List.of());
            for (String row : rows) {
                add(table, row);
            }
            SessionTable.Row found = table.latest(1).getFirst();
            assertThat(found.first()).isEqualTo(AT);
            assertThat(found.last()).isEqualTo("2026-02-28T14:00:00.00Z");
            Collections.rotate(rows, 1);
        }
    }

    @Test
    void scenarios_areAsManyAsOneLikes() throws ToolException {
        Scenarios shipped = new Scenarios(List.of(Path.of("../../config/scenarios")));
        List<Scenario> many = new ArrayList<>(Collections.nCopies(200, shipped.named("agent_skill_audit")));
        many.add(shipped.named("office_fire_mvp"));
        SessionTable table = new SessionTable(many);
        for (String row : EventRows.officeFire()) {
            add(table, row);
        }
        assertThat(table.latest(1).getFirst().scenarioId()).isEqualTo(Optional.of("office_fire_mvp"));
        assertThat(table.latest(1).getFirst().isComplete()).isTrue();
    }
}
