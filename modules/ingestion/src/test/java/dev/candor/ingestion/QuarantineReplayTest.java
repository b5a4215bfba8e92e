package dev.candor.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.capability.ToolException;
import dev.candor.ingestion.QuarantineReport.Fate;
import dev.candor.ingestion.QuarantineReport.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How rows come out of quarantine: moved, never copied, never lost. */
class QuarantineReplayTest {
    @TempDir
    Path folder;

    Ward ward;

    @BeforeEach
    void open() {
        ward = new Ward(folder);
    }

    private static List<Row> rows(Row... rows) {
        return List.of(rows);
    }

    @Test
    void replay_rowThatIsFineToday_isMoved() throws Exception {
        ward.keep("{\"a\": 1}");
        QuarantineReport report = ward.replay();
        assertThat(report)
                .isEqualTo(new QuarantineReport(
                        false,
                        1,
                        1,
                        0,
                        0,
                        0,
                        0,
                        rows(new Row("q-1", Fate.REPLAYED, "BAD_old", "", Optional.empty())),
                        Optional.empty()));
        assertThat(ward.pipeline.rows()).containsExactly("{\"a\":1}");
        assertThat(ward.ids()).isEmpty();
    }

    @Test
    void replay_movedRow_saysHowItLeft() throws Exception {
        ward.keep("{\"a\": 1}");
        ward.replay();
        assertThat(ward.quarantine.show("q-1").orElseThrow().left())
                .contains(Resolution.replayed("q-1", "2026-11-20T10:00:01.000Z", "accepted"));
    }

    @Test
    void replay_rowThatIsThereAlready_countsAsMoved() throws Exception {
        ward.keep("{\"a\":1}");
        ward.keep("{ \"a\": 1 }");
        QuarantineReport report = ward.replay();
        assertThat(List.of(report.replayed(), report.duplicate())).containsExactly(1L, 1L);
        assertThat(ward.pipeline.rows()).containsExactly("{\"a\":1}");
        assertThat(ward.ids()).isEmpty();
    }

    @Test
    void replay_sameRefusal_staysAndChangesNothing() throws Exception {
        ward.pipeline.refused.put("a", "a is bad");
        ward.keep("{\"a\":1}", PracticePipeline.finding("a", "a is bad"));
        QuarantineReport report = ward.replay();
        assertThat(report.rows())
                .containsExactly(new Row("q-1", Fate.REFUSED_AGAIN, "BAD_a", "a is bad", Optional.empty()));
        assertThat(PracticePipeline.rows(ward.log)).hasSize(1);
    }

    @Test
    void replay_sameRefusalOfAnEntryOfAnEarlierVersion_staysAndChangesNothing() throws Exception {
        ward.pipeline.refused.put("a", "a is bad");
        ward.log.append(List.of("""
                {"code":"BAD_a","contract":"audit","id":"q-1","payload":"{\\"a\\":1}","pointer":"/a","rule":"rule_a",\
                "sentence":"a is bad"}""".getBytes(StandardCharsets.UTF_8)));
        assertThat(ward.replay().rows())
                .containsExactly(new Row("q-1", Fate.REFUSED_AGAIN, "BAD_a", "a is bad", Optional.empty()));
        assertThat(ward.ids()).containsExactly("q-1");
    }

    @Test
    void replay_payloadThatIsNoJson_stays() throws Exception {
        ward.keep("{");
        Row first = ward.replay().rows().getFirst();
        assertThat(first.outcome()).isEqualTo(Fate.REFUSED_AGAIN);
        assertThat(ward.ids()).as("moved to an entry with the new reason").containsExactly("q-2");
        ward.replay();
        assertThat(ward.ids()).as("the reason is the same now").containsExactly("q-2");
    }

    @Test
    void replay_otherRefusal_movesToAnEntryThatDescendsFromIt() throws Exception {
        ward.pipeline.refused.put("a", "a is bad");
        ward.keep("{\"a\":1}");
        QuarantineReport report = ward.replay();
        assertThat(report.rows())
                .containsExactly(new Row("q-1", Fate.REFUSED_AGAIN, "BAD_a", "a is bad", Optional.of("q-2")));
        assertThat(report.matched()).as("the new entry is not replayed at once").isEqualTo(1);
        QuarantineEntry next = ward.quarantine.show("q-2").orElseThrow().entry();
        assertThat(next.after()).contains("q-1");
        assertThat(next.payload()).isEqualTo("{\"a\":1}");
        assertThat(next.source()).isEqualTo("http");
        assertThat(ward.quarantine.show("q-1").orElseThrow().left())
                .contains(Resolution.movedTo("q-2", "q-1", "2026-11-20T10:00:01.000Z"));
        assertThat(ward.ids()).containsExactly("q-2");
    }

    @Test
    void replay_refusedOnlyWhenAppended_movesAsWell() throws Exception {
        ward.pipeline.refused.put("late", "another row has this id");
        ward.keep("{\"late\":1}");
        assertThat(ward.replay().rows())
                .containsExactly(
                        new Row("q-1", Fate.REFUSED_AGAIN, "BAD_late", "another row has this id", Optional.of("q-2")));
        assertThat(ward.ids()).containsExactly("q-2");
        assertThat(ward.replay().rows())
                .as("the same refusal keeps its entry")
                .containsExactly(
                        new Row("q-2", Fate.REFUSED_AGAIN, "BAD_late", "another row has this id", Optional.empty()));
        assertThat(ward.ids()).containsExactly("q-2");
    }

