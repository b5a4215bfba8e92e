package dev.candor.orchestrationevents;

import static dev.candor.orchestrationevents.Events.event;
import static dev.candor.orchestrationevents.Events.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrchestrationRunsTest {
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

    private ObjectValue report() throws IOException {
        return log.report();
    }

    /** In words. */
    private String told() throws IOException {
        Page page = new Page();
        OrchestrationStatus capability = new OrchestrationStatus(log.runs);
        capability.tell(capability.call(Events.query("{}"), ToolContext.unattended()), page);
        return page.text();
    }

    /** A line for each run: its name, state, status, attempt and contradictions. */
    private static List<String> lines(ObjectValue report) {
        return report.objects("runs").stream()
                .map(run -> run.text("repository").orElse("-") + "/"
                        + run.text("tool").orElse("-") + " "
                        + run.text("state").orElse("") + " "
                        + run.text("last_status").orElse("") + " "
                        + run.integer("attempt").orElse(0L)
                        + run.objects("contradictions").stream()
                                .map(contradiction ->
                                        " " + contradiction.text("code").orElse(""))
                                .collect(Collectors.joining()))
                .toList();
    }

    private static List<String> sentences(ObjectValue run) {
        return run.objects("contradictions").stream()
                .map(contradiction -> contradiction.text("sentence").orElse(""))
                .toList();
    }

    @Test
    void emptyLog_knowsNoRun() throws IOException {
        assertThat(lines(report())).isEmpty();
        assertThat(told()).isEqualTo("0 runs");
    }

    @Test
    void runs_areTheLastStatusByRepositoryAndTool_latestFirst() throws IOException {
        log.add(
                event("11:50:00", "shop", "mypy", "started", 1),
                event("11:51:00", "shop", "ruff", "skipped", 1),
                event("11:52:00", "shop", "mypy", "succeeded", 1),
                event("11:53:00", "", "", "started", 1));
        assertThat(lines(report()))
                .containsExactly(
                        "-/- running started 1", "shop/mypy succeeded succeeded 1", "shop/ruff skipped skipped 1");
        assertThat(told()).isEqualTo("""
                        3 runs (1 running, 1 succeeded, 1 skipped)
                        STATE      ATTEMPT  LAST EVENT                RUN
                        running          1  2026-11-21T11:53:00.000Z  everything (inspection, visitor): told
                        succeeded        1  2026-11-21T11:52:00.000Z  mypy on shop (inspection, visitor): told
                        skipped          1  2026-11-21T11:51:00.000Z  ruff on shop (inspection, visitor): told""");
    }

    @Test
    void startedAndThenSilent_isLost_afterAWhile() throws IOException {
        log.add(event("11:00:00", "shop", "mypy", "started", 1));
        assertThat(lines(report())).containsExactly("shop/mypy running started 1");
        log.now.set(Instant.parse("2026-11-21T12:00:00.001Z"));
        assertThat(lines(report())).containsExactly("shop/mypy lost started 1");
        assertThat(told()).startsWith("1 run (1 lost)\n");
    }

    @Test
    void retriedAndThenSilent_isLost_afterAWhile() throws IOException {
        log.add(event("11:00:00", "shop", "mypy", "retried", 2));
        assertThat(lines(report())).containsExactly("shop/mypy retried retried 2");
        log.now.set(Instant.parse("2026-11-21T12:00:00.001Z"));
        assertThat(lines(report())).containsExactly("shop/mypy lost retried 2");
    }

    @Test
    void whileOfSilence_isAsAsked() throws IOException {
        log.add(event("11:59:00", "shop", "mypy", "started", 1));
        assertThat(lines(log.report("{\"state\":\"lost\",\"lost_after_s\":59}")))
                .containsExactly("shop/mypy lost started 1");
    }

    @Test
    void filters_narrowTheRuns_andCountsTellAllStates() throws IOException {
        log.add(
                event("11:50:00", "shop", "mypy", "failed", 1),
                event("11:51:00", "shop", "ruff", "succeeded", 1),
                event("11:52:00", "bank", "mypy", "failed", 1));
        ObjectValue report = log.report("{\"repository\":\"shop\",\"source\":\"visitor\",\"state\":\"failed\"}");
        assertThat(lines(report)).containsExactly("shop/mypy failed failed 1");
        assertThat(report.object("counts").integer("succeeded")).contains(1L);
        ObjectValue none = log.report("{\"tool\":\"mypy\",\"limit\":0}");
        assertThat(lines(none)).isEmpty();
        assertThat(none.integer("total")).contains(2L);
    }

    @Test
    void eventsOutOfOrder_areToldInTheOrderOfTheirTimestamps() throws IOException {
        List<String> events = List.of(
                event("11:00:00", "shop", "mypy", "started", 1),
                event("11:01:00", "shop", "mypy", "failed", 1),
                event("11:02:00", "shop", "mypy", "retried", 2),
                event("11:03:00", "shop", "mypy", "started", 3),
                event("11:04:00", "shop", "mypy", "succeeded", 3));
        for (int seed = 0; seed < 5; seed++) {
            List<String> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, new Random(seed));
            ObjectValue report = reportOf(shuffled);
            assertThat(lines(report)).as("seed " + seed).containsExactly("shop/mypy succeeded succeeded 3");
            assertThat(report.objects("runs").getFirst().text("started_at")).contains("2026-11-21T11:03:00.000Z");
        }
    }

    @Test
    void eventThatComesLate_isPutInItsPlace_howeverLate() throws IOException {
        for (int i = 10; i < 30; i++) {
            log.add(
                    event("11:00:" + i, "shop", "mypy", "started", 1),
                    event("11:00:" + i, "shop", "mypy", "failed", 1));
        }
        log.add(event("10:00:00", "shop", "mypy", "started", 9));
        ObjectValue run = report().objects("runs").getFirst();
        assertThat(run.text("state")).contains("failed");
        assertThat(run.integer("events")).contains(41L);
        assertThat(run.objects("contradictions"))
                .extracting(found -> found.text("code").orElse(""))
                .containsExactly("STARTED_TWICE", "ATTEMPT_WENT_BACK");
    }

    @Test
    void attemptThatGoesBack_isNamed() throws IOException {
        log.add(event("11:00:00", "shop", "mypy", "retried", 2), event("11:01:00", "shop", "mypy", "retried", 1));
        assertThat(sentences(report().objects("runs").getFirst()))
                .containsExactly("the attempt went back from 2 to 1 before the run had ended");
    }

    @Test
    void attemptOne_afterAnEnd_beginsAnew() throws IOException {
        log.add(event("11:00:00", "shop", "mypy", "failed", 3), event("11:01:00", "shop", "mypy", "started", 1));
        assertThat(lines(report())).containsExactly("shop/mypy running started 1");
    }

    @Test
    void attemptsLeftOut_startsTwice_andRerunsWithoutANewNumber_areNamed() throws IOException {
        log.add(
                event("11:00:00", "a", "t", "failed", 1),
                event("11:01:00", "a", "t", "retried", 3),
                event("11:00:00", "b", "t", "started", 1),
                event("11:01:00", "b", "t", "started", 1),
                event("11:00:00", "c", "t", "failed", 2),
                event("11:01:00", "c", "t", "retried", 2));
        assertThat(lines(report()))
                .containsExactlyInAnyOrder(
                        "a/t retried retried 3 ATTEMPT_SKIPPED",
                        "b/t running started 1 STARTED_TWICE",
                        "c/t retried retried 2 ATTEMPT_NOT_RAISED");
        assertThat(told())
                .contains("contradiction: t on a (inspection, visitor): the attempt")
                .contains(" [ATTEMPT_SKIPPED]");
    }

    @Test
    void manyContradictions_areCounted_andTheLastTold() throws IOException {
        for (int i = 10; i < 50; i++) {
            log.add(event("11:00:" + i, "shop", "mypy", "started", 1));
        }
        ObjectValue run = report().objects("runs").getFirst();
        assertThat(run.objects("contradictions")).hasSize(AttemptCheck.MAX_NAMED);
        assertThat(run.integer("contradiction_count")).contains(39L);
    }

    @Test
    void quarantine_lastsUntilTheRepositoryIsReleased() throws IOException {
        log.add(event("11:00:00", "shop", "mypy", "quarantined", 3));
        assertThat(lines(report())).containsExactly("shop/mypy quarantined quarantined 3");
        assertThat(report().objects("quarantined_repositories"))
                .extracting(repository -> repository.text("repository").orElse("")
                        + repository.text("since").orElse(""))
                .containsExactly("shop2026-11-21T11:00:00.000Z");
        log.add(release("11:30:00", "shop"));
        assertThat(lines(report())).containsExactly("shop/mypy failed quarantined 3");
        assertThat(report().integer("quarantined_total")).contains(0L);
    }

    /** Each with its since, attempt and message. */
    private static List<String> parked(ObjectValue report) {
        return report.objects("quarantined_repositories").stream()
                .map(repository -> repository.text("since").orElse("").substring(11, 19) + " "
                        + repository.integer("attempt").orElse(0L) + " "
                        + repository.text("message").orElse(""))
                .toList();
    }

    @Test
    void repeatedQuarantine_keepsItsFirstTime_andTellsTheLatest() throws IOException {
        log.add(
                event("11:00:00", "shop", "mypy", "quarantined", 3),
                event("11:20:00", "inspection", "shop", "mypy", "quarantined", 4, "{\"message\":\"still\"}"),
                event("11:10:00", "shop", "ruff", "quarantined", 9));
        assertThat(parked(report())).containsExactly("11:00:00 4 still");
        assertThat(parked(reportReversed())).containsExactly("11:00:00 4 still");
        log.add(release("11:15:00", "shop"));
        assertThat(parked(report())).containsExactly("11:20:00 4 still");
        log.add(release("11:20:00", "shop"), event("11:19:00", "shop", "ruff", "quarantined", 9));
        assertThat(parked(report())).isEmpty();
    }

    @Test
    void releaseOfSomethingElse_endsNoQuarantine_andIsARun() throws IOException {
        String release = release("11:30:00", "shop");
        log.add(
                event("11:00:00", "shop", "mypy", "quarantined", 3),
                release.replace("\"orchestrator\"", "\"pypi\""),
                release.replace("{\"quarantine\":\"released\"}", "{\"version\":\"1.2.0\"}"),
                release.replace("\"succeeded\"", "\"failed\""),
                release.replace("\"tool\":null", "\"tool\":\"twine\""));
        assertThat(report().integer("quarantined_total")).contains(1L);
        assertThat(lines(report()))
                .containsExactlyInAnyOrder(
                        "shop/mypy quarantined quarantined 3",
                        "shop/- succeeded succeeded 1",
                        "shop/- failed failed 1",
                        "shop/twine succeeded succeeded 1");
        log.add(release);
        assertThat(report().integer("quarantined_total")).contains(0L);
    }

    @Test
    void releaseTold_beforeTheQuarantineItCameBefore_endsNothing() throws IOException {
        log.add(release("10:00:00", "shop"), event("11:00:00", "shop", "mypy", "quarantined", 3));
        assertThat(report().integer("quarantined_total")).contains(1L);
        assertThat(reportReversed().integer("quarantined_total")).contains(1L);
    }

    private ObjectValue reportReversed() throws IOException {
        return reportOf(log.rows().reversed());
    }

    private ObjectValue reportOf(List<String> rows) throws IOException {
        try (LoggedRuns other = new LoggedRuns(Files.createTempDirectory(folder, "other"))) {
            other.add(rows.toArray(String[]::new));
            return other.report();
        }
    }

    @Test
    void activityInQuarantine_isAContradiction_inWhicheverOrderItIsTold() throws IOException {
        log.add(event("11:00:00", "shop", "mypy", "quarantined", 3), event("11:10:00", "shop", "ruff", "started", 1));
        String sentence = "the repository is in quarantine since 2026-11-21T11:00:00.000Z, and yet"
                + " ruff on shop (inspection, visitor) started; release it first";
        assertThat(sentences(report().objects("quarantined_repositories").getFirst()))
                .containsExactly(sentence);
        ObjectValue other = reportReversed();
        assertThat(sentences(other.objects("quarantined_repositories").getFirst()))
                .containsExactly(sentence);
    }

    @Test
    void rowThatIsNone_isLeftOut_andThatIsSaid() throws IOException {
        log.add("{}", "{\"timestamp\":\"yesterday\"}");
        assertThat(report().members().get("notes"))
                .isEqualTo(JsonValue.of(List.of(JsonValue.of("2 rows cannot be understood and are left out"))));
    }
}
