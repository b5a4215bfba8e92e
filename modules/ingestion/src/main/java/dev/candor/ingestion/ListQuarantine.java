package dev.candor.ingestion;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Declaration.Command;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Inline;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.util.List;

/** The rows that were refused, and why. */
public final class ListQuarantine implements Capability<ListQuarantine.Query, ListQuarantine.Listed> {
    /** What doors know of it. */
    public static final Declaration<Query, Listed> DECLARATION = Declaration.of(
                    "list_quarantine",
                    "List the quarantine",
                    ListQuarantineQueryShape.INSTANCE,
                    ListQuarantineListedShape.INSTANCE,
                    """
                    Lists rows that were refused, oldest first, with the reason of each: a stable code, the place in the \
                    row and a sentence. Use it when a receipt says that rows were quarantined, or to see what a sender does \
                    wrong. show_quarantine gives the payload of one; when the cause is mended, replay_quarantine moves rows \
                    into their log. Example: {"contract": "audit", "limit": 10}""")
            .command(Command.of("quarantine list", "List the rows that were refused, and why.")
                    .examples("candor quarantine list --contract audit --since 7d"))
            .get("/v1/quarantine")
            .unavailable("quarantine-unavailable", "the quarantine cannot be read");

    private static final List<Column> COLUMNS = List.of(
            Column.text("ID"),
            Column.text("REFUSED"),
            Column.text("CONTRACT"),
            Column.text("FROM"),
            Column.text("WHY"));

    private final Quarantine quarantine;

    /** Which entries are asked for. */
    @Arguments
    record Query(
            @Inline QuarantineFilter filter,

            @Doc("How many entries to list at most (default 50).") @Range(min = 0, max = 1000) @Default("50")
            int limit,

            @Doc("List the newest first instead (default false).")
            boolean newest) {}

    /** Entries that fit. */
    @Result
    record Listed(
            @Doc("How many entries fit.") @Range(min = 0) long matched,

            @Doc("Some of them, without their payload.") List<Line> rows) {}

    /** An entry without its payload, which may be long. */
    @Result
    record Line(@Inline(without = "payload") QuarantineEntry entry) {}

    /** The entries of a quarantine. */
    public ListQuarantine(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    @Override
    public Listed call(Query query, ToolContext context) throws IOException {
        Quarantine.Found found = quarantine.list(query.filter(), query.limit(), query.newest());
        return new Listed(
                found.matched(), found.entries().stream().map(Line::new).toList());
    }

    @Override
    public void tell(Listed listed, Page page) {
        page.line(listed.matched() == 0 ? "no refused row fits" : Wording.count(listed.matched(), "refused row"));
        page.table(
                COLUMNS, listed.rows().stream().map(line -> row(line.entry())).toList());
        page.more(listed.matched() - listed.rows().size());
    }

    private static List<String> row(QuarantineEntry entry) {
        return List.of(
                entry.id(),
                entry.time(),
                entry.contract().orElse(QuarantineFilter.UNKNOWN),
                entry.source(),
                entry.sentence() + " [" + entry.code() + "]");
    }
}
