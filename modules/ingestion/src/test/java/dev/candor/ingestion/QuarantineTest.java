package dev.candor.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.ToolException;
import dev.candor.ingestion.QuarantineEntry.Violation;
import dev.candor.ingestion.QuarantineReport.Fate;
import dev.candor.ingestion.QuarantineReport.Row;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of refused rows, how it is found, how it is given up. */
class QuarantineTest {
    @TempDir
    Path folder;

    Ward ward;

    @BeforeEach
    void open() {
        ward = new Ward(folder);
    }

    private QuarantineEntry first() throws IOException {
        return ward.quarantine.show("q-1").orElseThrow().entry();
    }

    @Test
    void keep_refusedRow_isOneCanonicalRowOfTheLog() throws IOException {
        ward.keep("{\"old\":1}");
        assertThat(PracticePipeline.rows(ward.log)).containsExactly("""
                {"checksum":"5ec4b9b1f7c95a22f15707dcbcc9fc44b08a6267a0437d9d84536c5885de3c54","code":"BAD_old",\
                "contract":"audit","contract_version":"1.0","id":"q-1","payload":"{\\"old\\":1}",\
                "payload_bytes":9,"pointer":"/old","rule":"rule_old","sentence":"it was bad","source":"http",\
                "time":"2026-11-20T10:00:00.000Z","truncated":false,"violations":[{"code":"BAD_old","pointer":"/old",\
                "rule":"rule_old","sentence":"it was bad"}]}""");
    }

    @Test
    void keep_unknownContract_saysNull() throws IOException {
        ward.keep(Optional.empty(), PracticePipeline.finding("x", "bad"), "http", "{}");
        assertThat(PracticePipeline.rows(ward.log).getFirst()).contains("\"contract\":null,\"contract_version\":null");
    }

    /** An agent's row that is refused may hold a prompt, in any place and in the sentence that quotes it. */
    @Test
    void keep_rowOfAPrivateContract_keepsWhereItWasRefusedOnly() throws IOException {
        ward.keep(
                Optional.of(Contract.AGENT),
                new Finding(Severity.REFUSAL, "SCHEMA_ENUM", "enum", "/kind", "found \"delete my mail\""),
                "http",
                "{\"kind\":\"delete my mail\",\"prompt\":\"now\"}");
        assertThat(PracticePipeline.rows(ward.log))
                .singleElement(InstanceOfAssertFactories.STRING)
                .doesNotContain("mail", "prompt", "now")
                .contains("\"code\":\"SCHEMA_ENUM\"", "\"pointer\":\"/kind\"", "\"payload\":\"\"");
        assertThat(first().payloadBytes()).isEqualTo(40);
        assertThat(first().truncated()).isTrue();
    }

