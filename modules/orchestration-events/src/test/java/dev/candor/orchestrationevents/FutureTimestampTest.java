package dev.candor.orchestrationevents;

import static dev.candor.orchestrationevents.Events.event;
import static dev.candor.orchestrationevents.Events.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A timestamp ahead of the clock must not hide what came after it. */
class FutureTimestampTest {
    private static final String SENTENCE = "mypy on shop (inspection, visitor) STATUS bears the time"
            + " 2099-11-21T11:00:00.000Z, more than 5 minutes ahead of the clock; its place in the log counts instead";

    @TempDir
    Path folder;

    private LoggedRuns log;

    @BeforeEach
    void open() throws IOException {
        log = new LoggedRuns(folder);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private static String stray(String event) {
        return event.replace("2026-11-21T", "2099-11-21T");
    }

    private ObjectValue report() throws IOException {
        return log.report();
    }

    private ObjectValue run() throws IOException {
        return report().objects("runs").getFirst();
    }

    private long parked() throws IOException {
        return report().integer("quarantined_total").orElseThrow();
    }

    @Test
    void startedOf2099_thenFailed_isFailed_andTheTimeIsNamed() throws IOException {
        log.add(stray(event("11:00:00", "shop", "mypy", "started", 1)), event("11:30:00", "shop", "mypy", "failed", 1));
        assertThat(run().text("state")).contains("failed");
        assertThat(run().objects("contradictions"))
                .extracting(found -> found.text("code").orElse("") + " "
                        + found.text("sentence").orElse(""))
                .containsExactly("TIMESTAMP_IN_FUTURE " + SENTENCE.replace("STATUS", "started"));
    }

    @Test
    void eventAheadOfTheClock_standsBehindThoseBeforeItInTheLog() throws IOException {
        log.add(
                event("11:00:00", "shop", "mypy", "started", 1),
                stray(event("11:00:00", "shop", "mypy", "succeeded", 1)));
        assertThat(run().text("state")).contains("succeeded");
    }

    @Test
    void fiveMinutesAhead_areBelieved() throws IOException {
        log.add(event("12:05:00", "shop", "mypy", "failed", 1), event("11:59:00", "shop", "mypy", "started", 1));
        assertThat(run().text("state")).contains("failed");
        assertThat(run().integer("contradiction_count")).contains(0L);
    }

    @Test
    void startedOf2099_andThenSilent_isLost_countedFromWhatTheLogToldBefore() throws IOException {
        log.add(
                event("10:00:00", "bank", "ruff", "succeeded", 1),
                stray(event("11:00:00", "shop", "mypy", "started", 1)));
        assertThat(report().objects("runs"))
                .extracting(run -> run.text("state").orElse(""))
                .containsExactlyInAnyOrder("lost", "succeeded");
    }

    @Test
    void quarantineOfToday_afterAStrayRelease_counts() throws IOException {
        log.add(stray(release("11:00:00", "shop")), event("11:00:00", "shop", "mypy", "quarantined", 3));
        assertThat(parked()).isEqualTo(1);
        assertThat(run().text("state")).contains("quarantined");
    }

    @Test
    void quarantineOfToday_afterAStrayEventOfItsRun_counts() throws IOException {
        log.add(
                stray(event("11:00:00", "shop", "mypy", "succeeded", 1)),
                event("11:00:00", "shop", "mypy", "quarantined", 3));
        assertThat(run().text("state")).contains("quarantined");
    }

    @Test
    void releaseOfToday_endsTheQuarantineOf2099_thatStandsBeforeItInTheLog() throws IOException {
        log.add(
                event("10:00:00", "shop", "mypy", "started", 3),
                stray(event("11:00:00", "shop", "mypy", "quarantined", 3)));
        assertThat(report().objects("quarantined_repositories").getFirst().objects("contradictions"))
                .extracting(found -> found.text("sentence").orElse(""))
                .containsExactly(SENTENCE.replace("STATUS", "quarantined"));
        log.add(release("11:30:00", "shop"));
        assertThat(parked()).isZero();
    }

    @Test
    void quarantineOf2099_behindARelease_isNotEndedByIt() throws IOException {
        log.add(release("11:30:00", "shop"), stray(event("11:00:00", "shop", "mypy", "quarantined", 3)));
        assertThat(parked()).isEqualTo(1);
    }
}
