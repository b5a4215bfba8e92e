package dev.candor.aggregatestore;

import static dev.candor.aggregatestore.Scratch.run;
import static dev.candor.aggregatestore.Scratch.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.foundation.files.AdvisoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that other programs write too: what they leave is understood, and what they wrote is kept. */
class SharedFileTest {
    private static final Path SEED_EXAMPLE = Path.of("src/test/resources/seed_example.yaml");

    @TempDir
    Path folder;

    private Scratch scratch;
    private AggregateStore store;

    @BeforeEach
    void emptyStore() {
        scratch = new Scratch(folder);
        store = scratch.store();
    }

    private RunStats runs(String item) throws IOException {
        return store.get(item).orElseThrow().runs().orElseThrow();
    }

    @Test
    void exampleOfTheContract_isUnderstoodAndGoesOn() throws IOException {
        scratch.write(Files.readString(SEED_EXAMPLE));
        assertThat(store.list()).containsOnlyKeys("core/create_tool", "kb-api-youtube-proxy", "acme/web_scraper@2.0.0");
        assertThat(runs("core/create_tool").lastRun()).contains("2026-01-29T10:30:00Z");
        store.recordExecution(success("core/create_tool", 1298));
        store.recordAccess(
                "kb-api-youtube-proxy", Optional.of("~/.ai/knowledge/api-facts/youtube-proxy.md"), Optional.empty());
        store.checkpoint();
        assertThat(runs("core/create_tool").totalRuns()).isEqualTo(48);
        assertThat(runs("core/create_tool").avgDurationMs()).isEqualTo(1251.0);
        assertThat(store.get("core/create_tool").orElseThrow().paths()).hasSize(3);
        assertThat(store.get("kb-api-youtube-proxy").orElseThrow().accesses().orElseThrow())
                .isEqualTo(new AccessStats(90, Optional.of("2026-11-20T12:00:00.000Z")));
        assertThat(scratch.store().list()).isEqualTo(store.list());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-28 14:22:00+00:00",
                "2026-01-28T14:22:00Z",
                "'2026-01-28T14:22:00Z'",
                "\"2026-01-28T14:22:00Z\""
            })
    void timestamps_areReadInEverySpellingAndWrittenQuoted(String written) throws IOException {
        scratch.write("version: 1\nupdated: " + written + "\nitems:\n  a:\n    type: tool\n    total_runs: 1\n"
                + "    last_run: " + written + "\n    paths:\n    - /a\n");
        String text = written.replaceAll("[\"']", "");
        assertThat(runs("a").lastRun()).contains(text);
        store.recordExecution(success("b", 1));
        store.checkpoint();
        assertThat(scratch.yaml()).contains("    last_run: \"" + text + "\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a comment\n",
                "{}",
                "version: 1\nupdated: null\nitems: {}\n",
                "version: 1\nitems: null\n",
                "version: 1\nitems:\n",
                "version: 1\nitems: []\n",
                "---\n",
                "items: {}",
                "\uFEFFversion: 1\n"
            })
    void emptyFile_isNoProblem(String yaml) throws IOException {
        scratch.write(yaml);
        assertThat(store.list()).isEmpty();
        assertThat(store.problems()).isEmpty();
        store.recordExecution(success("a", 1));
        store.checkpoint();
        assertThat(scratch.yaml()).contains("total_runs: 1\n");
        assertThat(scratch.notices).isEmpty();
    }

    @Test
    void unknownKeys_surviveAtEveryLevel() throws IOException {
        scratch.write("version: 1\nitems:\n  a:\n    type: tool\n    total_runs: 1\n    tags: [x, {k: 1}]\n"
                + "    stars: 4.5\nowner:\n  team: \"no\"\n  since: 2020-01-01\n");
        store.recordExecution(success("a", 1));
        store.checkpoint();
        assertThat(scratch.yaml())
                .contains("    tags:\n      - x\n      - {k: 1}\n    stars: 4.5\n")
                .contains("\nowner:\n  team: \"no\"\n  since: \"2020-01-01\"\n");
        assertThat(runs("a").totalRuns()).isEqualTo(2);
    }

    @Test
    void runOfAKnowledgeItem_isCountedBesideItsAccesses() throws IOException {
        store.recordAccess("k", Optional.of("/k.md"), Optional.empty());
        store.recordExecution(new Execution(
                "k",
                ItemType.KNOWLEDGE,
                Outcome.SUCCESS,
                5,
                0,
                0,
                Optional.empty(),
                Optional.of("/k.md"),
                Optional.empty()));
        store.checkpoint();
        ItemStats item = scratch.store().get("k").orElseThrow();
        assertThat(item.type()).isEqualTo("knowledge");
        assertThat(item.accesses().orElseThrow().accessCount()).isEqualTo(1);
        assertThat(item.runs().orElseThrow().totalRuns()).isEqualTo(1);
        assertThat(item.paths()).containsExactly("/k.md");
    }

    @Test
    void success_resetsTheLastError() throws IOException {
        store.recordExecution(run("a", Outcome.FAILURE, 1));
        assertThat(runs("a").lastError()).contains("it broke");
        store.recordExecution(success("a", 1));
        assertThat(runs("a").lastError()).isEmpty();
        store.checkpoint();
        assertThat(scratch.yaml()).contains("last_error: null\n");
    }

    @Test
    void cancelledCount_isThereOnlyOnceOneOccurred() throws IOException {
        store.recordExecution(success("a", 1));
        assertThat(scratch.yaml()).doesNotContain("cancelled");
        store.recordExecution(run("a", Outcome.CANCELLED, 1));
        store.checkpoint();
        assertThat(scratch.yaml()).contains("cancelled_count: 1\n");
    }

    @Test
    void largeAverage_hasNoExponent() throws IOException {
        store.recordExecution(success("a", 9_999_999_999L));
        assertThat(scratch.yaml()).contains("avg_duration_ms: 9999999999\n");
        assertThat(runs("a").avgDurationMs()).isEqualTo(9_999_999_999.0);
    }

    @Test
    void brokenYaml_isKeptAsideAndStatisticsComeFromTheLog() throws IOException {
        store.recordExecution(success("a", 1));
        scratch.write("items: {a: [1, 2");
        assertThat(runs("a").totalRuns()).isEqualTo(1);
        assertThat(store.problems()).singleElement().asString().startsWith("telemetry.yaml: it cannot be read: line 1");
        store.recordExecution(success("a", 1));
        store.checkpoint();
        assertThat(scratch.yaml()).contains("total_runs: 2\n");
        assertThat(store.problems()).isEmpty();
        List<String> copies = scratch.files("telemetry.yaml.broken-");
        assertThat(copies).hasSize(1);
        Path copy = scratch.userPath.folder().resolve(copies.getFirst());
        assertThat(copy).hasContent("items: {a: [1, 2");
        assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(scratch.notices).singleElement().asString().contains("is kept as " + copy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n", "just text\n", "items: 5\n", "items: [a]\n", "a: 1\na: 2\n", "\0", "items: *x\n"})
    void fileOfAnotherShape_isKeptAsideToo(String yaml) throws IOException {
        scratch.write(yaml);
        store.recordExecution(success("a", 1));
        store.checkpoint();
        assertThat(runs("a").totalRuns()).isEqualTo(1);
        assertThat(scratch.files("telemetry.yaml.broken-")).hasSize(1);
    }

    @Test
    void oddValues_countAsNothingAndTheFileIsKeptAside() throws IOException {
        scratch.write(
                "items:\n  a: {total_runs: many, success_count: '3', paths: [1], http_calls: -4}\n  b: 7\n  c: {}\n");
        assertThat(runs("a").successCount()).isEqualTo(3);
        assertThat(store.problems())
                .containsExactly(
                        "telemetry.yaml: the field total_runs of the item a must be a number that is not negative,"
                                + " found \"many\"",
                        "telemetry.yaml: the field http_calls of the item a must be a number that is not negative,"
                                + " found -4",
                        "telemetry.yaml: the field paths of the item a must be a list of texts, found 1",
                        "telemetry.yaml: the item b must be a mapping, found 7");
        store.recordExecution(success("a", 1));
        store.checkpoint();
        assertThat(runs("a").totalRuns()).isEqualTo(1);
        assertThat(scratch.files("telemetry.yaml.broken-")).hasSize(1);
    }

    @Test
    void newerVersion_isLeftAlone() throws IOException {
        scratch.write("version: \"2\"\n");
        assertThatThrownBy(store::list).hasMessageContaining("it says version 2");
        scratch.write("version: 2\nitems: {}\n");
        assertThat(store.recordExecution(success("a", 1))).isTrue();
        assertThatThrownBy(store::checkpoint)
                .hasMessageContaining("it says version 2, and this Candor knows version 1");
        assertThat(scratch.yaml()).isEqualTo("version: 2\nitems: {}\n");
    }

    @Test
    void editBetweenTwoCheckpoints_isKept() throws Exception {
        store.recordExecution(success("ours", 1));
        assertThat(scratch.foreignWriter("theirs", 3).waitFor()).isZero();
        assertThat(scratch.foreignWriter("ours", 1).waitFor()).isZero();
        store.recordExecution(success("ours", 1));
        assertThat(runs("ours").totalRuns()).isEqualTo(3);
        store.checkpoint();
        assertThat(runs("theirs").totalRuns()).isEqualTo(3);
        assertThat(scratch.yaml()).contains("    tag: mine\n");
        assertThat(scratch.store().list()).isEqualTo(store.list());
    }

    @Test
    void foreignWriterBesideCheckpoints_everyRunIsCountedOnce() throws Exception {
        Process one = scratch.foreignWriter("shared", 200);
        Process other = scratch.foreignWriter("shared", 200);
        Checkpointer checkpointer = new Checkpointer(store, Duration.ofMillis(1), scratch.notices::add);
        try {
            for (int i = 0; i < 200; i++) {
                store.recordExecution(success("shared", 5));
            }
            assertThat(one.waitFor()).isZero();
            assertThat(other.waitFor()).isZero();
        } finally {
            checkpointer.close();
        }
        assertThat(runs("shared").totalRuns()).isEqualTo(600);
        assertThat(runs("shared").successCount()).isEqualTo(600);
        assertThat(scratch.yaml()).contains("total_runs: 600\n");
        assertThat(scratch.notices).isEmpty();
    }

    @Test
    void programThatDropsUnknownKeys_doesNotMakeRowsCountTwice() throws IOException {
        store.recordExecution(success("a", 1));
        scratch.write(scratch.yaml().replaceAll("log_position: .*\n", ""));
        store.recordExecution(success("a", 1));
        assertThat(runs("a").totalRuns()).isEqualTo(2);
        assertThat(scratch.store().get("a").orElseThrow().runs().orElseThrow().totalRuns())
                .isEqualTo(2);
    }

    @Test
    void programThatClearsAllAndDropsUnknownKeys_hasCleared() throws IOException {
        store.recordExecution(success("a", 1));
        store.recordExecution(success("a", 1));
        store.checkpoint();
        scratch.write("version: 1\nupdated: null\nitems: {}\n");
        assertThat(store.list()).isEmpty();
        store.recordExecution(success("b", 1));
        assertThat(scratch.store().list()).containsOnlyKeys("b");
    }

    @Test
    void firstRecordWhileAnotherProgramHoldsTheLock_doesNotWait() throws IOException {
        AdvisoryLock held = AdvisoryLock.take(scratch.userPath.aggregatesLock(), Duration.ZERO);
        try {
            assertThat(store.recordExecution(success("a", 1))).isTrue();
        } finally {
            held.close();
        }
        assertThat(scratch.userPath.aggregates()).doesNotExist();
        store.recordExecution(success("a", 1));
        assertThat(scratch.yaml()).contains("total_runs: 2\n");
    }

    @Test
    void manyItemsOfAProgramThatSharesTheirLists_areRead() throws IOException {
        StringBuilder yaml = new StringBuilder("items:\n");
        for (int i = 0; i < 200; i++) {
            yaml.append(
                    "  item" + i + ":\n    total_runs: 1\n    paths: " + (i == 0 ? "&id001 [/x]" : "*id001") + "\n");
        }
        scratch.write(yaml.toString());
        assertThat(store.list()).hasSize(200);
        assertThat(store.get("item199").orElseThrow().paths()).containsExactly("/x");
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void textsThatLookLikeNumbers_stayTexts() throws IOException {
        scratch.write(
                "items:\n  a:\n    total_runs: 1\n    last_error: 1e5\n    commit: 7853e12\n    paths:\n    - 12e5\n");
        assertThat(runs("a").lastError()).contains("1e5");
        assertThat(store.get("a").orElseThrow().paths()).containsExactly("12e5");
        store.recordAccess("a", Optional.empty(), Optional.empty());
        store.checkpoint();
        assertThat(scratch.yaml()).contains("    commit: \"7853e12\"\n");
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void link_staysALink() throws IOException {
        Path real = Files.createDirectories(folder.resolve("dotfiles")).resolve("telemetry.yaml");
        Files.writeString(real, "version: 1\nitems: {}\n");
        Files.createDirectories(scratch.userPath.folder());
        Files.createSymbolicLink(scratch.userPath.aggregates(), real);
        store.recordExecution(success("a", 1));
        store.checkpoint();
        assertThat(scratch.userPath.aggregates()).isSymbolicLink();
        assertThat(real).content().contains("total_runs: 1\n");
    }
}
