package dev.candor.insight;

import static dev.candor.insight.ScratchLogs.clear;
import static dev.candor.insight.ScratchLogs.itemRun;
import static dev.candor.insight.ScratchLogs.skillRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.insight.FindUnused.Unused;
import dev.candor.testing.Seeds;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

class FindUnusedTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final int DAY = 86_400;

    @TempDir
    Path folder;

    private ScratchLogs logs;
    private FindUnused unused;

    @BeforeEach
    void open() throws IOException {
        logs = new ScratchLogs(folder);
        unused = new FindUnused(logs::index);
    }

    @AfterEach
    void close() throws IOException {
        logs.close();
    }

    private FindUnused.Report report(String since) throws Exception {
        return unused.call(
                FindUnusedQueryShape.INSTANCE.read(ObjectValue.parse("{\"since\":\"" + since + "\"}"), NOW),
                ToolContext.unattended());
    }

    private String told(String since) throws Exception {
        Page page = new Page();
        unused.tell(report(since), page);
        return page.text();
    }

    private void someRuns() throws IOException {
        logs.append(
                Contract.SKILL_USAGE,
                skillRun("plan", true, 1, "2026-01-01T10:00:00Z"),
                skillRun("plan", true, 1, "2026-11-19T10:00:00Z"),
                skillRun("publish", false, 1, "2026-09-21T11:59:59.999Z"),
                skillRun("publish", true, 1, "2026-08-01T10:00:00Z"),
                skillRun("undated", true, 1, "this morning"));
        logs.append(
                Contract.EXECUTION,
                itemRun("core/a", "tool", "success", 1, "2026-09-21T12:00:00Z"),
                itemRun("core/b", "tool", "timeout", 1, "2026-03-04T05:06:07Z"),
                itemRun("gone", "tool", "success", 1, "2026-01-01T00:00:00Z"),
                clear("gone"));
    }

    @Test
    void noRunsAtAll_isSaid() throws Exception {
        assertThat(told("60d")).isEqualTo("no run was recorded yet");
    }

    @Test
    void whatRanLastBeforeThen_isListed_theLatestFirst() throws Exception {
        someRuns();
        assertThat(told("60d")).isEqualTo("""
                LAST RUN                  RUNS  KIND   KEY
                2026-09-21T11:59:59.999Z     2  skill  publish
                2026-03-04T05:06:07.000Z     1  item   core/b
                2 of 4 that ever ran did not run since 2026-09-21T12:00:00.000Z""");
    }

    @Test
    void json_hasTheLastRunAndHowManyThereWere() throws Exception {
        someRuns();
        assertThat(FindUnusedReportShape.INSTANCE.write(report("2026-09-01"))).isEqualTo(ObjectValue.parse("""
                {"since":"2026-09-01T00:00:00.000Z","total":4,"unused":[
                  {"key":"core/b","kind":"item","runs":1,"last":"2026-03-04T05:06:07.000Z"}],"notes":[]}"""));
    }

    /** The same lists from the rows in plain Java. */
    @ParameterizedTest
    @Seeds(50)
    void lists_areThoseOfAnIndependentCount(long seed) throws Exception {
        Random random = new Random(seed);
        record Ran(String kind, String key, Instant at) {}
        List<Ran> ran = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String key = "k" + random.nextInt(40);
            Instant at = NOW.minusSeconds(random.nextInt(40) * (long) DAY);
            boolean isSkill = random.nextBoolean();
            ran.add(new Ran(isSkill ? "skill" : "item", key, at));
            logs.append(
                    isSkill ? Contract.SKILL_USAGE : Contract.EXECUTION,
                    isSkill
                            ? skillRun(key, true, 1, at.toString())
                            : itemRun(key, "tool", "failure", 1, at.toString()));
        }
        Instant since = NOW.minusSeconds(random.nextInt(30) * (long) DAY);
        Map<List<String>, List<Ran>> groups =
                ran.stream().collect(Collectors.groupingBy(one -> List.of(one.kind(), one.key())));

        FindUnused.Report report = report(since.toString());

        assertThat(report.total()).isEqualTo(groups.size());
        assertThat(report.unused())
                .containsExactlyElementsOf(groups.values().stream()
                        .map(own -> new Unused(
                                own.getFirst().key(),
                                own.getFirst().kind(),
                                own.size(),
                                own.stream()
                                        .map(Ran::at)
                                        .max(Comparator.naturalOrder())
                                        .orElseThrow()))
                        .filter(one -> one.last().compareTo(since) < 0)
                        .sorted(Comparator.comparing(Unused::last)
                                .reversed()
                                .thenComparing(Unused::kind)
                                .thenComparing(Unused::key))
                        .toList());
    }
}
