package dev.candor.orchestrationevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolException;
import dev.candor.ingestion.Pipeline;
import dev.candor.ingestion.Quarantine;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseRepositoryToolTest {
    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private EventLog log;
    private OrchestrationRuns runs;
    private ReleaseRepositoryTool tool;

    @BeforeEach
    void compose() {
        log = EventLog.inFolder(folder.resolve("orchestration"), LogSettings.standard(), now::get, notice -> {});
        EventLog refused = EventLog.inFolder(
                folder.resolve("quarantine"), LogSettings.standard().named("rows"), now::get, notice -> {});
        Quarantine quarantine = new Quarantine(refused, folder.resolve("quarantine.lock"), now::get, () -> "id");
        runs = new OrchestrationRuns(log, now::get);
        Pipeline pipeline = new Pipeline(
                Map.of(Contract.ORCHESTRATION, log), quarantine, folder.resolve("index"), Duration.ofSeconds(10));
        tool = new ReleaseRepositoryTool(runs, pipeline, now::get);
    }

    private void record(String event) throws IOException {
        log.append(List.of(event.getBytes(StandardCharsets.UTF_8)));
    }

    private ObjectValue release(String arguments) throws ToolException {
        return tool.call((ObjectValue) JsonValue.parse(arguments), ToolContext.unattended());
    }

    @Test
    void repositoryInQuarantine_isReleased_onceAndDurably() throws ToolException, IOException {
        record(Events.event("11:00:00", "shop", "mypy", "quarantined", 3));
        ObjectValue result = release("{\"repository\":\"shop\",\"reason\":\"types mended\"}");
        assertThat(result.text("released_at")).contains("2026-11-21T12:00:00.000Z");
        assertThat(tool.summary(result))
                .isEqualTo("shop is released; it was in quarantine since 2026-11-21T11:00:00.000Z.");
        assertThat(new OrchestrationRuns(log, now::get)
                        .report(RunFilter.all())
                        .json()
                        .integer("quarantined_total"))
                .contains(0L);
        ObjectValue again = release("{\"repository\":\"shop\"}");
        assertThat(again.member("released")).contains(JsonValue.of(false));
        assertThat(runs.report(RunFilter.all()).json().integer("events")).contains(2L);
    }

    @Test
    void quarantineFromAClockThatIsAhead_isReleasedAllTheSame() throws ToolException, IOException {
        record(Events.event("13:00:00.1234", "shop", "mypy", "quarantined", 3));
        assertThat(release("{\"repository\":\"shop\"}").text("released_at")).contains("2026-11-21T13:00:00.124Z");
        assertThat(runs.report(RunFilter.all()).json().integer("quarantined_total"))
                .contains(0L);
    }

    @Test
    void quarantineOfATimeThatCannotBe_isReleasedNow_andTheNextCounts() throws ToolException, IOException {
        record(Events.event("11:00:00", "shop", "mypy", "quarantined", 3).replace("2026-11", "9999-12"));
        assertThat(release("{\"repository\":\"shop\"}").text("released_at")).contains("2026-11-21T12:00:00.000Z");
        assertThat(runs.report(RunFilter.all()).json().integer("quarantined_total"))
                .contains(0L);
        now.set(Instant.parse("2026-11-21T12:30:00Z"));
        record(Events.event("12:20:00", "shop", "mypy", "quarantined", 3));
        assertThat(runs.report(RunFilter.all()).json().integer("quarantined_total"))
                .contains(1L);
    }

    @Test
    void releaseWithinTheSameMillisecond_comesAfterTheQuarantine() throws ToolException, IOException {
        now.set(Instant.parse("2026-11-21T13:00:00.123456Z"));
        record(Events.event("13:00:00.123400", "shop", "mypy", "quarantined", 3));
        release("{\"repository\":\"shop\"}");
        assertThat(runs.report(RunFilter.all()).json().integer("quarantined_total"))
                .contains(0L);
    }

    @Test
    void repositoryThatNobodyNamed_isNotFound() {
        assertThatThrownBy(() -> release("{\"repository\":\"shop\"}"))
                .isInstanceOf(ToolException.class)
                .hasMessage("no event names a repository 'shop'; orchestration_status lists those that there are");
    }

    @Test
    void reasonThatTheContractRefuses_isRefused_andNothingIsReleased() throws IOException {
        record(Events.event("11:00:00", "shop", "mypy", "quarantined", 3));
        String traceback =
                "Traceback (most recent call last):\\n  File \\\"a.py\\\", line 1, in <module>\\nValueError: x";
        assertThatThrownBy(() -> release("{\"repository\":\"shop\",\"reason\":\"" + traceback + "\"}"))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith("the release was refused: ");
        assertThat(runs.report(RunFilter.all()).json().integer("quarantined_total"))
                .contains(1L);
    }
}
