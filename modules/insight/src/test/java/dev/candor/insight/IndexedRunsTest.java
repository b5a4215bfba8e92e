package dev.candor.insight;

import static dev.candor.insight.ScratchLogs.clear;
import static dev.candor.insight.ScratchLogs.itemRun;
import static dev.candor.insight.ScratchLogs.skillRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.insight.DegradationReport.Group;
import dev.candor.insight.DegradationReport.State;
import dev.candor.testing.Seeds;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

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
        assertThat(ObjectValue.parse(runs.rows(visited).get(visited.get(2))))
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

    /** Some at one time, and more than are looked at first. */
    private void appendRandomRuns(Random random, int count) throws IOException {
        List<String> skills = new ArrayList<>();
        List<String> items = new ArrayList<>();
        int keys = 1 + random.nextInt(9);
        for (int i = 0; i < count; i++) {
            int key = random.nextInt(keys);
            String at = FIRST.plusSeconds(random.nextInt(count / 2)).toString();
            boolean hasSucceeded = random.nextInt(30) >= key;
            if (key % 3 > 0) {
                skills.add(skillRun("k" + key, hasSucceeded, i, at)
                        .replace("git_push", random.nextBoolean() ? "git_push" : "publish")
                        .replace("\"ci\"", random.nextInt(9) > 0 ? "\"ci\"" : "null"));
            } else {
                items.add(itemRun("k" + key, "tool", hasSucceeded ? "success" : "timeout", i, at));
            }
        }
        logs.append(Contract.SKILL_USAGE, skills.toArray(String[]::new));
        logs.append(Contract.EXECUTION, items.toArray(String[]::new));
    }

    @ParameterizedTest
    @Seeds(20)
    void answersFromTheIndex_areThoseFromEachRun(long seed) throws Exception {
        Random random = new Random(seed);
        appendRandomRuns(random, random.nextInt(3) == 0 ? 25_000 : 200 + random.nextInt(2000));
        List<Run> bare = visited(Long.MAX_VALUE);
        List<Run> all = new ArrayList<>(bare);
        Map<Run, String> rows = runs.rows(bare.stream().filter(Run::hasFailed).toList());
        all.replaceAll(run -> new Run(
                run.kind(),
                run.key(),
                run.at(),
                run.succeeded(),
                run.durationMs(),
                run.reason(),
                run.errorClass(),
                run.source(),
                rows.getOrDefault(run, "{}")));
        InstantSource now = InstantSource.fixed(all.getLast().at().plusSeconds(random.nextInt(900)));
        for (String arguments : List.of(
                "{}",
                "{\"since_days\":1}",
                "{\"sources\":[\"ci\"]}",
                "{\"reason_codes\":[\"git_push_failed,timeout\"],\"since_days\":1}")) {
            TriageFailures.Query query =
                    TriageFailuresQueryShape.INSTANCE.read(ObjectValue.parse(arguments), now.instant());
            List<String> codes = List.of("git_push_failed", "publish_failed");
            assertThat(triage(runs, now, codes, query)).isEqualTo(triage(new RunList(all), now, codes, query));
        }
        FindDegraded.Query query = new FindDegraded.Query(10 + random.nextInt(20), Optional.empty(), false);
        assertThat(new FindDegraded(runs).call(query, ToolContext.unattended()))
                .isEqualTo(new FindDegraded(new RunList(all)).call(query, ToolContext.unattended()));
    }

    private static ObjectValue triage(
            RunSource source, InstantSource now, List<String> codes, TriageFailures.Query query) throws Exception {
        return TriageReportShape.INSTANCE.write(
                new TriageFailures(source, now, codes).call(query, ToolContext.unattended()));
    }
}
