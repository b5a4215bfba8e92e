package dev.candor.ingestion;

import static dev.candor.ingestion.FrontDoor.execution;
import static dev.candor.ingestion.FrontDoor.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.testing.Seeds;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Random steps through the front door beside a model in memory: new rows, rows known already, rows in conflict, broken
 * ones, parts and days that begin, a second process, ends without warning and new starts, replays and drops. After each of
 * them the receipt, the logs and the quarantine are what the model says.
 */
class FrontDoorModelTest {
    private static final Finding ONCE_BAD =
            new Finding(Severity.REFUSAL, "ONCE_BAD", "once", "", "this was refused by an older rule");

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-20T23:58:00Z");
    private int ids;

    /** What one process has open. */
    private final class Process {
        private final Map<Contract, EventLog> logs = new HashMap<>();
        private final Quarantine quarantine;
        private final Pipeline pipeline;

        Process() {
            LogSettings small = LogSettings.standard().withPartBytes(3000);
            for (Contract contract : Contract.ALL) {
                logs.put(contract, EventLog.inFolder(folder.resolve(contract.id()), small, () -> now, notice -> {}));
            }
            EventLog rows = EventLog.inFolder(folder.resolve("quarantine"), small.named("rows"), () -> now, n -> {});
            quarantine = new Quarantine(rows, folder.resolve("quarantine.lock"), () -> now, () -> "q" + ++ids);
            pipeline = new Pipeline(logs, quarantine, folder.resolve("index"), Duration.ofSeconds(30), 100_000, 40);
        }

        Receipt take(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return pipeline.take(
                    new java.io.ByteArrayInputStream(bytes), RowFormat.NDJSON, Optional.empty(), "model", n -> {});
        }
    }

    /** What should be on disk: rows by identity, and payloads in quarantine in the order they came. */
    private static final class Model {
        private final Map<String, String> usages = new LinkedHashMap<>();
        private final Map<String, String> executions = new LinkedHashMap<>();
        private final List<String> quarantined = new ArrayList<>();

        /** The receipt's status of a row that is handed over now. */
        Receipt.Status take(String row) {
            if (!row.endsWith("}")) {
                quarantined.add(row);
                return Receipt.Status.QUARANTINED;
            }
            String canonical = JsonWriter.compact(JsonValue.parse(row));
            Map<String, String> rows = row.contains("run_id") ? executions : usages;
            String identity = row.contains("run_id") ? row.replaceAll(".*\"run_id\":\"([^\"]*)\".*", "$1") : canonical;
            String there = rows.putIfAbsent(identity, canonical);
            if (there == null) {
                return Receipt.Status.ACCEPTED;
            }
            if (there.equals(canonical)) {
                return Receipt.Status.DUPLICATE;
            }
            quarantined.add(row);
            return Receipt.Status.QUARANTINED;
        }
    }

    private final Model model = new Model();
    private Process[] processes = {};

    @ParameterizedTest
    @Seeds(20)
    void anySteps_leaveWhatTheModelSays(long seed) throws Exception {
        Random random = new Random(seed);
        processes = new Process[] {new Process(), new Process()};
        for (int step = 0; step < 80; step++) {
            int which = random.nextInt(processes.length);
            switch (random.nextInt(12)) {
                case 0 -> processes[which] = new Process();
                case 1 -> crash(which, random);
                case 2 -> now = now.plusSeconds(random.nextInt(40_000) - 5_000L);
                case 3 -> replay(processes[which]);
                case 4 -> drop(processes[which], random);
                case 5 -> refusedOnce(processes[which], random);
                default -> take(processes[which], random);
            }
            mustBeAsTheModelSays(processes[random.nextInt(processes.length)]);
        }
        mustBeAsTheModelSays(new Process());
    }

