package dev.candor.app.mcp;

import dev.candor.aggregatestore.Execution;
import dev.candor.aggregatestore.ItemType;
import dev.candor.aggregatestore.Outcome;
import dev.candor.app.Hub;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A user path with telemetry on, and items that were run. */
record UsedItems(Path folder, Hub hub) {
    static UsedItems in(Path folder) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        Hub hub = new Hub(new UserPath(folder), Map.of(), clock, notice -> {});
        try {
            hub.config().set(true);
        } catch (ToolException e) {
            throw new AssertionError(e);
        }
        return new UsedItems(folder, hub);
    }

    /** A successful run of each. */
    void run(Stream<String> ids) throws IOException {
        hub.store()
                .record(ids.map(id -> new Execution(
                                id,
                                ItemType.TOOL,
                                Outcome.SUCCESS,
                                5,
                                0,
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                        .toList());
    }

    void run(String... ids) throws IOException {
        run(Stream.of(ids));
    }

    /** Puts a file there that this Candor leaves alone. */
    void becomeUnreadable() throws IOException {
        Files.writeString(folder.resolve("telemetry.yaml"), "version: 2\nitems: {}\n");
    }
}
