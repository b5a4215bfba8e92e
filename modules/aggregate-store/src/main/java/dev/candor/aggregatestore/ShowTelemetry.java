package dev.candor.aggregatestore;

import dev.candor.config.SwitchState;
import dev.candor.config.TelemetrySwitch;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Page.Tone;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The switch, and the statistics of an item or of all. */
public final class ShowTelemetry implements Capability<ShowTelemetry.Query, TelemetryStatus> {
    /** What doors know of it. */
    public static final Declaration<Query, TelemetryStatus> DECLARATION = Declaration.of(
                    "telemetry_status",
                    "Telemetry status",
                    ShowTelemetryQueryShape.INSTANCE,
                    TelemetryStatusShape.INSTANCE,
                    """
                    Shows whether telemetry is on, who decided that, and the statistics recorded so far. Use it before and \
                    after running items, or to find out how often an item was used and how well it works. With item_id it \
                    gives the statistics of that item, or null when there are none, with similar ids; without, a summary of \
                    all items and the first 50 of them by id, the next with "after". Changes nothing. \
                    Example: {"item_id": "core/create_tool@1.0.0"}""")
            .command(Command.of("status", "Show whether telemetry is on, and the statistics of an item or of all.")
                    .operands("item_id")
                    .examples("candor status", "candor status core/create_tool@1.0.0 --json"))
            .command(Command.of("items list", "List the items that ran, with their statistics.")
                    .without("item_id")
                    .examples(
                            "candor items list --limit 1000",
                            "candor items list --after core/create_tool@1.0.0 --json"))
            .get("/v1/items")
            .unavailable("store-unavailable", "the statistics cannot be read");

    private static final int MAX_SIMILAR = 5;

    private static final List<Column> COLUMNS = List.of(
            Column.number("RUNS"),
            Column.number("SUCCESS"),
            Column.number("AVG MS"),
            Column.text("LAST RUN"),
            Column.text("ITEM"));

    private final UserPath userPath;
    private final TelemetrySwitch telemetry;
    private final AggregateStore store;

    /** Which item, or which of all. */
    @Arguments
    record Query(
            @Doc("The item whose statistics are wanted; without it, a summary of all.") @Size(min = 1, max = 256)
            Optional<String> itemId,

            @Doc("How many items a summary lists at most (default 50).") @Range(min = 0, max = 1000) @Default("50")
            int limit,

            @Doc("List the items after this id: the last one of the list before.") @Size(max = 256)
            Optional<String> after) {}

    /** The statistics of a store and the switch that governs it. */
    public ShowTelemetry(UserPath userPath, TelemetrySwitch telemetry, AggregateStore store) {
        this.userPath = userPath;
        this.telemetry = telemetry;
        this.store = store;
    }

    @Override
    public TelemetryStatus call(Query query, ToolContext context) throws IOException {
        Optional<JsonValue> item = Optional.empty();
        Optional<List<String>> similar = Optional.empty();
        Optional<Summary> summary = Optional.empty();
        Optional<List<Summary.Line>> lines = Optional.empty();
        if (query.itemId().isPresent()) {
            String id = query.itemId().get();
            Optional<ItemStats> stats = store.get(id);
            item = Optional.of(stats.<JsonValue>map(ItemStats::json).orElse(new NullValue()));
            similar = stats.isPresent() ? similar : Optional.of(similar(id));
        } else {
            SortedMap<String, ItemStats> items = store.list();
            summary = Optional.of(Summary.of(items.values()));
            lines = Optional.of(Summary.lines(items, query.after().orElse(""), query.limit()));
        }
        SwitchState state = telemetry.state();
        // of what was read just now
        List<String> problems = new ArrayList<>();
        state.problem().ifPresent(problems::add);
        problems.addAll(telemetry.warnings());
        problems.addAll(store.problems());
        return new TelemetryStatus(
                state.enabled(),
                state.decidedBy(),
                userPath.config().toString(),
                userPath.aggregates().toString(),
                problems,
                query.itemId(),
                item,
                similar,
                summary,
                lines);
    }

    private List<String> similar(String itemId) throws IOException {
        return store.list().keySet().stream()
                .filter(known -> known.contains(itemId) || itemId.contains(known))
                .limit(MAX_SIMILAR)
                .toList();
    }

    @Override
    public void tell(TelemetryStatus status, Page page) {
        page.line("telemetry is " + (status.enabled() ? page.toned("on", Tone.GOOD) : page.toned("off", Tone.BAD))
                + why(status));
        status.problems().forEach(problem -> page.line("problem: " + problem));
        status.itemId().ifPresent(id -> one(id, status, page));
        status.summary().ifPresent(summary -> all(summary, status.items().orElse(List.of()), page));
    }

    private static String why(TelemetryStatus status) {
        return switch (status.decidedBy()) {
            case DO_NOT_TRACK -> ", because DO_NOT_TRACK is set";
            case DEFAULT -> ", as nobody turned it on yet (candor enable)";
            case CONFIG -> status.enabled() ? "" : " (candor enable)";
        };
    }

    private static void one(String id, TelemetryStatus status, Page page) {
        if (!(status.item().orElse(new NullValue()) instanceof ObjectValue stats)) {
            page.line("no statistics of " + id);
            status.similar().orElse(List.of()).forEach(similar -> page.line("  did you mean " + similar));
            return;
        }
        page.line(id);
        List<List<String>> values = new ArrayList<>();
        stats.members().forEach((name, value) -> {
            List<JsonValue> lines = value instanceof ArrayValue array ? array.items() : List.of(value);
            for (int i = 0; i < lines.size(); i++) {
                values.add(List.of(i == 0 ? name : "", word(lines.get(i))));
            }
        });
        page.values(values);
    }

    private static void all(Summary summary, List<Summary.Line> items, Page page) {
        page.line(Wording.count(summary.items(), "item") + ", " + Wording.count(summary.totalRuns(), "run")
                + ", success rate " + orDash(summary.successRate()));
        page.line("runs of skills are counted by candor stats");
        page.table(COLUMNS, items.stream().map(ShowTelemetry::row).toList());
        page.more(summary.items() - items.size());
    }

    private static List<String> row(Summary.Line item) {
        return List.of(
                item.totalRuns() == 0 ? item.accessCount() + " read" : Long.toString(item.totalRuns()),
                orDash(item.successRate()),
                orDash(item.avgDurationMs()),
                orDash(item.lastRun()),
                item.itemId());
    }

    private static String orDash(Optional<?> value) {
        return value.map(Object::toString).orElse("-");
    }

    private static String word(JsonValue value) {
        return switch (value) {
            case StringValue text -> text.text();
            case NumberValue number -> number.text();
            case NullValue nothing -> "-";
            default -> JsonWriter.compact(value);
        };
    }
}
