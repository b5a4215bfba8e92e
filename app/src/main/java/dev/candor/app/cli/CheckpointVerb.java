package dev.candor.app.cli;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.app.Hub;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor checkpoint}: bring {@code telemetry.yaml} up to date. */
final class CheckpointVerb implements Verb {
    private static final int NOT_WRITTEN = 1;
    private static final String JSON = "--json";

    @Override
    public Manual manual() {
        return new Manual(
                "checkpoint",
                "Bring telemetry.yaml up to date, for programs that read it.",
                Optional.empty(),
                false,
                List.of(Flag.choice(JSON, "print what was done as one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  it is up to date",
                        "1  it cannot be read or written, or another program holds its lock",
                        "2  unknown flags"),
                List.of("candor checkpoint", "candor checkpoint --json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Terminal terminal = surroundings.terminal();
        Hub hub = surroundings.hub();
        AggregateStore store = hub.store();
        Path file = hub.userPath().aggregates();
        try {
            boolean written = store.checkpoint();
            int items = store.list().size();
            store.problems().forEach(terminal::tell);
            return terminal.say(arguments.has(JSON) ? json(file, items, written) : text(file, items, written))
                    ? 0
                    : NOT_WRITTEN;
        } catch (IOException e) {
            terminal.tell(
                    file + " could not be brought up to date: " + Reasons.of(e) + "; nothing is lost, the log has it");
            return NOT_WRITTEN;
        }
    }

    private static String json(Path file, int items, boolean written) {
        return JsonWriter.compact(new ObjectValue(Map.of(
                "file", JsonValue.of(file.toString()),
                "items", JsonValue.of(items),
                "written", JsonValue.of(written))));
    }

    private static String text(Path file, int items, boolean written) {
        return file + (written ? " is up to date now: " : " was up to date: ") + Wording.count(items, "item");
    }
}
