package dev.candor.aggregatestore;

import dev.candor.config.SwitchState;
import dev.candor.config.SwitchState.Decider;
import dev.candor.config.UserPath;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.ingestion.Pipeline;
import dev.candor.ingestion.Quarantine;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A user path of its own, with a clock and a switch to set. */
final class Scratch {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Path FOREIGN_WRITER =
            Path.of("src/test/python/foreign_writer.py").toAbsolutePath();

    final UserPath userPath;
    final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    boolean enabled = true;

    private final AtomicInteger ids = new AtomicInteger();

    Scratch(Path folder) {
        userPath = new UserPath(folder.resolve("user"));
    }

    /** Another store on the same user path, as another process would have. */
    AggregateStore store() {
        return store(log());
    }

    EventLog log() {
        return EventLog.inFolder(userPath.log(AggregateStore.CONTRACT), LogSettings.standard(), now::get, notices::add);
    }

    AggregateStore store(EventLog log) {
        Quarantine quarantine = new Quarantine(log, userPath.own().resolve("quarantine.lock"), now::get, () -> "id");
        return new AggregateStore(
                userPath,
                () -> new SwitchState(enabled, Decider.CONFIG, Optional.empty()),
                log,
                new Pipeline(Map.of(Contract.EXECUTION, log), quarantine, userPath.index(), Duration.ZERO),
                now::get,
                () -> "run-" + ids.incrementAndGet(),
                notices::add);
    }

    String yaml() {
        try {
            return Files.readString(userPath.aggregates());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String yaml) {
        try {
            Files.createDirectories(userPath.folder());
            Files.writeString(userPath.aggregates(), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> files(String prefix) {
        try (Stream<Path> files = Files.list(userPath.folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program in another language that counts runs of an item into the shared file. */
    Process foreignWriter(String item, int times) throws IOException {
        return new ProcessBuilder(
                        "python3",
                        FOREIGN_WRITER.toString(),
                        userPath.folder().toString(),
                        item,
                        Integer.toString(times))
                .inheritIO()
                .start();
    }

    static Execution success(String item, long durationMs) {
        return run(item, Outcome.SUCCESS, durationMs);
    }

    static Execution run(String item, Outcome outcome, long durationMs) {
        Optional<String> error = outcome == Outcome.SUCCESS ? Optional.empty() : Optional.of("it broke");
        return new Execution(
                item, ItemType.TOOL, outcome, durationMs, 2, 1, error, Optional.of("/items/" + item), Optional.empty());
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
