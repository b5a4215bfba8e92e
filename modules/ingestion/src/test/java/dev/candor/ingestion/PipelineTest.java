package dev.candor.ingestion;

import static dev.candor.ingestion.FrontDoor.execution;
import static dev.candor.ingestion.FrontDoor.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.RowFormat;
import dev.candor.ingestion.Receipt.RowNote;
import dev.candor.ingestion.Receipt.Status;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
    private static final String CANONICAL =
            "{\"context\":\"run\",\"duration_ms\":1,\"skill\":\"s1\",\"source\":\"x\",\"status\":\"success\","
                    + "\"timestamp_utc\":\"2026-11-20T10:00:00Z\"}";

    @TempDir
    Path folder;

    private FrontDoor door;

    @BeforeEach
    void open() {
        door = new FrontDoor(folder);
    }

    @Test
    void validRow_isInItsLog_canonical() throws Exception {
        Receipt receipt = door.lines(usage(1));

        assertThat(receipt).isEqualTo(new Receipt(1, 1, 0, 0, List.of(), Optional.empty()));
        assertThat(door.rows(Contract.SKILL_USAGE)).containsExactly(CANONICAL);
    }

    @Test
    void refusedRow_isToldWithAllReasons_theFirstOneByCode() throws Exception {
        Receipt receipt = door.lines(
                "{\"version\":\"0.20.2\",\"timestamp\":\"nope\",\"source\":\"\",\"phase\":\"x\","
                        + "\"repository\":7,\"tool\":\"mypy\",\"status\":\"weird\",\"attempt\":-1,\"duration_ms\":\"a\",\"details\":[]}");

        RowNote note = receipt.rows().getFirst();
        assertThat(note.code()).isEqualTo("SCHEMA_ENUM");
        assertThat(note.pointer()).isEqualTo("/source");
        assertThat(note.sentence())
                .startsWith("/source must be one of ")
                .contains("; /repository must be string or null, found 7; /status must be ", "; /timestamp must be ")
                .doesNotContain("more");
        assertThat(door.refused.getFirst().why().summary().sentence()).isEqualTo(note.sentence());
    }

    @Test
    void refusedRow_keepsEachReason() throws Exception {
        door.lines(
                "{\"version\":\"0.20.2\",\"timestamp\":\"nope\",\"source\":\"\",\"phase\":\"x\","
                        + "\"repository\":7,\"tool\":\"mypy\",\"status\":\"succeeded\",\"attempt\":1,\"duration_ms\":1,\"details\":{}}");

        assertThat(door.refused.getFirst().why().violations())
                .extracting(reason -> reason.code() + " " + reason.pointer())
                .containsExactly("SCHEMA_ENUM /source", "SCHEMA_TYPE /repository", "TIMESTAMP_NOT_UTC /timestamp");
    }

    @Test
    void refusedRow_withMoreReasonsThanAreTold_countsTheOthers() throws Exception {
        Receipt receipt =
                door.lines("{\"schema_version\":\"1.0\",\"correlation_id\":\"x\",\"actor\":\"a\",\"action\":\"b\","
                        + "\"entity\":{},\"outcome\":\"odd\",\"execution\":{}}");

        assertThat(receipt.rows().getFirst().sentence()).endsWith("; and 1 more");
    }

    @Test
    void sameRowAgain_isADuplicate_howeverItIsWritten() throws Exception {
        door.lines(usage(1));

        Receipt receipt = door.lines(CANONICAL, usage(2));

        assertThat(receipt)
                .isEqualTo(new Receipt(
                        2,
                        1,
                        1,
                        0,
                        List.of(new RowNote(1, Status.DUPLICATE, "DUPLICATE", "", "the same row was taken before")),
                        Optional.empty()));
        assertThat(door.rows(Contract.SKILL_USAGE)).hasSize(2);
    }

    @Test
    void sameRowTwiceInOneBatch_isThereOnce() throws Exception {
        Receipt receipt = door.lines(usage(1), usage(1), usage(1));

        assertThat(receipt.accepted()).isEqualTo(1);
        assertThat(receipt.duplicate()).isEqualTo(2);
        assertThat(door.rows(Contract.SKILL_USAGE)).hasSize(1);
    }

    @Test
    void sameIdentityWithOtherContent_isRefused() throws Exception {
        door.lines(execution("r1", "a"));

        Receipt receipt = door.lines(execution("r1", "b"), execution("r1", "a"));

        assertThat(receipt.rows().getFirst())
                .isEqualTo(new RowNote(
                        1,
                        Status.QUARANTINED,
                        "ID_CONFLICT",
                        "/run_id",
                        "another row of the same run_id was taken before and says something else; give this one an"
                                + " identity of its own"));
        assertThat(receipt.duplicate()).isEqualTo(1);
        assertThat(door.refused).hasSize(1);
        assertThat(door.rows(Contract.EXECUTION)).hasSize(1);
    }

    @Test
    void rowWithASecret_sentAgain_isADuplicate() throws Exception {
        String row = usage(1).replace("\"context\": \"run\"", "\"context\": \"run\", \"password\": \"PASSWORD\"");
        Receipt first = door.lines(row.replace("PASSWORD", "correct horse"));

        Receipt again = door.lines(row.replace("PASSWORD", "correct horse"), row.replace("PASSWORD", "other words"));

        assertThat(first.accepted()).isEqualTo(1);
        assertThat(first.rows())
                .containsExactly(new RowNote(
                        1,
                        Status.ACCEPTED,
                        "SECRET_REDACTED",
                        "",
                        "a secret was replaced by [redacted] before the row was recorded"));
        assertThat(again.accepted()).isZero();
        // what would be recorded is there already, word for word
        assertThat(again.duplicate()).isEqualTo(2);
        assertThat(door.rows(Contract.SKILL_USAGE)).hasSize(1).allMatch(text -> text.contains("[redacted]"));
    }

    @Test
    void rowsOfSeveralContracts_goToTheirLogs_andAreSpokenOfInOrder() throws Exception {
        Receipt receipt = door.lines(
                "{", usage(1), "", execution("r1", "a"), "[1]", usage(1), "{\"a\":1,\"a\":2}", usage(2) + " x");

        assertThat(receipt.received()).isEqualTo(7);
        assertThat(receipt.accepted()).isEqualTo(2);
        assertThat(receipt.rows().stream().map(note -> note.line() + " " + note.code()))
                .containsExactly("1 NOT_JSON", "5 NOT_AN_OBJECT", "6 DUPLICATE", "7 NOT_JSON", "8 NOT_JSON");
        assertThat(door.refused.stream().map(QuarantinedRow::payload))
                .containsExactly("{", "[1]", "{\"a\":1,\"a\":2}", usage(2) + " x");
    }

    @Test
    void explicitContract_wins() throws Exception {
        Receipt receipt = door.take(execution("r1", "a"), RowFormat.NDJSON, Optional.of(Contract.SKILL_USAGE));

        assertThat(receipt.quarantined()).isEqualTo(1);
        assertThat(door.refused.getFirst().contract()).contains(Contract.SKILL_USAGE);
    }

    @Test
    void secretAsADoubledName_reachesNeitherReceiptNorQuarantine() throws Exception {
        String secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

        Receipt receipt = door.lines("{\"" + secret + "\":1,\"" + secret + "\":2}");

        assertThat(receipt.rows().getFirst().code()).isEqualTo("NOT_JSON");
        assertThat(receipt.toString()).contains("[redacted]").doesNotContain(secret);
        assertThat(door.refused.toString()).contains("[redacted]").doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"evidence\":[{\"key\":\"password\",\"value\":\"hunter2\"}]",
                "\"evidence\":[{\"value\":\"hunter2\",\"key\":\"password\"}]",
                "\"evidence\":[{\"key\":\"a\",\"value\":\"hunter2/q9Zt4LmX7vB2cR8nK5wY3hD6\"}]",
                "\"env\":[{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}]",
                "\"env\":{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}",
                "\"password\":[\"hunter2\",{\"b\":\"hunter2\"}]",
                "\"password\":{\"a\":[\"hunter2\"]}",
                "\"message\":\"password=hunter2\"",
                "\"message\":\"password: [hunter2]\""
            })
    void secretOfARefusedRow_isNotInQuarantine_whateverTheRefusal(String member) throws Exception {
        String decision =
                "{\"id\":\"d\",\"kind\":\"validation\",\"rule\":\"r\",\"subject\":\"s\",\"decision\":\"deny\","
                        + "\"outcome\":\"blocked\",\"reason\":null," + member + "}";
        String audit =
                "{\"schema_version\":\"1.0\",\"generated_at\":\"2026-01-28T14:22:00Z\",\"correlation_id\":\"7f1f7a2e-"
                        + "9a51-4f0c-8f0e-6f7c7a3b2c11\",\"actor\":\"nobody\",\"action\":\"config.validate\",\"entity\":{\"type\":"
                        + "\"repository\",\"repo\":\"a/b\"},\"outcome\":\"blocked\",\"reason\":\"r\",\"execution\":null,"
                        + "\"decisions\":[" + decision + "]}";
        String event = "{\"event\":\"access\",\"item_id\":\"b\",\"item_type\":\"knowledge\",\"run_id\":\"r1\","
                + "\"timestamp\":\"2026-11-20T10:00:00Z\",\"details\":{" + member + "}}";
        door.lines(execution("r1", "a"));

        Receipt receipt = door.lines(
                audit, // ACTOR_UNKNOWN
                audit.replace("\"nobody\"", "5"), // SCHEMA_TYPE
                event, // ID_CONFLICT or SCHEMA_ADDITIONAL_PROPERTIES
                "{" + member + "}", // not recognised
                "[{" + member + "}]", // NOT_AN_OBJECT
                "{" + member + ",}", // NOT_JSON
                "{" + member + ",\"x\":\"" + "x".repeat(2 << 20)); // LINE_TOO_LONG

        assertThat(receipt.quarantined()).isEqualTo(7);
        assertThat(door.refused).noneMatch(row -> row.toString().contains("hunter2"));
        assertThat(receipt.toString()).doesNotContain("hunter2");
    }

    @Test
    void evidenceThatIsRefused_leavesOnlyItsKeyInQuarantine() throws Exception {
        Receipt receipt =
                door.lines("{ \"schema_version\":\"1.0\", \"evidence\":[{\"key\":\"password\",\"value\":\"x\"}]}");

        assertThat(receipt.quarantined()).isEqualTo(1);
        assertThat(door.refused.getFirst().payload())
                .isEqualTo(
                        "{\"evidence\":[{\"key\":\"password\",\"value\":\"[redacted]\"}],\"schema_version\":\"1.0\"}");
    }

    @Test
    void counters_addUp() throws Exception {
        door.lines(usage(1), usage(1), "x", usage(2));

        IngestionCounts counts = door.pipeline.counts();
        assertThat(counts.received()).isEqualTo(4);
        assertThat(counts.accepted()).isEqualTo(2);
        assertThat(counts.duplicate()).isEqualTo(1);
        assertThat(counts.quarantined()).isEqualTo(1);
        assertThat(counts.appendNanos()).isPositive();
    }

    @Test
    void counters_areOfEachContract_andOfNoneForWhatIsNotRecognised() throws Exception {
        door.lines(usage(1), usage(1), "x", "{}", usage(1).replace("success", "SUCCESS"));
        door.pipeline.record(List.of(ObjectValue.parse(execution("r1", "a"))), Contract.EXECUTION, false);

        Map<String, IngestionCounts.Rows> counts = door.pipeline.counts().contracts();
        assertThat(counts).hasSize(Contract.ALL.size() + 1);
        assertThat(told(counts, "skill-usage")).containsExactly(3L, 1L, 1L, 1L);
        assertThat(told(counts, "execution")).containsExactly(1L, 1L, 0L, 0L);
        assertThat(told(counts, IngestionCounts.NO_CONTRACT)).containsExactly(2L, 0L, 0L, 2L);
        assertThat(told(counts, "audit")).containsExactly(0L, 0L, 0L, 0L);
    }

    private static List<Long> told(Map<String, IngestionCounts.Rows> counts, String contract) {
        IngestionCounts.Rows rows = counts.get(contract);
        return List.of(rows.received(), rows.accepted(), rows.duplicate(), rows.quarantined());
    }

    @Test
    void replay_dryRun_saysWhatTakeWouldSay_andTakesNothing() throws Exception {
        assertThat(replay(usage(1), true).refusal()).isEmpty();
        assertThat(replay("{", true).refusal())
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.summary().code()).isEqualTo("NOT_JSON"));
        assertThat(door.rows(Contract.SKILL_USAGE)).isEmpty();
    }

    @Test
    void replay_takesWhatIsNew_andKeepsNothingThatIsRefused() throws Exception {
        assertThat(replay(usage(1), false)).isEqualTo(new Quarantine.Replayed(false, Optional.empty()));
        assertThat(replay(usage(1), false)).isEqualTo(new Quarantine.Replayed(true, Optional.empty()));
        door.lines(execution("r1", "a"));
        assertThat(replay(execution("r1", "b"), false).refusal())
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.summary().code()).isEqualTo("ID_CONFLICT"));
        assertThat(door.rows(Contract.SKILL_USAGE)).hasSize(1);
        assertThat(door.refused).isEmpty();
        IngestionCounts counts = door.pipeline.counts();
        assertThat(List.of(counts.received(), counts.accepted(), counts.duplicate(), counts.quarantined()))
                .containsExactly(3L, 2L, 1L, 0L);
    }

    private Quarantine.Replayed replay(String row, boolean dryRun) throws IOException {
        return door.pipeline.replay(row.getBytes(StandardCharsets.UTF_8), Optional.empty(), dryRun);
    }

    @Test
    void record_rowOfOurs_isRedactedAndCounted_andNotLookedUp() throws Exception {
        List<ObjectValue> rows = List.of(ObjectValue.parse(
                execution("r1", "a").replace("\"run_id\"", "\"path\":\"/x?token=hunter2\",\"run_id\"")));
        door.pipeline.record(rows, Contract.EXECUTION, true);
        assertThat(door.rows(Contract.EXECUTION)).isEmpty();
        door.pipeline.record(rows, Contract.EXECUTION, false);
        door.pipeline.record(rows, Contract.EXECUTION, false);
        assertThat(door.rows(Contract.EXECUTION)).hasSize(2).allMatch(row -> row.contains("token=[redacted]"));
        assertThat(List.of(
                        door.pipeline.counts().received(),
                        door.pipeline.counts().accepted()))
                .containsExactly(2L, 2L);
    }

    @Test
    void record_oneRowIsUnfit_recordsNone() throws Exception {
        ObjectValue fine = ObjectValue.parse(execution("r1", "a"));
        ObjectValue unfit = ObjectValue.parse(execution("r2", "*"));
        assertThatThrownBy(() -> door.pipeline.record(List.of(fine, unfit), Contract.EXECUTION, false))
                .isInstanceOfSatisfying(UnfitRowException.class, e -> {
                    assertThat(e.row()).isEqualTo(1);
                    assertThat(e.pointer()).isEqualTo("/item_id");
                });
        assertThat(door.rows(Contract.EXECUTION)).isEmpty();
        assertThat(door.refused).isEmpty();
        assertThat(door.pipeline.counts().received()).isZero();
    }

    @Test
    void emptyInput_isNothing() throws Exception {
        assertThat(door.take("\n \n", RowFormat.AUTO, Optional.empty())).isEqualTo(Receipt.EMPTY);
    }
}
