package dev.candor.insight;

import static dev.candor.insight.ScratchLogs.clear;
import static dev.candor.insight.ScratchLogs.itemRun;
import static dev.candor.insight.ScratchLogs.skillRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.insight.DegradationReport.Group;
import dev.candor.insight.DegradationReport.State;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexedRunsTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    Path folder;

    private ScratchLogs logs;
    private IndexedRuns runs;

    @BeforeEach
    void open() throws IOException {
        logs = new ScratchLogs(folder);
        runs = new IndexedRuns(logs::index);
    }

    @AfterEach
    void close() throws IOException {
        logs.close();
    }

    private List<Run> visited(long last) throws IOException {
        List<Run> visited = new ArrayList<>();
        runs.visit(last, visited::add);
        return visited;
    }

    @Test
    void runs_comeByTime_thoseOfOneTimeByTheirLog() throws Exception {
        logs.append(
                Contract.SKILL_USAGE,
                skillRun("plan", true, 3, "2026-11-02T00:00:00.000001Z"),
                skillRun("plan", true, 1, "2026-11-02T00:00:00Z"),
                skillRun("plan", false, 2, "2026-11-02T00:00:00Z"),
                skillRun("plan", true, 9, "this morning"));
        logs.append(
                Contract.EXECUTION,
                itemRun("gone", "tool", "success", 9, "2026-11-01T00:00:00Z"),
                clear("gone"),
                itemRun("core/a", "tool", "timeout", 0, "2026-11-01T00:00:00Z"));
        List<Run> visited = visited(Long.MAX_VALUE);
        assertThat(visited).extracting(run -> run.durationMs().orElseThrow()).containsExactly(0.0, 1.0, 2.0, 3.0);
        assertThat(visited.getFirst().subject()).isEqualTo(new Subject(Run.ITEM, "core/a"));
        assertThat(visited.getLast().at()).isEqualTo("2026-11-02T00:00:00.000001Z");
        assertThat(visited.get(2).succeeded()).contains(false);
        assertThat(visited.get(2).reason()).contains("git_push_failed");
        assertThat(ObjectValue.parse(visited.get(2).row()))
                .isEqualTo(ObjectValue.parse(skillRun("plan", false, 2, "2026-11-02T00:00:00Z")));
    }

    @Test
    void last_isOfEachSkillAndItem_alsoAmongRunsOfOneTime() throws Exception {
        logs.append(
                Contract.SKILL_USAGE,
                skillRun("plan", true, 1, "2026-11-02T00:00:00Z"),
                skillRun("plan", true, 2, "2026-11-02T00:00:00Z"),
                skillRun("plan", true, 3, "2026-11-02T00:00:00Z"),
                skillRun("publish", true, 4, "2026-11-01T00:00:00Z"));
        logs.append(Contract.EXECUTION, itemRun("plan", "tool", "success", 5, "2026-11-03T00:00:00Z"));
        assertThat(visited(2)).extracting(run -> run.durationMs().orElseThrow()).containsExactly(4.0, 2.0, 3.0, 5.0);
    }

    @Test
    void drop_isFoundInTheIndex_withTheRowOfTheFirstBadRun() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(skillRun(
                    "plan", i < 45 || i % 3 == 0, 1, FIRST.plusSeconds(i).toString()));
        }
        logs.append(Contract.SKILL_USAGE, rows.toArray(String[]::new));
        Group plan = new FindDegraded(runs)
                .call(new FindDegraded.Query(20, Optional.empty(), false), ToolContext.unattended())
                .groups()
                .getFirst();
        assertThat(plan.state()).isEqualTo(State.DEGRADED);
        assertThat(plan.firstBad().orElseThrow().at()).isEqualTo(FIRST.plusSeconds(46));
        assertThat(plan.firstBad().orElseThrow().row()).isEqualTo(ObjectValue.parse(rows.get(46)));
    }
}
