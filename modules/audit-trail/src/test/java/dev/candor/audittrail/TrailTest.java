package dev.candor.audittrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailTest {
    private static final CorrelationId ID = new CorrelationId(Row.ID);

    @TempDir
    Path folder;

    private KeptLog log;
    private EventIndex index;
    private TrailReader reader;

    @BeforeEach
    void open() throws IOException {
        log = EventLog.inFolder(
                folder.resolve("log"),
                LogSettings.standard(),
                () -> Instant.parse("2026-11-21T12:00:00Z"),
                notice -> {});
        index = new EventIndex(List.of(new IndexedLog(TrailReader.TABLES.getFirst(), log, folder.resolve("index"))));
        reader = new TrailReader(() -> index, TrailReader.DEFAULT_GAP);
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        log.close();
    }

    private ObjectValue trail(Row... rows) throws IOException {
        Row.append(log, Arrays.stream(rows).map(Row::json).toArray(String[]::new));
        return TrailShape.INSTANCE.write(reader.trail(ID).orElseThrow());
    }

    /** What is found: code, records, sentence. */
    private List<String> findings(Row... rows) throws IOException {
        trail(rows);
        return reader.trail(ID).orElseThrow().findings().stream()
                .map(finding -> finding.kind().word() + " " + finding.code() + " " + finding.records() + " "
                        + finding.sentence())
                .toList();
    }

    private static List<ObjectValue> records(ObjectValue trail) {
        return ((ArrayValue) trail.members().get("records"))
                .items().stream().map(ObjectValue.class::cast).toList();
    }

    @Test
    void records_areInTheOrderOfTime_thenOfTheLog() throws IOException {
        ObjectValue trail = trail(
                Row.at("10:00:02", "config.validate"),
                Row.at("10:00:01", "config.load"),
                Row.at("10:00:02", "telemetry.write"),
                Row.at("09:00:00", "config.load").of("00000000-5a4d-4e6f-9b7a-1c2d3e4f5a6b"));
        assertThat(records(trail))
                .extracting(record -> record.text("action").orElse(""))
                .containsExactly("config.load", "config.validate", "telemetry.write");
        assertThat(trail.text("first_at")).contains("2026-11-21T10:00:01.000Z");
    }

    @Test
    void id_isTheSameInCapitals() throws IOException {
        Row.append(
                log,
                Row.at("10:00:00", "config.load")
                        .of(Row.ID.toUpperCase(Locale.ROOT))
                        .json());
        CorrelationId mixed = new CorrelationId("3F2B8C1E-5a4d-4E6F-9b7a-1c2d3e4f5a6b");
        assertThat(reader.trail(mixed).orElseThrow().correlationId()).isEqualTo(Row.ID);
    }

    @Test
    void idThatIsOnlyMentioned_isNoRecordOfTheTrail() throws IOException {
        Row.append(
                log,
                Row.at("10:00:00", "config.load")
                        .of("00000000-5a4d-4e6f-9b7a-1c2d3e4f5a6b")
                        .ended("failed", "see " + Row.ID)
                        .json());
        assertThat(reader.trail(ID)).isEmpty();
    }

    @Test
    void idThatIsNone_isRefused() {
        assertThatThrownBy(() -> new CorrelationId("42"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a correlation id is a UUID, such as 3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b, found '42'");
    }

    @Test
    void decisions_areExplainedInASentence() throws IOException {
        ObjectValue trail = trail(Row.at("10:00:00", "config.validate")
                .ended("blocked", "bad labels")
                .decided("d1", "labels.known", "label:bug", "deny", "blocked", "no such label")
                .decided("d2", "tracks.known", "track:a", "allow", "success", ""));
        List<JsonValue> decisions =
                ((ArrayValue) records(trail).getFirst().members().get("decisions")).items();
        assertThat(decisions)
                .extracting(
                        decision -> ((ObjectValue) decision).text("sentence").orElse(""))
                .containsExactly(
                        "denied by rule labels.known on label:bug, blocked: no such label (evidence: seen=7)",
                        "allowed by rule tracks.known on track:a (evidence: seen=7)");
    }

    @Test
    void soundTrail_hasNoFindings() throws IOException {
        assertThat(findings(
                        Row.at("10:00:00", "codex.task.resolve").ran("09:59:00", "10:00:00"),
                        Row.at("10:01:00", "codex.execute").ended("failed", "no network"),
                        Row.at("10:05:00", "codex.execute").ran("10:02:00", "10:05:00"),
                        Row.at("10:06:00", "codex.complete"),
                        Row.at("10:06:01", "telemetry.write")))
                .isEmpty();
    }

    @Test
    void denyAndBlocked_underASuccess_isNamed_andSoIsItsOverride() throws IOException {
        assertThat(findings(
                        Row.at("10:00:00", "config.load").decided("d1", "r", "s", "deny", "blocked", "no"),
                        Row.at("10:00:01", "config.validate")
                                .decided("d2", "r", "s", "deny", "blocked", "no")
                                .overriding("d2", "agreed with the owner")))
                .containsExactly(
                        "contradiction DENY_BLOCKED_IGNORED [1] config.load on issue acme/shop#7 is success although it"
                                + " was denied by rule r on s, blocked: no (evidence: seen=7); no override of decision d1"
                                + " explains that",
                        "notice DENY_BLOCKED_OVERRIDDEN [2] config.validate on issue acme/shop#7 is success although it"
                                + " was denied by rule r on s, blocked: no (evidence: seen=7); it was overridden: agreed"
                                + " with the owner");
    }

    @Test
    void actionAfterComplete_isNamed_butNotOfOtherChains() throws IOException {
        assertThat(findings(
                        Row.at("10:00:00", "codex.complete"),
                        Row.at("10:00:01", "codex.pr.create"),
                        Row.at("10:00:02", "codexes.run"),
                        Row.at("10:00:03", "codex.complete")))
                .containsExactly(
                        "contradiction ACTION_AFTER_COMPLETE [1, 2] codex.pr.create on issue acme/shop#7 began at"
                                + " 2026-11-21T10:00:01.000Z, after codex.complete at 2026-11-21T10:00:00.000Z",
                        "contradiction COMPLETED_TWICE [1, 4] codex.complete on issue acme/shop#7 comes at"
                                + " 2026-11-21T10:00:03.000Z, after codex.complete at 2026-11-21T10:00:00.000Z");
    }

    @Test
    void recordWrittenAfterComplete_ofWhatBeganBeforeOrThen_isNone() throws IOException {
        assertThat(findings(
                        Row.at("10:00:00", "codex.complete"),
                        Row.at("10:00:00", "codex.execute"),
                        Row.at("10:00:05", "codex.pr.create").ran("09:59:00", "10:00:05"),
                        Row.at("10:00:06", "codex.pr.label").ran("10:00:00", "10:00:06")))
                .isEmpty();
    }

    @Test
    void completeDespiteAFailure_thatWasNotMended_isNamed() throws IOException {
        assertThat(findings(
                        Row.at("10:00:00", "repo.prepare.labels.reconcile").ended("failed", "no rights"),
                        Row.at("10:00:01", "repo.prepare.milestones.reconcile").ended("blocked", "no list"),
                        Row.at("10:00:02", "repo.prepare.milestones.reconcile"),
                        Row.at("10:00:03", "repo.prepare.complete")))
                .containsExactly("contradiction COMPLETE_DESPITE_FAILURE [1, 4] repo.prepare.complete is success, but"
                        + " repo.prepare.labels.reconcile on issue acme/shop#7 before it is failed and was not mended");
    }

    @Test
    void chainWithoutComplete_isAGap() throws IOException {
        assertThat(findings(Row.at("10:00:00", "codex.execute"), Row.at("10:00:01", "config.load")))
                .containsExactly(
                        "gap NO_COMPLETE [1] the chain codex has no record codex.complete; the last that is told"
                                + " of it is codex.execute on issue acme/shop#7 at 2026-11-21T10:00:00.000Z");
    }

    @Test
    void missingReasons_areGaps() throws IOException {
        assertThat(findings(Row.at("10:00:00", "config.load")
                        .ended("failed", "")
                        .decided("d1", "r", "s", "deny", "partial", "")))
                .containsExactly(
                        "gap REASON_MISSING [1] config.load on issue acme/shop#7 is failed, and no reason is given",
                        "gap DENIED_WITHOUT_REASON [1] decision d1 denies s by rule r, and no reason is given");
    }

    @Test
    void startWithoutEnd_isAGap() throws IOException {
        assertThat(findings(Row.at("10:00:00", "config.load").ran("09:59:00", "")))
                .containsExactly("gap NOT_FINISHED [1] config.load on issue acme/shop#7 started at"
                        + " 2026-11-21T09:59:00.000Z, and no end is told");
    }

    @Test
    void timesThatCannotBe_areContradictions() throws IOException {
        assertThat(findings(
                        Row.at("10:00:00", "config.load").ran("09:59:00", "09:58:00"),
                        Row.at("10:00:01", "config.validate").ran("10:00:00", "10:00:02")))
                .containsExactly(
                        "contradiction FINISHED_BEFORE_STARTED [1] config.load on issue acme/shop#7 finished at"
                                + " 2026-11-21T09:58:00.000Z, before it started at 2026-11-21T09:59:00.000Z",
                        "contradiction GENERATED_TOO_EARLY [2] the record of config.validate on issue acme/shop#7 was made"
                                + " at 2026-11-21T10:00:01.000Z, before what it tells of finished at"
                                + " 2026-11-21T10:00:02.000Z");
    }

    @Test
    void decisionWorseThanItsRecord_isAContradiction() throws IOException {
        assertThat(findings(Row.at("10:00:00", "config.load").decided("d1", "r", "s", "create", "failed", "no disk")))
                .containsExactly(
                        "contradiction OUTCOME_WORSE_THAN_PARENT [1] config.load on issue acme/shop#7 is success,"
                                + " but its decision d1 is failed: created by rule r on s, failed: no disk (evidence: seen=7)");
    }

    @Test
    void decisionWorseThanAPartialRecord_isWhatPartialMeans() throws IOException {
        assertThat(findings(Row.at("10:00:00", "config.load")
                        .ended("partial", "half")
                        .decided("d1", "r", "s", "create", "failed", "no disk")))
                .isEmpty();
    }

    @Test
    void decisionIds_thatNameAnotherDecision_orAnotherVerdict_areNamed() throws IOException {
        assertThat(findings(
                        Row.at("10:00:00", "config.load")
                                .decided("d1", "r", "s", "allow", "success", "")
                                .decided("d2", "r", "s", "allow", "success", ""),
                        Row.at("10:00:01", "config.validate")
                                .decided("d1", "other", "s", "allow", "success", "")
                                .decided("d2", "r", "s", "skip", "success", "")))
                .containsExactly(
                        "notice DECISION_ID_REUSED [1, 2] the id d1 names two decisions: by rule r on s, and by rule other"
                                + " on s",
                        "contradiction DECISION_CHANGED [1, 2] decision d2 was allowed by rule r on s (evidence: seen=7);"
                                + " later it was skipped by rule r on s (evidence: seen=7)");
    }

    @Test
    void sameActionTwice_isNamed_unlessItFailedBefore() throws IOException {
        assertThat(findings(
                        Row.at("10:00:10", "config.load").ran("10:00:00", "10:00:10"),
                        Row.at("10:00:12", "config.load").ran("10:00:05", "10:00:12"),
                        Row.at("10:00:20", "config.load").ended("partial", "half"),
                        Row.at("10:00:30", "config.load")))
                .containsExactly(
                        "contradiction OVERLAP [1, 2] config.load on issue acme/shop#7 ran twice at the same time",
                        "notice DUPLICATE_ACTION [2, 3] config.load on issue acme/shop#7 was done again, though it had"
                                + " succeeded");
    }

    @Test
    void longSilence_isAGap_butNotWhileSomethingRan() throws IOException {
        assertThat(findings(
                        Row.at("08:00:00", "config.load"),
                        Row.at("10:05:00", "config.validate"),
                        Row.at("13:00:00", "telemetry.write").ran("10:06:00", "13:00:00")))
                .containsExactly(
                        "gap TIME_GAP [1, 2] nothing is told for 2 h 5 min before config.validate on issue acme/shop#7");
    }

    @Test
    void recordThatCouldNotBeWritten_isAGap() throws IOException {
        assertThat(findings(Row.at("10:00:00", "telemetry.write.failed").ended("failed", "disk full")))
                .containsExactly("gap WRITE_FAILED [1] a record could not be written at 2026-11-21T10:00:00.000Z: disk"
                        + " full; records may be missing here");
    }

    @Test
    void moreRecordsThanAreShown_isSaid() throws IOException {
        Row.append(
                log,
                IntStream.range(10, 15)
                        .mapToObj(i -> Row.at("10:00:" + i, "config.load")
                                .ended("failed", "no")
                                .json())
                        .toArray(String[]::new));
        Trail trail = new TrailReader(() -> index, TrailReader.DEFAULT_GAP, 3)
                .trail(ID)
                .orElseThrow();
        assertThat(trail.records()).hasSize(3);
        assertThat(trail.findings()).isEmpty();
        assertThat(trail.notes())
                .containsExactly(
                        "only the first 3 records by time are shown, 2 later ones not; what all of them miss or"
                                + " contradict is not judged");
    }

    @Test
    void contradiction_isToldBeforeManyLesserFindings() throws IOException {
        Row.append(
                log,
                IntStream.range(0, 1_000)
                        .mapToObj(i -> Row.at("10:00:00", "codex.a" + i + ".complete")
                                .ended("failed", "")
                                .json())
                        .toArray(String[]::new));
        Row.append(
                log,
                Row.at("11:00:00", "codex.b.complete").json(),
                Row.at("11:30:00", "codex.b.execute").json());
        Trail trail = reader.trail(ID).orElseThrow();
        assertThat(trail.findings().stream().map(TrailFinding::kind).distinct())
                .contains(TrailFinding.Kind.CONTRADICTION);
        assertThat(trail.notes()).singleElement().asString().contains("contradictions come first");
    }

    @Test
    void hugeTrail_isToldInBounds() throws IOException {
        Row.append(
                log,
                IntStream.range(0, 5_000)
                        .mapToObj(i -> Row.at("10:00:00", "codex.a" + i + ".complete")
                                .ended("failed", "")
                                .json())
                        .toArray(String[]::new));
        Optional<Trail> trail = reader.trail(ID);
        assertThat(trail.orElseThrow().findings()).hasSize(Trail.MAX_FINDINGS);
    }

    @Test
    void words_areTheRecordsAndWhatIsFound() throws IOException {
        trail(Row.at("10:00:00", "codex.execute").ended("failed", "no network"));
        Page page = new Page();
        new ShowTrail(reader).tell(reader.trail(ID).orElseThrow(), page);
        assertThat(page.text()).isEqualTo("""
                        3f2b8c1e-5a4d-4e6f-9b7a-1c2d3e4f5a6b: 1 record, worst outcome failed
                        1  2026-11-21T10:00:00.000Z  codex  codex.execute  issue acme/shop#7  failed: no network  (on ci)
                        gap, record 1: the chain codex has no record codex.complete; the last that is told of it is \
                        codex.execute on issue acme/shop#7 at 2026-11-21T10:00:00.000Z [NO_COMPLETE]""");
    }
}
