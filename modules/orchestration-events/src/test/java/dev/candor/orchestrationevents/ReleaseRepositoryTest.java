package dev.candor.orchestrationevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.time.Utc;
import dev.candor.ingestion.Pipeline;
import dev.candor.ingestion.Quarantine;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseRepositoryTest {
    @TempDir
    Path folder;

    private LoggedRuns log;
    private ReleaseRepository capability;

    @BeforeEach
    void compose() throws IOException {
        log = new LoggedRuns(folder.resolve("orchestration"));
        EventLog refused = EventLog.inFolder(
                folder.resolve("quarantine"), LogSettings.standard().named("rows"), log.now::get, notice -> {});
        Quarantine quarantine = new Quarantine(refused, folder.resolve("quarantine.lock"), log.now::get, () -> "id");
        Pipeline pipeline = new Pipeline(
                Map.of(Contract.ORCHESTRATION, log.log), quarantine, folder.resolve("index"), Duration.ofSeconds(10));
        capability = new ReleaseRepository(log.runs, pipeline, log.now::get);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private ReleaseRepository.Release release(String repository) throws ToolException, IOException {
        return release(repository, Optional.empty());
    }

    private ReleaseRepository.Release release(String repository, Optional<String> reason)
            throws ToolException, IOException {
        return capability.call(new ReleaseRepository.Request(repository, reason), ToolContext.unattended());
    }

    private String told(ReleaseRepository.Release release) {
        Page page = new Page();
        capability.tell(release, page);
        return page.text();
    }

    @Test
    void repositoryInQuarantine_isReleased_onceAndDurably() throws ToolException, IOException {
        log.add(Events.event("11:00:00", "shop", "mypy", "quarantined", 3));
        ReleaseRepository.Release result = release("shop", Optional.of("types mended"));
        assertThat(result.releasedAt().map(Utc::timestamp)).contains("2026-11-21T12:00:00.000Z");
        assertThat(told(result)).isEqualTo("shop is released; it was in quarantine since 2026-11-21T11:00:00.000Z");
        assertThat(log.report().integer("quarantined_total")).contains(0L);
        ReleaseRepository.Release again = release("shop");
        assertThat(again.released()).isFalse();
        assertThat(told(again)).isEqualTo("shop is not in quarantine; nothing was recorded");
        assertThat(log.report().integer("events")).contains(2L);
    }

    @Test
    void quarantineFromAClockThatIsAhead_isReleasedAllTheSame() throws ToolException, IOException {
        log.add(Events.event("13:00:00.1234", "shop", "mypy", "quarantined", 3));
        assertThat(release("shop").releasedAt().map(Utc::timestamp)).contains("2026-11-21T13:00:00.124Z");
        assertThat(log.report().integer("quarantined_total")).contains(0L);
    }

    @Test
    void quarantineOfATimeThatCannotBe_isReleasedNow_andTheNextCounts() throws ToolException, IOException {
        log.add(Events.event("11:00:00", "shop", "mypy", "quarantined", 3).replace("2026-11", "9999-12"));
        assertThat(release("shop").releasedAt().map(Utc::timestamp)).contains("2026-11-21T12:00:00.000Z");
        assertThat(log.report().integer("quarantined_total")).contains(0L);
        log.now.set(Instant.parse("2026-11-21T12:30:00Z"));
        log.add(Events.event("12:20:00", "shop", "mypy", "quarantined", 3));
        assertThat(log.report().integer("quarantined_total")).contains(1L);
    }

    @Test
    void releaseWithinTheSameMillisecond_comesAfterTheQuarantine() throws ToolException, IOException {
        log.now.set(Instant.parse("2026-11-21T13:00:00.123456Z"));
        log.add(Events.event("13:00:00.123400", "shop", "mypy", "quarantined", 3));
        release("shop");
        assertThat(log.report().integer("quarantined_total")).contains(0L);
    }

    @Test
    void repositoryThatNobodyNamed_isNotFound() {
        assertThatThrownBy(() -> release("shop"))
                .isInstanceOf(ToolException.class)
                .hasMessage("no event names a repository 'shop'; orchestration_status lists those that there are");
    }

    @Test
    void reasonThatTheContractRefuses_isRefused_andNothingIsReleased() throws IOException {
        log.add(Events.event("11:00:00", "shop", "mypy", "quarantined", 3));
        String traceback = "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\nValueError: x";
        assertThatThrownBy(() -> release("shop", Optional.of(traceback)))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith("the release was refused: ");
        assertThat(log.report().integer("quarantined_total")).contains(1L);
    }
}
