package dev.candor.aggregatestore;

import static dev.candor.aggregatestore.Scratch.run;
import static dev.candor.aggregatestore.Scratch.success;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases that the contract names, by its names; the one about the configuration is in module config. */
class TelemetryToolsTest {
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
    void test_record_execution_creates_file() throws IOException {
        assertThat(store.recordExecution(success("core/create_tool", 1250))).isTrue();
        assertThat(scratch.yaml()).isEqualTo("""
                # Statistics of items, kept by Candor and by whoever else takes flock(2) on telemetry.lock.
                # Clear them with: candor clear. Where runs are not in here yet, log_position says so.
                # The last line shows that nothing is missing at the end: keep it, or omit it together with this line.

                version: 1
                updated: "2026-11-20T12:00:00.000Z"
                log_position: "20261120/1/228"

                items:
                  "core/create_tool":
                    type: tool
                    total_runs: 1
                    success_count: 1
                    failure_count: 0
                    timeout_count: 0
                    avg_duration_ms: 1250.0
                    http_calls: 2
                    subprocess_calls: 1
                    last_run: "2026-11-20T12:00:00.000Z"
                    last_outcome: success
                    last_error: null
                    paths:
                      - "/items/core/create_tool"
                # end: crc32c b36662dc
                """);
        assertThat(Files.getPosixFilePermissions(scratch.userPath.aggregates()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void test_record_execution_increments_counters() throws IOException {
        store.recordExecution(success("a", 10));
        store.recordExecution(run("a", Outcome.FAILURE, 10));
        store.recordExecution(run("a", Outcome.TIMEOUT, 10));
        store.recordExecution(run("a", Outcome.CANCELLED, 10));
        store.recordExecution(success("a", 10));
        RunStats runs = store.get("a").orElseThrow().runs().orElseThrow();
        assertThat(runs)
                .isEqualTo(new RunStats(
                        5,
                        2,
                        1,
                        1,
                        1,
                        10,
                        10,
                        5,
                        Optional.of("2026-11-20T12:00:00.000Z"),
                        Optional.of("success"),
                        Optional.empty()));
        assertThat(store.get("b")).isEmpty();
    }

    @Test
    void test_running_average_calculation() throws IOException {
        double average = 0;
        long[] durations = {100, 200, 0, 1_000_000_000, 7};
        for (int i = 0; i < durations.length; i++) {
            store.recordExecution(success("a", durations[i]));
            average += (durations[i] - average) / (i + 1);
            assertThat(store.get("a").orElseThrow().runs().orElseThrow().avgDurationMs())
                    .isEqualTo(average);
        }
        store.checkpoint();
        assertThat(scratch.yaml()).contains("avg_duration_ms: 200000061.4");
        assertThat(scratch.store().get("a")).isEqualTo(store.get("a"));
    }

    @Test
    void test_clear_single_item() throws IOException {
        store.record(List.of(success("a", 1), success("b", 2)));
        assertThat(store.clear("a")).isEqualTo(1);
        assertThat(store.list()).containsOnlyKeys("b");
        assertThat(scratch.yaml()).doesNotContain("  a:").contains("  b:");
        assertThat(store.clear("a")).isZero();
    }

    @Test
    void test_clear_all() throws IOException {
        store.record(List.of(success("a", 1), success("b", 2)));
        assertThat(store.clear("*")).isEqualTo(2);
        assertThat(store.list()).isEmpty();
        assertThat(scratch.yaml()).contains("\nitems: {}\n");
    }

    @Test
    void test_concurrent_writes() throws Exception {
        Checkpointer checkpointer = new Checkpointer(store, Duration.ofMillis(1), scratch.notices::add);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                AggregateStore mine = thread % 2 == 0 ? store : scratch.store();
                work.add(() -> {
                    for (int i = 0; i < 50; i++) {
                        mine.recordExecution(success("shared", 10));
                    }
                    mine.checkpoint();
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            checkpointer.close();
        }
        assertThat(scratch.yaml()).contains("total_runs: 400\n").contains("success_count: 400\n");
        assertThat(scratch.notices).isEmpty();
    }

    @Test
    void test_telemetry_disabled_no_write() throws IOException {
        scratch.enabled = false;
        assertThat(store.recordExecution(success("a", 1))).isFalse();
        assertThat(store.recordAccess("k", Optional.empty(), Optional.empty())).isFalse();
        assertThat(store.clear("*")).isZero();
        store.checkpoint();
        store.checkpointIfDue();
        assertThat(scratch.userPath.folder()).doesNotExist();
    }
}
