package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.insight.ListRuns.Ending;
import dev.candor.insight.ListRuns.Report;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListRunsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private ScratchLogs logs;

    @BeforeEach
    void open() throws IOException {
        logs = new ScratchLogs(folder);
    }

    @AfterEach
    void close() throws IOException {
        logs.close();
    }

    private void skill(String name, String status, String more) throws IOException {
        logs.append(
                Contract.SKILL_USAGE,
                "{\"context\":\"run\",\"source\":\"ci\",\"skill\":\"" + name + "\",\"status\":\"" + status
                        + "\",\"timestamp_utc\":\"2026-11-20T10:00:00Z\"" + more + "}");
    }

    private void tool(String name, String outcome, String version) throws IOException {
        logs.append(
                Contract.AGENT,
                "{\"agent\":\"codex\",\"session_id\":\"s1\",\"kind\":\"tool\",\"name\":\"" + name + "\",\"outcome\":\""
                        + outcome
                        + "\",\"started_at\":\"2026-11-20T11:00:00Z\",\"origin\":\"otlp\",\"call_id\":\"" + name
                        + outcome
                        + "\",\"agent_version\":\"" + version + "\"}");
    }

    private Report list(String arguments) throws Exception {
        return new ListRuns(logs::index)
                .call(ListRunsQueryShape.INSTANCE.read(ObjectValue.parse(arguments), NOW), ToolContext.unattended());
    }

    @Test
    void runs_areOfSkillsItemsAndAgents_theLatestFirst() throws Exception {
        skill("publish", "success", ",\"duration_ms\":5");
        tool("shell", "failure", "1.0");
        Report report = list("{}");
        assertThat(report.total()).isEqualTo(2);
        assertThat(report.runs())
                .extracting(run -> run.kind() + " " + run.key() + " " + run.outcome())
                .containsExactly("agent tool shell FAILED", "skill publish SUCCEEDED");
        assertThat(report.runs().getFirst().sessionId()).contains("s1");
        assertThat(report.runs().getLast().source()).contains("ci");
    }

    @Test
    void filters_narrowTheRuns_andAllCountsWithThem() throws Exception {
        skill(
                "publish",
                "failure",
                ",\"duration_ms\":70,\"reason_code\":\"publish_failed\",\"error_class\":\"runtime\"");
        skill(
                "publish",
                "failure",
                ",\"duration_ms\":100,\"reason_code\":\"publish_failed\",\"error_class\":\"runtime\"");
        skill("publish", "success", ",\"duration_ms\":3");
        skill("other", "failure", "");
        Report report = list("{\"key\":\"publish\",\"kind\":\"skill\",\"outcome\":\"failed\",\"limit\":1}");
        assertThat(report.total()).isEqualTo(2);
        assertThat(report.runs()).hasSize(1);
        assertThat(report.reasons())
                .extracting(count -> count.word() + " " + count.runs())
                .containsExactly("publish_failed 2");
        assertThat(report.durations())
                .extracting(stretch -> stretch.fromMs() + " " + stretch.runs())
                .containsExactly("64 2");
    }

    @Test
    void outcomeThatNobodyTells_isUnknown() throws Exception {
        tool("shell", "rejected", "1.0");
        tool("shell", "success", "1.1");
        assertThat(list("{\"outcome\":\"unknown\"}").runs())
                .extracting(ListRuns.Listed::outcome)
                .containsExactly(Ending.UNKNOWN);
        assertThat(list("{}").versions())
                .extracting(count -> count.word() + " " + count.runs() + " " + count.failures())
                .containsExactly("1.0 1 0", "1.1 1 0");
    }

    @Test
    void runsOfAnAgent_areThoseOfThatAgentOnly() throws Exception {
        skill("publish", "success", "");
        tool("shell", "success", "1.0");
        assertThat(list("{\"agent\":\"codex\"}").runs())
                .extracting(ListRuns.Listed::key)
                .containsExactly("shell");
        assertThat(list("{\"agent\":\"gemini-cli\"}").total()).isZero();
    }

    @Test
    void times_boundTheRuns() throws Exception {
        skill("publish", "success", "");
        assertThat(list("{\"since\":\"1h\"}").total()).isZero();
        assertThat(list("{\"since\":\"3h\"}").total()).isEqualTo(1);
        assertThat(list("{\"until\":\"2026-11-20\"}").total()).isZero();
    }

    @Test
    void table_tellsHowManyAreOmitted_andWhenThereIsNone() throws Exception {
        Page none = new Page();
        new ListRuns(logs::index).tell(list("{}"), none);
        assertThat(none.text()).contains("no run fits");
        skill("publish", "success", ",\"duration_ms\":5");
        skill("publish", "success", ",\"duration_ms\":6");
        Page page = new Page();
        new ListRuns(logs::index).tell(list("{\"limit\":1}"), page);
        assertThat(page.text()).contains("succeeded", "6 ms", "skill", "publish", "ci", "1 more");
    }

    @Test
    void names_areFoundByAPart_inAnyCase_thoseThatBeginWithItFirst() throws Exception {
        skill("release-notes", "success", "");
        skill("pre-release", "success", "");
        tool("Release", "success", "1.0");
        skill("other", "success", "");
        SearchNames.Report report = new SearchNames(logs::index)
                .call(
                        SearchNamesQueryShape.INSTANCE.read(ObjectValue.parse("{\"text\":\"RELEASE\"}"), NOW),
                        ToolContext.unattended());
        assertThat(report.total()).isEqualTo(3);
        assertThat(report.found())
                .extracting(found -> found.kind() + " " + found.key())
                .containsExactly("agent tool Release", "skill release-notes", "skill pre-release");
    }
}