    /** Whose row it is cannot be told of a damaged one, but that it may tell what an agent did. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"agent\":\"codex\",\"kind\":\"tool\",\"prompt\":\"my mail\"}",
                "{\"agent\" : \"claude-code\",\"prompt\":\"my mail",
                "{\"hook_event_name\":\"PostToolUse\",\"tool_input\":{\"command\":\"my mail\"}}",
                "{\"resourceLogs\":[\"my mail\"]}",
            })
    void keep_rowOfNoKnownContract_thatMayTellWhatAnAgentDid_isWithoutContent(String payload) throws IOException {
        ward.keep(Optional.empty(), PracticePipeline.finding("x", "found \"my mail\""), "http", payload);
        assertThat(PracticePipeline.rows(ward.log))
                .singleElement(InstanceOfAssertFactories.STRING)
                .doesNotContain("mail");
    }

    @Test
    void keep_longPayload_isCutBetweenCharacters() throws IOException {
        String payload = "x" + "€".repeat(30_000);
        ward.keep(payload);
        assertThat(first().payload()).isEqualTo("x" + "€".repeat((64 * 1024 - 1) / 3));
        assertThat(first().payloadBytes()).isEqualTo(90_001);
        assertThat(first().truncated()).isTrue();
    }

    @Test
    void keep_payloadOfExactlyTheBound_isWhole() throws IOException {
        ward.keep("x".repeat(64 * 1024));
        assertThat(first().truncated()).isFalse();
    }

    @Test
    void keep_longPayload_checksumIsOfAllOfIt() throws IOException {
        ward.keep("x".repeat(64 * 1024) + "a");
        ward.keep("x".repeat(64 * 1024) + "b");
        assertThat(first().checksum())
                .isNotEqualTo(ward.quarantine.show("q-2").orElseThrow().entry().checksum());
    }

    @Test
    void keep_payloadWhoseRestNobodyHolds_isTruncated() throws IOException {
        ward.quarantine.keep(List.of(new QuarantinedRow(
                Optional.empty(),
                Refusal.of(PracticePipeline.finding("x", "too long")),
                "http",
                "beginning",
                5_000_000)));
        assertThat(first().truncated()).isTrue();
        assertThat(first().payloadBytes()).isEqualTo(5_000_000);
    }

    @Test
    void keep_hugeSentencePointerAndSource_areBounded() throws IOException {
        String huge = "y".repeat(900_000);
        ward.keep(
                Optional.empty(),
                new Finding(Severity.REFUSAL, "C", "rule", huge, huge),
                huge,
                "\u0001".repeat(64 * 1024));
        assertThat(first().sentence()).hasSize(2000);
        assertThat(first().pointer()).hasSize(1000);
        assertThat(first().source()).hasSize(512);
    }

    private static List<Finding> findings(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> PracticePipeline.finding("m" + i, "m" + i + " is bad"))
                .toList();
    }

    @Test
    void keep_severalReasons_areAllThere_andTheFirstStandsInTheEntryItself() throws IOException {
        ward.quarantine.keep(List.of(QuarantinedRow.of(Optional.empty(), Refusal.of(findings(3)), "http", "{}")));
        assertThat(first().code()).isEqualTo("BAD_m0");
        assertThat(first().sentence()).isEqualTo("m0 is bad; m1 is bad; m2 is bad");
        assertThat(first().violations())
                .containsExactly(
                        new Violation("BAD_m0", "/m0", "rule_m0", "m0 is bad"),
                        new Violation("BAD_m1", "/m1", "rule_m1", "m1 is bad"),
                        new Violation("BAD_m2", "/m2", "rule_m2", "m2 is bad"));
        assertThat(first().violationsOmitted()).isEmpty();
    }

    @Test
    void keep_moreThanTwentyReasons_countsTheOthers() throws IOException {
        ward.quarantine.keep(List.of(QuarantinedRow.of(Optional.empty(), Refusal.of(findings(23)), "http", "{}")));
        assertThat(first().violations()).hasSize(20);
        assertThat(first().violationsOmitted()).contains(3L);
    }

    @Test
    void keep_hugeReasons_fitIntoOneRow() throws IOException {
        String huge = "\u0001\u2028€".repeat(300_000);
        List<Finding> reasons = Collections.nCopies(25, new Finding(Severity.REFUSAL, "C", "rule", huge, huge));
        ward.quarantine.keep(
                List.of(QuarantinedRow.of(Optional.empty(), Refusal.of(reasons), huge, "\u0001".repeat(64 * 1024))));
        assertThat(first().violations())
                .hasSize(20)
                .allMatch(reason -> reason.sentence().length() == 2000);
    }

    @Test
    void entryOfAnEarlierVersion_isReadWithoutItsReasonsOneByOne() throws IOException {
        ward.log.append(List.of(
                "{\"code\":\"BAD_old\",\"id\":\"q-1\",\"sentence\":\"it was bad\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(first().sentence()).isEqualTo("it was bad");
        assertThat(first().violations()).isEmpty();
    }

    @Test
    void severalEntries_areOldestFirst() throws IOException {
        ward.keep("{\"a\":1}");
        ward.keep("{\"a\":2}");
        assertThat(ward.ids()).containsExactly("q-1", "q-2");
    }

    @Test
    void noQuarantineYet_isEmpty() throws IOException {
        assertThat(ward.ids()).isEmpty();
    }

    private static QuarantineFilter filter(String code, String contract, String source, String since, String until) {
        return new QuarantineFilter(
                Optional.ofNullable(code),
                Optional.ofNullable(contract),
                Optional.ofNullable(source),
                Optional.ofNullable(since).map(Instant::parse),
                Optional.ofNullable(until).map(Instant::parse),
                List.of());
    }

    @Test
    void filters_meanTheEntriesThatFitAllOfThem() throws IOException {
        ward.keep(Optional.of(Contract.AUDIT), PracticePipeline.finding("a", "s"), "http", "{}");
        ward.keep(Optional.empty(), PracticePipeline.finding("a", "s"), "file:x", "{}");
        ward.keep(Optional.of(Contract.SESSION), PracticePipeline.finding("b", "s"), "http", "{}");
        assertThat(ward.ids(filter("BAD_a", null, null, null, null))).containsExactly("q-1", "q-2");
        assertThat(ward.ids(filter(null, "audit", null, null, null))).containsExactly("q-1");
        assertThat(ward.ids(filter(null, "unknown", null, null, null))).containsExactly("q-2");
        assertThat(ward.ids(filter(null, null, "http", null, null))).containsExactly("q-1", "q-3");
        assertThat(ward.ids(filter("BAD_b", "audit", null, null, null))).isEmpty();
    }

    @Test
    void since_isInclusiveAndUntilExclusive() throws IOException {
        ward.keep("{}");
        ward.keep("{}");
        ward.keep("{}");
        assertThat(ward.ids(filter(null, null, null, "2026-11-20T10:00:01Z", "2026-11-20T10:00:02Z")))
                .containsExactly("q-2");
    }

    @Test
    void show_unknownId_isEmpty() throws IOException {
        assertThat(ward.quarantine.show("q-1")).isEmpty();
    }

    @Test
    void drop_oneEntry_leavesTheOthers() throws Exception {
        ward.keep("{\"a\":1}");
        ward.keep("{\"a\":2}");
        QuarantineReport report = ward.quarantine.drop(QuarantineFilter.of("q-1"), "a test row", false);
        assertThat(report)
                .isEqualTo(new QuarantineReport(
                        false, 1, 0, 0, 1, 0, 0, List.of(new Row(first(), Fate.DROPPED, "")), Optional.empty()));
        assertThat(ward.ids()).containsExactly("q-2");
    }

    @Test
    void drop_entry_isStillShownWithHowItLeft() throws Exception {
        ward.keep("{\"a\":1}");
        ward.quarantine.drop(QuarantineFilter.all(), "a test row", false);
        ShowQuarantine.Shown shown = ward.quarantine.show("q-1").orElseThrow();
        assertThat(shown.entry().payload()).isEqualTo("{\"a\":1}");
        assertThat(shown.left()).contains(Resolution.dropped("q-1", "2026-11-20T10:00:01.000Z", "a test row"));
    }

    @Test
    void drop_dryRun_changesNothing() throws Exception {
        ward.keep("{}");
        QuarantineReport report = ward.quarantine.drop(QuarantineFilter.all(), "", true);
        assertThat(report)
                .isEqualTo(new QuarantineReport(
                        true, 1, 0, 0, 1, 0, 0, List.of(new Row(first(), Fate.DROPPED, "")), Optional.empty()));
        assertThat(PracticePipeline.rows(ward.log)).hasSize(1);
    }

    @Test
    void drop_idThatIsNotThere_dropsNothing() throws Exception {
        ward.keep("{}");
        assertThatThrownBy(() -> ward.quarantine.drop(QuarantineFilter.of("q-1", "q-9"), "", false))
                .isInstanceOf(ToolException.class)
                .hasMessage("there is no entry q-9 in quarantine: it never was, or has left; nothing was changed"
                        + " (list_quarantine names those there are)");
        assertThat(ward.ids()).containsExactly("q-1");
    }

    @Test
    void drop_manyEntries_allLeave() throws Exception {
        for (int i = 0; i < 150; i++) {
            ward.keep("{}");
        }
        assertThat(ward.quarantine.drop(QuarantineFilter.all(), "", false).dropped())
                .isEqualTo(150);
        assertThat(ward.ids()).isEmpty();
    }

    @Test
    void drop_diskFailsInTheMiddle_restIsStillThere() throws Exception {
        for (int i = 0; i < 150; i++) {
            ward.keep("{}");
        }
        ward.appendsLeft = 1;
        assertThatThrownBy(() -> ward.quarantine.drop(QuarantineFilter.all(), "", false))
                .isInstanceOf(IOException.class)
                .hasMessage("the power went");
        assertThat(new Ward(folder).ids()).hasSize(150 - 64);
    }

    @Test
    void twoQuarantinesOnOneFolder_seeEachOther() throws Exception {
        Ward other = new Ward(folder, "r");
        ward.keep("{\"a\":1}");
        other.keep("{\"a\":2}");
        other.quarantine.drop(QuarantineFilter.of("q-1"), "", false);
        assertThat(ward.ids()).containsExactly("r-1");
    }

    @Test
    void foreignRows_arePassedOver() throws IOException {
        ward.log.append(List.of("{\"how\":\"eaten\",\"resolves\":\"q-1\"}".getBytes(StandardCharsets.UTF_8)));
        ward.log.append(List.of("no json".getBytes(StandardCharsets.UTF_8)));
        ward.keep("{}");
        assertThat(ward.ids()).containsExactly("q-1");
    }
}
