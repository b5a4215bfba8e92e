package dev.candor.app.cli;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.app.Hub;
import dev.candor.app.tools.Answer;
import dev.candor.app.tools.ArgumentNames;
import dev.candor.export.ItemsExport;
import dev.candor.export.ItemsExport.Written;
import dev.candor.export.ItemsFormat;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor export --item-id ID} and {@code candor export items}: the statistics of items. */
final class ItemExport {
    private static final String ITEM_ID = "--item-id";
    private static final String ITEM_PATH = "--item-path";
    private static final String BAKE = "--bake";
    private static final String UNBAKE = "--unbake";
    private static final String DRY_RUN = "--dry-run";
    private static final String JSON = "--json";

    static final List<Flag> FLAGS = List.of(
            Flag.optional(ITEM_ID, "ITEM-ID", "the item"),
            Flag.choice(BAKE, "write the item's statistics into its file, which is found by the id"),
            Flag.optional(ITEM_PATH, Flag.FILE, "its file, to write them into"),
            Flag.choice(UNBAKE, "take them out of the file again"),
            Flag.choice(DRY_RUN, "only say what would become of the file"));

    private ItemExport() {}

    /** Prints what a registry may be told of one item, or changes the item's file. */
    static int one(Arguments arguments, Surroundings surroundings) throws UsageException {
        Map<String, JsonValue> call = new HashMap<>();
        call.put(
                "item_id",
                JsonValue.of(arguments
                        .text(ITEM_ID)
                        .orElseThrow(() -> new UsageException("say " + ITEM_ID + " ID, session ID or items"))));
        Optional<Path> path = surroundings.path(arguments.text(ITEM_PATH));
        path.ifPresent(
                file -> call.put("item_path", JsonValue.of(file.toAbsolutePath().toString())));
        if (arguments.has(BAKE) && arguments.has(UNBAKE)) {
            throw new UsageException("say " + BAKE + " or " + UNBAKE + ", not both");
        }
        boolean isAboutTheFile = path.isPresent() || arguments.has(BAKE) || arguments.has(UNBAKE);
        if (arguments.has(DRY_RUN) && !isAboutTheFile) {
            throw new UsageException(
                    "the flag " + DRY_RUN + " needs " + BAKE + ", " + UNBAKE + " or " + ITEM_PATH + " FILE beside it");
        }
        for (String flag : List.of(BAKE, UNBAKE, DRY_RUN)) {
            if (arguments.has(flag)) {
                call.put(flag.substring(2).replace('-', '_'), JsonValue.of(true));
            }
        }
        ToolCall tool = new ToolCall(surroundings);
        try {
            Answer answer = tool.make("export_telemetry", new ObjectValue(call), ArgumentNames.InJson.MEMBERS);
            tool.checkpoint();
            if (isAboutTheFile || arguments.has(JSON)) {
                return tool.say(answer, arguments.has(JSON));
            }
            String text = JsonWriter.compact(answer.json().member("telemetry").orElseThrow());
            return surroundings.terminal().say(text) ? 0 : ToolCall.REFUSED;
        } catch (ToolException e) {
            return tool.tell(e);
        }
    }

    /** Prints or writes the statistics of all items. */
    static int all(List<String> operands, Arguments arguments, Surroundings surroundings) throws UsageException {
        if (operands.size() != 1) {
            throw new UsageException("items takes flags only");
        }
        String word = arguments.text(ExportVerb.FORMAT, ItemsFormat.JSON.word());
        ItemsFormat format = ItemsFormat.of(word)
                .orElseThrow(() -> new UsageException("the flag " + ExportVerb.FORMAT
                        + " needs json, csv, ndjson or parquet for items, found '" + word + "'"));
        mustHaveEffect(format, arguments);
        Optional<String> out = arguments.text(ExportVerb.OUT);
        Hub hub = surroundings.hub();
        ItemsExport items = new ItemsExport(hub.store(), arguments.has(ExportVerb.SPREADSHEET_SAFE));
        int code = out.isPresent()
                ? write(items, format, file(out.get(), surroundings), arguments, surroundings)
                : print(items, format, surroundings);
        problems(hub.store(), surroundings.terminal());
        hub.store().checkpointIfDue();
        return code;
    }

    private static void mustHaveEffect(ItemsFormat format, Arguments arguments) throws UsageException {
        if (arguments.has(ExportVerb.SPREADSHEET_SAFE) && format != ItemsFormat.CSV) {
            throw new UsageException("the flag " + ExportVerb.SPREADSHEET_SAFE + " is about cells of CSV; it needs "
                    + ExportVerb.FORMAT + " csv beside it");
        }
        if (arguments.text(ExportVerb.OUT).isPresent()) {
            return;
        }
        if (format == ItemsFormat.PARQUET) {
            throw new UsageException("Parquet is no text: name a file with " + ExportVerb.OUT + " FILE");
        }
        for (String flag : List.of(ExportVerb.FORCE, JSON)) {
            if (arguments.has(flag)) {
                throw new UsageException("the flag " + flag + " is about a file that is written; without "
                        + ExportVerb.OUT + " FILE the statistics are printed");
            }
        }
    }

    private static Path file(String out, Surroundings surroundings) throws UsageException {
        Path file =
                surroundings.pathOfThisMachine(ExportVerb.OUT, "a file", out).toAbsolutePath();
        Surroundings.mustNotBeOutput(file, "the file of " + ExportVerb.OUT + " " + out);
        return file;
    }

    private static int print(ItemsExport items, ItemsFormat format, Surroundings surroundings) throws UsageException {
        try {
            String text = items.text(format);
            return surroundings.terminal().data(text) ? 0 : ToolCall.REFUSED;
        } catch (ToolException e) {
            return new ToolCall(surroundings).tell(e);
        }
    }

    private static int write(
            ItemsExport items, ItemsFormat format, Path out, Arguments arguments, Surroundings surroundings)
            throws UsageException {
        try {
            Written written = items.write(format, out, arguments.has(ExportVerb.FORCE));
            return surroundings.terminal().say(arguments.has(JSON) ? json(written) : sentence(written))
                    ? 0
                    : ToolCall.REFUSED;
        } catch (ToolException e) {
            return new ToolCall(surroundings).tell(e);
        }
    }

    private static String json(Written written) {
        return JsonWriter.compact(new ObjectValue(Map.of(
                "bytes", JsonValue.of(written.bytes()),
                "file", JsonValue.of(written.file().toString()),
                "items", JsonValue.of(written.items()),
                "unchanged", JsonValue.of(written.isUnchanged()))));
    }

    private static String sentence(Written written) {
        return Wording.count(written.items(), "item") + ", " + Wording.count(written.bytes(), "byte") + ": "
                + written.file() + (written.isUnchanged() ? " (it was so already)" : "");
    }

    private static void problems(AggregateStore store, Terminal terminal) {
        try {
            store.problems().forEach(terminal::tell);
        } catch (IOException e) {
            // what cannot be read was told above
        }
    }
}
