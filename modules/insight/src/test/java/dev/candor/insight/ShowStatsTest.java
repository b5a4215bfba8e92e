package dev.candor.insight;

import static dev.candor.insight.ScratchLogs.clear;
import static dev.candor.insight.ScratchLogs.itemRun;
import static dev.candor.insight.ScratchLogs.skillRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.Retention;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.insight.StatsReport.Group;
import dev.candor.testing.Seeds;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

class ShowStatsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private ScratchLogs logs;
    private ShowStats stats;

    @BeforeEach
    void open() throws IOException {
        logs = new ScratchLogs(folder);
        stats = new ShowStats(logs::index);
    }

    @AfterEach
    void close() throws IOException {
        logs.close();
    }

    private StatsReport report(String arguments) throws Exception {
        return stats.call(StatsQueryShape.INSTANCE.read(ObjectValue.parse(arguments), NOW), ToolContext.unattended());
    }

    private String told(String arguments) throws Exception {
        Page page = new Page();
        stats.tell(report(arguments), page);
        return page.text();
    }

    private void someRuns() throws IOException {
        logs.append(
                Contract.SKILL_USAGE,
                skillRun("plan", true, 10, "2026-11-19T10:00:00Z"),
                skillRun("plan", false, 30, "2026-11-20T10:00:00Z"),
                skillRun("publish", true, 5, "2026-11-01T10:00:00.500Z"));
        logs.append(
                Contract.EXECUTION,
                itemRun("core/a", "tool", "success", 7, "2026-11-20T09:00:00Z"),
                itemRun("core/a", "tool", "timeout", 9000, "2026-11-20T09:30:00Z"),
                itemRun("notes", "directive", "success", 1, "2026-11-20T09:40:00Z"),
                itemRun("old", "tool", "failure", 1, "2026-11-20T08:00:00Z"),
                clear("old"),
                itemRun("old", "tool", "success", 2, "2026-11-20T11:00:00Z"));
    }

    @Test
    void rowsThatWerePruned_areTold() throws Exception {
        String[] runs = Collections.nCopies(40, skillRun("plan", true, 10, "2026-11-19T10:00:00Z"))
                .toArray(String[]::new);
        for (int batch = 0; batch < 10; batch++) {
            logs.append(Contract.SKILL_USAGE, runs);
        }
        logs.log(Contract.SKILL_USAGE).prune(new Retention(Optional.empty(), OptionalLong.of(30_000)), false);
        StatsReport left = report("{}");
        assertThat(left.groups().getFirst().runs()).isLessThan(400);
        assertThat(left.notes()).containsExactly("older rows of the log skill-usage were pruned and are not counted");
        assertThat(report("{\"since\":\"2026-11-21\"}").notes()).isEmpty();
    }

    private void whatAgentsDid() throws IOException {
        logs.append(
                Contract.AGENT,
                agent("tool", "exec_command", "c1", "otlp", "success", "reported", ",\"duration_ms\":5"),
                agent("tool", "exec_command", "c1", "transcript", "failure", "derived", ",\"exit_code\":3"),
                agent("tool", "exec_command", "c2", "otlp", "success", "reported", ",\"duration_ms\":7"),
                agent("tool", "exec_command", "c3", "otlp", "rejected", "reported", ""),
                agent("skill", "notes", "", "otlp", "unknown", "", ""),
                agent(
                        "model_request",
                        "",
                        "",
                        "otlp",
                        "success",
                        "derived",
                        ",\"model\":\"m1\",\"input_tokens\":1200,\"output_tokens\":40,\"cost_usd\":0.25"));
    }

    private static String agent(
            String kind, String name, String call, String origin, String outcome, String from, String more) {
        return "{\"agent\":\"codex\"" + (call.isEmpty() ? "" : ",\"call_id\":\"" + call + "\"") + ",\"kind\":\"" + kind
                + "\""
                + (name.isEmpty() ? "" : ",\"name\":\"" + name + "\"") + ",\"origin\":\"" + origin + "\",\"outcome\":\""
                + outcome + "\"" + (from.isEmpty() ? "" : ",\"outcome_from\":\"" + from + "\"")
                + (from.equals("derived") ? ",\"outcome_rule\":\"exit_code\"" : "")
                + ",\"session_id\":\"s\",\"started_at\":\"2026-11-20T10:00:00Z\"" + more + "}";
    }

    /** Each call once, as its exit code has it; what nobody tells is in no rate. */
    @Test
    void whatAgentsDid_isCountedByToolSkillAgentAndModel() throws Exception {
        whatAgentsDid();

        assertThat(told("{}")).isEqualTo("""
                RUNS  FAILED  SUCCESS  95 % INTERVAL     P50   P95  LAST RUN                  KIND         KEY
                   3       1     50 %  9.4 % to 90.6 %  5 ms  7 ms  2026-11-20T10:00:00.000Z  agent tool   exec_command
                   1       0        -  -                   -     -  2026-11-20T10:00:00.000Z  agent skill  notes
                note: 2 runs of agents of unknown outcome, or refused or cancelled, in no success rate
                note: 2 runs without a duration that can be one, in no percentile and no average""");
        assertThat(report("{\"by\":\"agent\"}").groups().getFirst().runs()).isEqualTo(3);
        assertThat(report("{\"by\":\"tool\"}").groups().getFirst().unknown()).contains(1L);
        Group model = report("{\"by\":\"model\"}").groups().getFirst();
        assertThat(model.key()).isEqualTo("m1");
        assertThat(model.inputTokens()).contains(1200L);
        assertThat(model.outputTokens()).contains(40L);
        assertThat(model.costUsd()).contains(new BigDecimal("0.250000"));
    }

    @Test
    void skillsAndItems_standInOneList_theMostFailuresFirst() throws Exception {
        someRuns();

        assertThat(told("{}")).isEqualTo("""
                RUNS  FAILED  SUCCESS  95 % INTERVAL      P50      P95  LAST RUN                  KIND   KEY
                   2       1     50 %  9.4 % to 90.6 %   7 ms  9000 ms  2026-11-20T09:30:00.000Z  item   core/a
                   2       1     50 %  9.4 % to 90.6 %  10 ms    30 ms  2026-11-20T10:00:00.000Z  skill  plan
                   1       0    100 %  20.6 % to 100 %   1 ms     1 ms  2026-11-20T09:40:00.000Z  item   notes
                   1       0    100 %  20.6 % to 100 %   2 ms     2 ms  2026-11-20T11:00:00.000Z  item   old
                   1       0    100 %  20.6 % to 100 %   5 ms     5 ms  2026-11-01T10:00:00.500Z  skill  publish""");
    }

    @Test
    void json_hasEveryNumber() throws Exception {
        someRuns();

        assertThat(JsonWriter.compact(
                        StatsReportShape.INSTANCE.write(report("{\"keys\":[\"plan\",\"no\"],\"bucket_s\":86400}"))))
                .isEqualTo("""
                        {"from":"2026-11-19T10:00:00.000Z","groups":[{"avg_ms":20.0,"buckets":[{"at":"2026-11-19T00:00:00.000Z","failures":0,"runs":1},\
                        {"at":"2026-11-20T00:00:00.000Z","failures":1,"runs":1}],\
                        "failures":1,"first":"2026-11-19T10:00:00.000Z","key":"plan","kind":"skill","last":"2026-11-20T10:00:00.000Z","p50_ms":10,"p95_ms":30,"p99_ms":30,"rate_high":0.9055,"rate_low":0.0945,"runs":2,"success_rate":0.5000,"successes":1}],\
                        "notes":["no run of no was recorded"],"total":1,"until":null}""");
    }

    @Test
    void by_choosesWhatIsCounted() throws Exception {
        someRuns();
        logs.append(
                Contract.ORCHESTRATION,
                "{\"attempt\":1,\"details\":{},\"duration_ms\":4,\"phase\":\"pip\",\"repository\":\"acme/shop\",\"source\":\"pypi\","
                        + "\"status\":\"failed\",\"timestamp\":\"2026-11-20T09:00:00Z\",\"tool\":\"pip\",\"version\":\"0.20.2\"}");
        for (String[] expected : new String[][] {
            {"skill", "plan:2 publish:1"},
            {"item", "core/a:2 notes:1 old:1"},
            {"tool", "core/a:2 old:1"},
            {"source", "ci:3"},
            {"reason", "git_push_failed:1 timeout:1"},
            {"repository", "acme/shop:1"}
        }) {
            List<String> keys = report("{\"by\":\"" + expected[0] + "\"}").groups().stream()
                    .map(group -> group.key() + ":" + group.runs())
                    .toList();
            assertThat(String.join(" ", keys)).as(expected[0]).isEqualTo(expected[1]);
        }
    }

    @Test
    void time_isBoundedAsAsked_andRunsWithoutOneAreToldOf() throws Exception {
        someRuns();
        logs.append(Contract.SKILL_USAGE, skillRun("plan", true, 10, "this morning"));
        StatsReport report = report("{\"by\":\"skill\",\"since\":\"7d\",\"until\":\"2026-11-20\"}");

        assertThat(report.groups())
                .singleElement()
                .satisfies(group -> assertThat(group.runs()).isEqualTo(1));
        assertThat(report.from()).contains(Instant.parse("2026-11-13T12:00:00Z"));
        assertThat(report.notes())
                .containsExactly("1 run without a time that can be read, counted only when no time is asked for");
    }

    @Test
    void limit_changesNothingButTheList() throws Exception {
        someRuns();
        StatsReport all = report("{}");
        StatsReport one = report("{\"limit\":1,\"keys\":[\"plan\",\"publish\",\"nosuch\"]}");

        assertThat(one.from()).isEqualTo(all.from()).contains(Instant.parse("2026-11-01T10:00:00.500Z"));
        assertThat(one.total()).isEqualTo(2);
        assertThat(one.notes()).containsExactly("no run of nosuch was recorded");
    }

    @Test
    void oddRows_areCountedAsFarAsTheyGo_andTold() throws Exception {
        logs.append(
                Contract.SKILL_USAGE,
                "{}",
                skillRun("plan", true, -5, "2026-11-20T10:00:00Z"),
                skillRun("plan", true, 7, "2026-11-20T10:00:00Z").replace(":7,", ":12345678901234567890,"),
                skillRun("plan", false, 9, "2026-11-20T10:00:00Z"));
        StatsReport report = report("{}");

        assertThat(report.groups()).singleElement().satisfies(group -> {
            assertThat(group.runs()).isEqualTo(3);
            assertThat(group.p95Ms()).contains(9L);
        });
        assertThat(report.notes())
                .containsExactly("2 runs without a duration that can be one, in no percentile and no average");
        List<Run> runs = new ArrayList<>();
        new IndexedRuns(logs::index).visit(Long.MAX_VALUE, runs::add);
        assertThat(runs)
                .extracting(Run::durationMs)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(9.0));
    }

    @Test
    void lastRunsOfEach_areVisitedInTheOrderOfTime() throws Exception {
        someRuns();
        List<Run> runs = new ArrayList<>();
        new IndexedRuns(logs::index).visit(1, runs::add);

        assertThat(runs).extracting(Run::key).containsExactly("publish", "core/a", "notes", "plan", "old");
    }

    @Test
    void moreThanTheLimit_areCounted() throws Exception {
        someRuns();

        assertThat(told("{\"limit\":1}")).endsWith("… and 4 more (limit)");
    }

    @Test
    void tooManyStretchesOfTime_areRefused() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            rows.add(skillRun("plan", true, 1, NOW.plusSeconds(i).toString()));
        }
        logs.append(Contract.SKILL_USAGE, rows.toArray(String[]::new));

        assertThatThrownBy(() -> report("{\"bucket_s\":1}"))
                .isInstanceOf(ToolException.class)
                .hasMessage(
                        "these are more than 10000 buckets with runs; give {since}, fewer {keys}, or a longer {bucket_s}");
    }

    /** The same numbers from the rows in plain Java. */
    @ParameterizedTest
    @Seeds(50)
    void numbers_areThoseOfAnIndependentCount(long seed) throws Exception {
        Random random = new Random(seed);
        Map<String, List<long[]>> runs = new TreeMap<>();
        for (int batch = 0; batch < 5; batch++) {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String skill = "s" + random.nextInt(4);
                boolean succeeded = random.nextInt(3) > 0;
                long duration = random.nextInt(1000);
                Instant at = NOW.minusSeconds(random.nextInt(20 * 86_400));
                rows.add(skillRun(skill, succeeded, duration, at.toString()));
                if (!at.isBefore(NOW.minusSeconds(10 * 86_400))) {
                    runs.computeIfAbsent(skill, key -> new ArrayList<>()).add(new long[] {duration, succeeded ? 0 : 1});
                }
            }
            logs.append(Contract.SKILL_USAGE, rows.toArray(String[]::new));
            if (batch % 2 == 0) {
                report("{}");
            }
        }

        StatsReport report = report("{\"since\":\"10d\",\"by\":\"skill\"}");

        Map<String, String> found = new TreeMap<>();
        for (Group group : report.groups()) {
            found.put(
                    group.key(),
                    group.runs() + " " + group.failures() + " " + group.p50Ms().orElseThrow() + " "
                            + group.p95Ms().orElseThrow());
        }
        Map<String, String> expected = new TreeMap<>();
        runs.forEach((skill, all) -> {
            long[] durations = all.stream().mapToLong(run -> run[0]).sorted().toArray();
            long failures = Arrays.stream(all.stream().mapToLong(run -> run[1]).toArray())
                    .sum();
            expected.put(
                    skill,
                    all.size() + " " + failures + " " + durations[(int) Math.rint(0.5 * (durations.length - 1))] + " "
                            + durations[(int) Math.rint(0.95 * (durations.length - 1))]);
        });
        assertThat(found).isEqualTo(expected);
    }
}
