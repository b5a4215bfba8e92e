package dev.candor.orchestrationevents;

import static dev.candor.orchestrationevents.Events.event;
import static dev.candor.orchestrationevents.Events.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.LogSettings;
import dev.candor.eventlog.Retention;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer depends on the rows of the log, the time of the question and the query, and on nothing else. */
class PureAnswersTest {
    @TempDir
    Path folder;

    private LoggedRuns logged;

    @BeforeEach
    void open() throws IOException {
        logged = new LoggedRuns(folder);
    }

    @AfterEach
    void close() throws IOException {
        logged.close();
    }

    @Test
    void timestampThatWasAhead_isJudgedWhenItIsAsked_notWhenItWasRead() throws IOException {
        logged.add(event("12:05:09", "shop", "mypy", "started", 1), event("12:00:00", "shop", "mypy", "failed", 1));
        assertThat(stateAndContradictions(logged.report())).isEqualTo("failed 1");

        logged.now.set(Instant.parse("2026-11-21T12:00:14Z"));

        assertThat(stateAndContradictions(logged.reportOfAnotherProcess())).isEqualTo("running 0");
        assertThat(logged.report()).isEqualTo(logged.reportOfAnotherProcess());
    }

    private static String stateAndContradictions(ObjectValue report) {
        ObjectValue run = report.objects("runs").getFirst();
        return run.text("state").orElse("") + " "
                + run.integer("contradiction_count").orElse(-1L);
    }

    @Test
    void runThatBeganBeforeManyOthers_keepsItsBeginning() throws IOException {
        logged.add(event("10:00:00", "shop", "mypy", "started", 1));
        logged.add(IntStream.range(0, 20_001)
                .mapToObj(i -> event("11:00:00", "other_" + i, "mypy", "succeeded", 1))
                .toArray(String[]::new));
        logged.add(event("11:30:00", "shop", "mypy", "succeeded", 1));

        ObjectValue report = logged.report();

        assertThat(report.integer("total")).contains(20_002L);
        assertThat(report.objects("runs").getFirst().integer("events")).contains(2L);
        assertThat(report.objects("runs").getFirst().text("started_at")).contains("2026-11-21T10:00:00.000Z");
        assertThat(report.texts("notes")).isEmpty();
    }

    @Test
    void stateOfARepository_thatOneCallerHolds_isNotChangedByTheQuestionOfAnother() throws IOException {
        logged.add(event("11:00:00", "shop", "mypy", "quarantined", 3));
        RepositoryHistory held = logged.runs.repository("shop").orElseThrow();

        logged.add(release("11:30:00", "shop"));
        logged.report();

        assertThat(held.quarantine()).isPresent();
        assertThat(logged.runs.repository("shop").orElseThrow().quarantine()).isEmpty();
    }

    @Test
    void whatWasPruned_isForgotten_andThatIsSaid() throws IOException {
        try (LoggedRuns small =
                new LoggedRuns(folder.resolve("small"), LogSettings.standard().withPartBytes(300))) {
            small.add(event("10:00:00", "old", "mypy", "quarantined", 1));
            small.now.set(Instant.parse("2026-11-22T12:00:00Z"));
            small.add(event("11:00:00", "shop", "mypy", "failed", 1));
            assertThat(small.report().integer("total")).contains(2L);

            small.log.prune(new Retention(Optional.empty(), OptionalLong.of(300)), false);

            ObjectValue report = small.report();
            assertThat(report.integer("total")).contains(1L);
            assertThat(report.integer("quarantined_total")).contains(0L);
            assertThat(report.texts("notes"))
                    .singleElement()
                    .asString()
                    .isEqualTo("older rows of the log orchestration were pruned and are not counted");
        }
    }
}
