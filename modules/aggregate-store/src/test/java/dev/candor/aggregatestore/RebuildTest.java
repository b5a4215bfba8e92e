package dev.candor.aggregatestore;

import static dev.candor.aggregatestore.Scratch.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.Position;
import dev.candor.eventlog.UnknownPositionException;
import dev.candor.foundation.files.AdvisoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shared file is a projection of the log: wherever it stands, and whatever becomes of it, nothing is lost. */
class RebuildTest {
    @TempDir
    Path folder;

    private Scratch scratch;
    private AggregateStore store;

    @BeforeEach
    void emptyStore() {
        scratch = new Scratch(folder);
        store = scratch.store();
    }

    @Test
    void deletedFile_isRebuiltToTheSameBytes() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            scratch.now.set(Scratch.NOON.plusSeconds(1000L * i));
            String item = "item" + random.nextInt(20);
            switch (random.nextInt(10)) {
                case 0 -> store.clear(random.nextInt(5) == 0 ? "*" : item);
                case 1 -> store.recordAccess(item, Optional.of("/" + item), Optional.empty());
                case 2 -> store.checkpoint();
                default ->
                    store.recordExecution(Scratch.run(item, Outcome.values()[random.nextInt(4)], random.nextInt(5000)));
            }
        }
        store.checkpoint();
        String before = scratch.yaml();
        Files.delete(scratch.userPath.aggregates());
        assertThat(store.list()).isEqualTo(scratch.store().list());
        store.checkpoint();
        assertThat(scratch.yaml()).isEqualTo(before);
        assertThat(scratch.notices).singleElement().asString().contains("was missing and is made anew from the log");
    }

    @Test
    void whereverTheCheckpointStands_readsAreExact() throws IOException {
        AggregateStore other = scratch.store();
        for (int i = 1; i <= 30; i++) {
            store.recordExecution(success("a", i));
            if (i % 7 == 0) {
                other.checkpoint();
            }
            assertThat(store.get("a").orElseThrow().runs().orElseThrow().totalRuns())
                    .isEqualTo(i);
            assertThat(other.get("a")).isEqualTo(store.get("a"));
        }
    }

    @Test
    void clearedItem_staysClearedAfterARebuild() throws IOException {
        store.recordExecution(success("a", 1));
        store.recordExecution(success("b", 1));
        store.clear("a");
        Files.delete(scratch.userPath.aggregates());
        assertThat(scratch.store().list()).containsOnlyKeys("b");
    }

    @Test
    void clearWhileOff_works() throws IOException {
        store.recordExecution(success("a", 1));
        scratch.enabled = false;
        assertThat(store.clear("a")).isEqualTo(1);
        assertThat(scratch.store().list()).isEmpty();
    }

    @Test
    void pathsOfAnItem_areBounded() throws IOException {
        for (int i = 0; i <= ItemStats.MAX_PATHS; i++) {
            store.recordExecution(new Execution(
                    "a",
                    ItemType.TOOL,
                    Outcome.SUCCESS,
                    1,
                    0,
                    0,
                    Optional.empty(),
                    Optional.of("/path" + i),
                    Optional.empty()));
        }
        assertThat(store.get("a").orElseThrow().paths())
                .hasSize(ItemStats.MAX_PATHS)
                .startsWith("/path1")
                .endsWith("/path" + ItemStats.MAX_PATHS);
    }

    @Test
    void logWithoutOneOfItsParts_isTold() throws IOException {
        store.recordExecution(success("a", 1));
        store.checkpoint();
        scratch.now.set(Scratch.NOON.plusSeconds(86_400));
        store.recordExecution(success("a", 1));
        assertThat(store.problems()).isEmpty();
        Files.delete(scratch.userPath.log(AggregateStore.CONTRACT).resolve("20261120/events.log"));
        assertThat(scratch.store().problems())
                .singleElement()
                .asString()
                .contains("1 part of the log of runs is gone", "20261120/events.1.log");
    }

    @Test
    void strayRowInTheLog_isToldAndNotCounted() throws IOException {
        store.recordExecution(success("a", 1));
        Path log = scratch.userPath.log(AggregateStore.CONTRACT).resolve("20261120/events.log");
        Files.writeString(log, "{\"event\":\"other\"}\n{}\nno json\n", java.nio.file.StandardOpenOption.APPEND);
        store.recordExecution(success("a", 1));
        assertThat(store.get("a").orElseThrow().runs().orElseThrow().totalRuns())
                .isEqualTo(2);
        assertThat(store.problems())
                .containsExactly("2 rows of the log are no rows of the contract execution 1 and are not counted");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20T14:00:00+02:00, 2", "2026-11-20T13:59:59+02:00, 3", "2026-11-20 12:00:00Z, 2", "'', 3"})
    void placeOfAnotherLog_rowsCountByTheMomentsThatOthersWrote(String updated, int runs) throws IOException {
        store.recordExecution(success("a", 1));
        String yaml = "version: 1\nupdated: \"" + updated + "\"\nlog_position: \"20261120/7/10\"\n"
                + "items:\n  a:\n    type: tool\n    total_runs: 1\n    success_count: 1\n";
        scratch.write(yaml);
        scratch.now.set(Scratch.NOON.plusSeconds(1));
        AggregateStore other = scratch.store();
        other.recordExecution(success("a", 1));
        assertThat(other.get("a").orElseThrow().runs().orElseThrow().totalRuns())
                .isEqualTo(runs);
        assertThat(scratch.notices)
                .anySatisfy(notice -> assertThat(notice).contains("up to a place that the log does not have"));
    }

    @Test
    void logThatLostItsRows_isNotCountedTwice() throws IOException {
        store.recordExecution(success("a", 1));
        Path log = scratch.userPath.log(AggregateStore.CONTRACT).resolve("20261120/events.log");
        Files.delete(log);
        AggregateStore other = scratch.store();
        assertThat(other.get("a").orElseThrow().runs().orElseThrow().totalRuns())
                .isEqualTo(1);
        other.recordExecution(success("a", 1000));
        assertThat(scratch.store().get("a").orElseThrow().runs().orElseThrow().totalRuns())
                .isEqualTo(2);
        other.checkpoint();
        assertThat(scratch.yaml()).contains("total_runs: 2\n");
        assertThat(other.problems()).hasSize(1).first().asString().startsWith("1 part of the log of runs is gone");
    }

    @Test
    void processThatRecords_leavesTheFileCurrent() throws IOException {
        for (int i = 1; i <= 5; i++) {
            AggregateStore process = scratch.store();
            process.recordExecution(success("a", 1));
            process.checkpointIfDue();
            assertThat(scratch.yaml()).contains("total_runs: " + i + "\n");
        }
    }

    @Test
    void fileOfManyItems_isAtMost64RunsBehind() throws IOException {
        List<Execution> one = new ArrayList<>();
        for (int i = 0; i <= 1000; i++) {
            one.add(success("item" + i, 1));
        }
        store.record(one);
        store.checkpoint();
        for (int i = 1; i < 64; i++) {
            AggregateStore process = scratch.store();
            process.recordExecution(success("item7", 1));
            process.checkpointIfDue();
        }
        assertThat(scratch.yaml()).doesNotContain("total_runs: 64\n");
        AggregateStore process = scratch.store();
        process.recordExecution(success("item7", 1));
        process.checkpointIfDue();
        assertThat(scratch.yaml()).contains("total_runs: 65\n");
    }

    @Test
    void checkpointLag_isTheTimeSinceTheFileWasLastCurrent() throws IOException {
        assertThat(store.checkpointLag()).isZero();
        store.recordExecution(success("a", 1));
        assertThat(store.checkpointLag()).isZero();
        store.recordExecution(success("a", 1));
        scratch.now.set(Scratch.NOON.plusSeconds(90));
        store.recordExecution(success("a", 1));
        assertThat(store.checkpointLag()).isEqualTo(Duration.ofSeconds(90));
        store.checkpoint();
        assertThat(store.checkpointLag()).isZero();
    }

    @Test
    void checkpointLag_isNotTakenFromTheTimesInRows() throws IOException {
        store.recordExecution(success("a", 1));
        store.checkpoint();
        EventLog log = scratch.log();
        log.append(List.of(Scratch.utf8("{\"duration_ms\":1,\"event\":\"run\",\"item_id\":\"a\",\"item_type\":\"tool\","
                + "\"outcome\":\"success\",\"run_id\":\"x\",\"timestamp\":\"2020-01-01T00:00:00Z\"}")));
        assertThat(store.checkpointLag()).isZero();
        scratch.now.set(Scratch.NOON.plusSeconds(2));
        assertThat(store.checkpointLag()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gone", "", "{", "{}", "[]", "{\"log_position\":\" \"}", "{\"log_position\":\"1/1/7\"}", "link"})
    void checkpointLag_needsNoNote(String note) throws IOException {
        store.recordExecution(success("a", 1));
        store.checkpoint();
        Path file = scratch.userPath.own().resolve("checkpoint.json");
        Files.delete(file);
        if (note.equals("link")) {
            Files.createSymbolicLink(file, Path.of("/dev/zero"));
        } else if (!note.equals("gone")) {
            Files.writeString(file, note);
        }
        scratch.now.set(Scratch.NOON.plusSeconds(3600));
        AggregateStore started = scratch.store();
        assertThat(started.checkpointLag()).isZero();
        scratch.now.set(Scratch.NOON.plusSeconds(3700));
        started.checkpoint();
        assertThat(started.checkpointLag()).isZero();
        started.recordExecution(success("a", 1));
        started.checkpoint();
        assertThat(scratch.yaml()).contains("total_runs: 2\n");
    }

    @Test
    void noteThatCannotBeWritten_isToldOnceAndStopsNoCheckpoint() throws IOException {
        Files.createDirectories(scratch.userPath.own().resolve("checkpoint.json/in the way"));
        for (int i = 0; i < 3; i++) {
            store.recordExecution(success("a", 1));
            store.checkpoint();
        }
        assertThat(scratch.yaml()).contains("total_runs: 3\n");
        assertThat(scratch.notices).singleElement().asString().contains("checkpoint.json cannot be written");
    }

    @Test
    void probes_saySoWhenTheFolderCannotBeWritten() throws IOException {
        store.tryLog();
        assertThat(store.tryLock()).isTrue();
        assertThat(scratch.userPath.own().resolve("probe")).doesNotExist();
        Path inTheWay = folder.resolve("other/user");
        Files.createDirectories(inTheWay.getParent());
        Files.writeString(inTheWay, "");
        Scratch blocked = new Scratch(folder.resolve("other"));
        assertThatThrownBy(() -> blocked.store().tryLog()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> blocked.store().tryLock()).isInstanceOf(IOException.class);
    }

    @Test
    void logThatFailsInTheMiddle_isNotCountedTwiceLater() throws IOException {
        EventLog log = scratch.log();
        boolean[] failing = {false};
        AggregateStore reader = scratch.store(new FailingLog(log, failing));
        store.recordExecution(success("a", 1));
        assertThat(reader.list()).hasSize(1);
        store.recordExecution(success("a", 1));
        store.recordExecution(success("a", 1));
        failing[0] = true;
        assertThatThrownBy(reader::list).hasMessage("the disk failed");
        failing[0] = false;
        assertThat(reader.get("a").orElseThrow().runs().orElseThrow().totalRuns())
                .isEqualTo(3);
    }

    @Test
    void lockHeldByAnotherProgram_holdsUpNobodyButTheCheckpoint() throws Exception {
        store.recordExecution(success("a", 1));
        store.recordExecution(success("a", 1));
        AdvisoryLock held = AdvisoryLock.take(scratch.userPath.aggregatesLock(), Duration.ZERO);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> checkpoint = threads.submit(() -> {
                store.checkpoint();
                return null;
            });
            store.recordExecution(success("a", 1));
            assertThat(store.get("a").orElseThrow().runs().orElseThrow().totalRuns())
                    .isEqualTo(3);
            assertThat(checkpoint.isDone()).isFalse();
            held.close();
            checkpoint.get();
        }
        assertThat(scratch.yaml()).contains("total_runs: 3\n");
    }

    /** A log whose disk fails after the first row that is read. */
    private record FailingLog(EventLog log, boolean[] failing) implements EventLog {
        @Override
        public List<Position> append(List<byte[]> rows) throws IOException {
            return log.append(rows);
        }

        @Override
        public void append(Admission admission) throws IOException {
            log.append(admission);
        }

        @Override
        public boolean await(Position behind, Duration atMost) throws IOException, InterruptedException {
            return log.await(behind, atMost);
        }

        @Override
        public void close() throws IOException {
            log.close();
        }

        @Override
        public boolean areInOnePart(Position one, Position other) throws UnknownPositionException {
            return log.areInOnePart(one, other);
        }

        @Override
        public Position start() {
            return log.start();
        }

        @Override
        public Position end() throws IOException {
            return log.end();
        }

        @Override
        public Position read(Position from, RowVisitor visitor) throws IOException {
            return log.read(from, (bytes, first, last) -> {
                visitor.row(bytes, first, last);
                if (failing[0]) {
                    throw new IOException("the disk failed");
                }
            });
        }
    }
}
