package dev.candor.aggregatestore;

import static dev.candor.aggregatestore.Scratch.run;
import static dev.candor.aggregatestore.Scratch.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.aggregatestore.AggregateFile.BrokenException;
import dev.candor.aggregatestore.AggregateFile.ForeignVersionException;
import dev.candor.eventlog.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code telemetry.yaml} whose end is missing is valid YAML with fewer items, and is never taken for the truth. */
class CutFileTest {
    @TempDir
    Path folder;

    private Scratch scratch;
    private AggregateStore store;

    @BeforeEach
    void threeItems() throws IOException {
        scratch = new Scratch(folder);
        store = scratch.store();
        for (String item : new String[] {"b/one@1.0.0", "a", "c"}) {
            store.recordExecution(success(item, 10));
            store.recordExecution(run(item, Outcome.FAILURE, 20));
        }
        store.checkpoint();
    }

    @Test
    void fileCutAtAnyPlace_isRebuiltToTheSameBytes() throws IOException {
        String whole = scratch.yaml();
        for (int length = 1; length < whole.length() - 1; length++) {
            scratch.write(whole.substring(0, length));
            AggregateStore other = scratch.store();
            assertThat(other.list()).as("%d bytes", length).isEqualTo(store.list());
            assertThat(other.problems()).singleElement().asString().contains("its end is missing");
            other.checkpoint();
            assertThat(scratch.yaml()).as("%d bytes", length).isEqualTo(whole);
            assertThat(other.problems()).isEmpty();
        }
    }

    @Test
    void cutFile_isKeptAsideAndTold() throws IOException {
        String cut = scratch.yaml().substring(0, scratch.yaml().indexOf("  c:\n"));
        scratch.write(cut);
        AggregateStore other = scratch.store();
        other.checkpoint();
        assertThat(scratch.notices).singleElement().asString().contains("its end is missing", "is kept as ");
        assertThat(other.setAside())
                .singleElement()
                .satisfies(copy -> assertThat(copy).hasContent(cut));
    }

    @Test
    void itemsThatAreThereAsAWhole_keepWhatTheLogNoLongerHas() throws IOException {
        scratch.write(scratch.yaml()
                .replaceFirst("total_runs: 2\n", "total_runs: 9\n")
                .replaceAll("  c:\n(.*\n)*", ""));
        AggregateStore other = scratch.store();
        other.recordExecution(success("b/one@1.0.0", 10));
        assertThat(other.get("b/one@1.0.0").orElseThrow().runs().orElseThrow().totalRuns())
                .isEqualTo(10);
        assertThat(other.get("c")).isEqualTo(store.get("c"));
    }

    @Test
    void fileWithoutItsLog_isNotReplacedByLess() throws IOException {
        Files.delete(scratch.userPath.log(AggregateStore.CONTRACT).resolve("20261120/events.log"));
        scratch.write(scratch.yaml().replaceAll("# end: .*\n", ""));
        AggregateStore other = scratch.store();
        other.checkpoint();
        assertThat(scratch.yaml()).contains("total_runs: 2\n");
    }

    @Test
    void fileOfAProgramThatDropsComments_isWhole() throws IOException {
        scratch.write(scratch.yaml().replaceAll("(?m)^#.*\n", "").replaceAll("  c:\n(.*\n)*", ""));
        AggregateStore other = scratch.store();
        assertThat(other.list()).containsOnlyKeys("a", "b/one@1.0.0");
        assertThat(other.problems()).isEmpty();
    }

    @Test
    void fileOfAProgramThatKeepsComments_isWhole() throws IOException {
        scratch.write(scratch.yaml().replaceAll("  c:\n(    .*\n)*", "").concat("owner: me\n"));
        AggregateStore other = scratch.store();
        assertThat(other.list()).containsOnlyKeys("a", "b/one@1.0.0");
        assertThat(other.problems()).isEmpty();
    }

    @Test
    void fileOfAnEarlierCandor_isWhole() throws IOException {
        scratch.write(scratch.yaml().replaceAll("# The last line.*\n", "").replaceAll("# end: .*\n", ""));
        assertThat(scratch.store().list()).isEqualTo(store.list());
        assertThat(scratch.store().problems()).isEmpty();
    }

    @Test
    void anyChangedByte_isSeen() throws IOException, BrokenException, ForeignVersionException {
        byte[] whole = Files.readAllBytes(scratch.userPath.aggregates());
        assertThat(EndMark.of(whole)).isEqualTo(EndMark.UNTOUCHED);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            assertThat(EndMark.of(changed)).as("byte %d", i).isNotEqualTo(EndMark.UNTOUCHED);
        }
        Aggregates read = AggregateFile.read(whole).aggregates();
        assertThat(AggregateFile.write(read, position(whole))).isEqualTo(whole);
        assertThat(AggregateFile.read(Arrays.copyOf(whole, whole.length - 1)).isCut())
                .as("without the last newline nothing is missing")
                .isFalse();
    }

    private static Position position(byte[] file) throws BrokenException, ForeignVersionException {
        return AggregateFile.read(file).position().orElseThrow();
    }
}
