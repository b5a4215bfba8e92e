package dev.candor.app.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code candor export}: a session as a bundle, the statistics of all items, or what a registry may be told of one. */
final class ExportVerb implements Verb {
    static final String FORMAT = "--format";
    static final String OUT = "--out";
    static final String FORCE = "--force";
    static final String SPREADSHEET_SAFE = "--spreadsheet-safe";

    /** What sessions and items have in common. */
    private static final List<Flag> SHARED = List.of(
            Flag.optional(
                            FORMAT,
                            "FORMAT",
                            "session: json, csv, both (default), html or all; items: json (default), csv, ndjson or parquet; runs, skills, events: ndjson (default), csv or parquet")
                    .of("json", "csv", "both", "html", "all", "ndjson", "parquet"),
            Flag.optional(
                    OUT,
                    Flag.FILE,
                    "session: the folder for the bundle's own (default: the current one); others: the file (default: print)"),
            Flag.choice(FORCE, "replace what is there and differs"),
            Flag.choice(SPREADSHEET_SAFE, "CSV: an apostrophe before what looks like a formula"));

    private static final Flag JSON = Flag.choice("--json", "print the whole result, one line of JSON");

    @Override
    public Manual manual() {
        return new Manual(
                "export",
                "Export a session as a bundle, the statistics of all items or of one, or what was recorded, a row each.",
                Optional.of("[session ID | items | runs | skills | events]"),
                false,
                flags(),
                USAGE_ERROR,
                List.of(
                        "0  printed or written; for one item: one line of JSON, null when the item never ran",
                        "1  cannot be read or written, or refused",
                        "2  the arguments make no sense"),
                List.of(
                        "candor export session sess-20260228-001 --format all --out bundles",
                        "candor export session sess-20260228-001 --from events.ndjson",
                        "candor export --item-id core/create_tool@1.0.0",
                        "candor export --item-id web/head@1.0.0 --bake",
                        "candor export --item-id web/head@1.0.0 --unbake --item-path .ai/tools/web/head.py",
                        "candor export items --format parquet --out items.parquet",
                        "candor export runs --since 30d --format csv --out runs.csv",
                        "candor export events --contract session --format parquet --out sessions.parquet"));
    }

    private static List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(SHARED);
        flags.addAll(SessionExport.FLAGS);
        flags.addAll(ItemExport.FLAGS);
        flags.addAll(RowExport.FLAGS);
        flags.add(JSON);
        return List.copyOf(flags);
    }

    private static Set<String> names(List<Flag> flags) {
        return flags.stream().map(Flag::name).collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        Set<String> others = names(flags());
        others.remove(JSON.name());
        return switch (operands.isEmpty() ? "" : operands.getFirst()) {
            case "" -> {
                others.removeAll(names(ItemExport.FLAGS));
                mustBeAbsent(others, arguments, "one item");
                yield ItemExport.one(arguments, surroundings);
            }
            case "session" -> {
                mustBeAbsent(names(ItemExport.FLAGS), arguments, "a session");
                mustBeAbsent(names(RowExport.FLAGS), arguments, "a session");
                yield SessionExport.run(operands, arguments, surroundings);
            }
            case "items" -> {
                others.removeAll(names(SHARED));
                mustBeAbsent(others, arguments, "all items");
                yield ItemExport.all(operands, arguments, surroundings);
            }
            case "runs", "skills", "events" -> {
                others.removeAll(names(SHARED));
                others.removeAll(names(RowExport.FLAGS));
                others.add(JSON.name());
                mustBeAbsent(others, arguments, operands.getFirst());
                yield RowExport.run(operands, arguments, surroundings);
            }
            default ->
                throw new UsageException(
                        "say session ID, items, runs, skills or events, found '" + operands.getFirst() + "'");
        };
    }

    private static void mustBeAbsent(Set<String> flags, Arguments arguments, String what) throws UsageException {
        Optional<String> foreign =
                flags.stream().filter(arguments::has).sorted().findFirst();
        if (foreign.isPresent()) {
            throw new UsageException("the flag " + foreign.get() + " is of no use in an export of " + what);
        }
    }
}