    @Test
    void replay_manyTimesForOtherReasons_eachEntryNamesTheOneBefore() throws Exception {
        ward.keep("{\"a\":1}");
        for (int i = 0; i < 20; i++) {
            ward.pipeline.refused.put("a", "reason " + i);
            ward.replay();
        }
        assertThat(ward.ids()).containsExactly("q-21");
        for (int i = 21; i > 1; i--) {
            assertThat(ward.quarantine.show("q-" + i).orElseThrow().entry().after())
                    .contains("q-" + (i - 1));
        }
    }

    @Test
    void entryOfAnEarlierVersion_namesTheOneBefore() throws Exception {
        ward.log.append(List.of("""
                {"after":"q-0","code":"BAD_a","id":"q-1","lineage":["p","q-0"],"payload":"{}"}""".getBytes(StandardCharsets.UTF_8)));
        assertThat(ward.quarantine.show("q-1").orElseThrow().entry().after()).contains("q-0");
    }

    @Test
    void replay_truncatedPayload_isSkippedWithTheReason() throws Exception {
        ward.keep("\"" + "x".repeat(70_000) + "\"");
        assertThat(ward.replay().rows())
                .containsExactly(new Row(
                        "q-1",
                        Fate.SKIPPED,
                        "BAD_old",
                        "only the beginning of its 70002 bytes is kept, so it cannot be replayed; send the row from "
                                + "where it came, then drop this",
                        Optional.empty()));
        assertThat(ward.ids()).containsExactly("q-1");
    }

    @Test
    void replay_array_isNotTakenAsItsItems() throws Exception {
        ward.keep("[{\"a\":1},{\"a\":2}]", PracticePipeline.finding("form", "the row must be an object"));
        assertThat(ward.replay().refusedAgain()).isEqualTo(1);
        assertThat(ward.pipeline.rows()).isEmpty();
    }

    @Test
    void replay_dryRun_saysWhatWouldBeAndChangesNothing() throws Exception {
        ward.pipeline.refused.put("b", "b is bad");
        ward.keep("{\"a\":1}");
        ward.keep("{\"b\":1}");
        QuarantineReport report = ward.quarantine.replay(QuarantineFilter.all(), ward.pipeline, true);
        assertThat(report.rows())
                .containsExactly(
                        new Row("q-1", Fate.REPLAYED, "BAD_old", "", Optional.empty()),
                        new Row("q-2", Fate.REFUSED_AGAIN, "BAD_b", "b is bad", Optional.empty()));
        assertThat(PracticePipeline.rows(ward.log)).hasSize(2);
        assertThat(ward.pipeline.rows()).isEmpty();
    }

    @Test
    void replay_idsOnly_leavesTheOthers() throws Exception {
        ward.keep("{\"a\":1}");
        ward.keep("{\"a\":2}");
        ward.quarantine.replay(QuarantineFilter.of("q-2"), ward.pipeline, false);
        assertThat(ward.pipeline.rows()).containsExactly("{\"a\":2}");
        assertThat(ward.ids()).containsExactly("q-1");
    }

    @Test
    void replay_crashBetweenTheSteps_secondReplaySeesADuplicate() throws Exception {
        ward.keep("{\"a\":1}");
        ward.appendsLeft = 0;
        assertThatThrownBy(ward::replay).isInstanceOf(IOException.class).hasMessage("the power went");
        assertThat(ward.pipeline.rows()).containsExactly("{\"a\":1}");

        Ward restarted = new Ward(folder, "r");
        assertThat(restarted.ids()).as("it has not left yet").containsExactly("q-1");
        assertThat(restarted.replay().rows())
                .containsExactly(new Row("q-1", Fate.DUPLICATE, "BAD_old", "", Optional.empty()));
        assertThat(restarted.pipeline.rows()).containsExactly("{\"a\":1}");
        assertThat(restarted.ids()).isEmpty();
    }

    @Test
    void replay_crashWhileMoving_entryIsStillThere() throws Exception {
        ward.pipeline.refused.put("a", "a is bad");
        ward.keep("{\"a\":1}");
        ward.appendsLeft = 0;
        assertThatThrownBy(ward::replay).isInstanceOf(IOException.class);
        assertThat(new Ward(folder, "r").ids()).containsExactly("q-1");
    }

    @Test
    void replay_pipelineIsBusy_saysSoAndKeepsTheRest() throws Exception {
        ward.keep("{\"a\":1}");
        ward.pipeline.failure = Optional.of(new IOException("too much is under way"));
        assertThatThrownBy(ward::replay).isInstanceOf(IOException.class).hasMessage("too much is under way");
        assertThat(ward.ids()).containsExactly("q-1");
    }

    @Test
    void replay_manyEntries_allAreMovedOnce() throws Exception {
        for (int i = 0; i < 100; i++) {
            ward.keep("{\"a\":" + i + "}");
        }
        assertThat(ward.replay().replayed()).isEqualTo(100);
        assertThat(ward.pipeline.rows()).hasSize(100).doesNotHaveDuplicates();
        assertThat(ward.replay().matched()).isZero();
    }

    @Test
    void replay_twoQuarantinesAtOnce_eachRowIsMovedOnce() throws Exception {
        for (int i = 0; i < 60; i++) {
            ward.keep("{\"a\":" + i + "}");
        }
        Ward other = new Ward(folder, "r");
        QuarantineReport[] second = new QuarantineReport[1];
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                second[0] = other.replay();
            } catch (IOException | ToolException e) {
                throw new IllegalStateException(e);
            }
        });
        QuarantineReport first = ward.replay();
        thread.join(60_000);
        assertThat(first.replayed() + second[0].replayed()).isEqualTo(60);
        assertThat(first.duplicate() + second[0].duplicate()).isZero();
        assertThat(ward.pipeline.rows()).hasSize(60).doesNotHaveDuplicates();
    }
}