    private static String row(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "{\"broken\": " + random.nextInt(1000);
            case 1, 2, 3 -> execution("r" + random.nextInt(200), "item" + random.nextInt(2));
            default -> usage(random.nextInt(300));
        };
    }

    private void take(Process process, Random random) throws Exception {
        List<String> rows = new ArrayList<>();
        Map<Receipt.Status, Long> expected = new HashMap<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            rows.add(row(random));
        }
        // a receipt counts what is left of a batch contract by contract, and refuses conflicts behind broken rows
        List<String> broken = rows.stream().filter(row -> !row.endsWith("}")).toList();
        List<String> whole = rows.stream().filter(row -> row.endsWith("}")).toList();
        Stream.concat(broken.stream(), inGroups(whole).stream())
                .forEach(row -> expected.merge(model.take(row), 1L, Long::sum));
        Receipt receipt = process.take(String.join("\n", rows) + "\n");

        assertThat(receipt.accepted()).isEqualTo(expected.getOrDefault(Receipt.Status.ACCEPTED, 0L));
        assertThat(receipt.duplicate()).isEqualTo(expected.getOrDefault(Receipt.Status.DUPLICATE, 0L));
        assertThat(receipt.quarantined()).isEqualTo(expected.getOrDefault(Receipt.Status.QUARANTINED, 0L));
    }

    /** The contract of the first row first. */
    private static List<String> inGroups(List<String> rows) {
        boolean executionsFirst = !rows.isEmpty() && rows.getFirst().contains("run_id");
        List<String> ordered = new ArrayList<>();
        rows.stream().filter(row -> row.contains("run_id") == executionsFirst).forEach(ordered::add);
        rows.stream().filter(row -> row.contains("run_id") != executionsFirst).forEach(ordered::add);
        return ordered;
    }

    /** A process ends in the midst of a write: half a row stays behind, of which nobody was told. */
    private void crash(int which, Random random) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> active = files.filter(
                            file -> file.getFileName().toString().matches("(events|rows)\\.log"))
                    .filter(file ->
                            file.getParent().equals(newest(file.getParent().getParent())))
                    .sorted()
                    .toList();
            if (!active.isEmpty()) {
                byte[] torn = usage(random.nextInt())
                        .substring(0, 1 + random.nextInt(60))
                        .getBytes(StandardCharsets.UTF_8);
                Files.write(active.get(random.nextInt(active.size())), torn, StandardOpenOption.APPEND);
            }
        }
        processes[which] = new Process();
    }

    private static Path newest(Path log) {
        try (Stream<Path> days = Files.list(log)) {
            return days.filter(Files::isDirectory)
                    .sorted()
                    .reduce((first, second) -> second)
                    .orElse(log);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void refusedOnce(Process process, Random random) throws IOException {
        String row =
                random.nextBoolean() ? usage(300 + random.nextInt(50)) : execution("late" + random.nextInt(30), "a");
        process.quarantine.keep(List.of(QuarantinedRow.of(Optional.empty(), Refusal.of(ONCE_BAD), "older", row)));
        model.quarantined.add(row);
    }

    private void replay(Process process) throws Exception {
        List<String> before = List.copyOf(model.quarantined);
        model.quarantined.clear();
        List<String> moved = new ArrayList<>();
        for (String row : before) {
            int waiting = model.quarantined.size();
            model.take(row);
            if (model.quarantined.size() > waiting) {
                moved.add(row);
            }
        }
        QuarantineReport report = process.quarantine.replay(QuarantineFilter.all(), process.pipeline, false);

        assertThat(report.matched()).isEqualTo(before.size());
        assertThat(report.refusedAgain()).isEqualTo(moved.size());
        assertThat(report.skipped()).isZero();
    }

    private void drop(Process process, Random random) throws Exception {
        List<QuarantineEntry> waiting = waiting(process);
        if (!waiting.isEmpty()) {
            QuarantineEntry one = waiting.get(random.nextInt(waiting.size()));
            process.quarantine.drop(QuarantineFilter.of(one.id()), "", false);
            model.quarantined.remove(one.payload());
        }
    }

    private void mustBeAsTheModelSays(Process process) throws IOException {
        assertThat(rows(process, Contract.SKILL_USAGE)).containsExactlyInAnyOrderElementsOf(model.usages.values());
        assertThat(rows(process, Contract.EXECUTION)).containsExactlyInAnyOrderElementsOf(model.executions.values());
        assertThat(waiting(process))
                .extracting(QuarantineEntry::payload)
                .containsExactlyInAnyOrderElementsOf(model.quarantined);
    }

    private static List<QuarantineEntry> waiting(Process process) throws IOException {
        List<QuarantineEntry> waiting = new ArrayList<>();
        for (String id : Ward.ids(process.quarantine, QuarantineFilter.all())) {
            waiting.add(process.quarantine.show(id).orElseThrow().entry());
        }
        return waiting;
    }

    private static List<String> rows(Process process, Contract contract) throws IOException {
        List<String> rows = new ArrayList<>();
        EventLog log = java.util.Objects.requireNonNull(process.logs.get(contract));
        log.read(
                log.start(), (bytes, from, to) -> rows.add(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
        return rows;
    }
}
