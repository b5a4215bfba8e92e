package dev.candor.audittrail;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import java.io.IOException;
import java.util.List;

/** The executions that audit records tell of. */
public final class ListTrails implements Capability<TrailQuery, TrailList> {
    /** What doors know of it. */
    public static final Declaration<TrailQuery, TrailList> DECLARATION = Declaration.of(
                    "list_trails", "List audit trails", TrailQueryShape.INSTANCE, TrailListShape.INSTANCE, """
                    Lists the executions that audit records tell of, the latest first: their correlation id, when they \
                    began and last told something, how many records, who acted, on which repositories, and the worst \
                    outcome. Use it to find the correlation id that audit_trail explains. An execution is listed when one \
                    of its records has all of actor, action, repo, time and outcome that are given; success asks for those \
                    in which every record is one. Changes nothing. Example: {"repo": "acme/shop", "outcome": "blocked", "since": "2026-11-20"}""")
            .command(Command.of("trails list", "List the executions that audit records tell of.")
                    .alias("trail")
                    .examples("candor trails list --repo acme/shop --outcome blocked --since 7d"))
            .get("/v1/correlations")
            .unavailable("log-unavailable", "the log of audit records cannot be read");

    private static final List<Column> COLUMNS = List.of(
            Column.text("CORRELATION ID"),
            Column.text("LAST RECORD"),
            Column.number("RECORDS"),
            Column.text("OUTCOME").toned(Outcome::toneOf),
            Column.text("BY, ON"));

    private final TrailReader reader;

    /** The executions in a log of audit records. */
    public ListTrails(TrailReader reader) {
        this.reader = reader;
    }

    @Override
    public TrailList call(TrailQuery query, ToolContext context) throws IOException {
        return reader.list(query);
    }

    @Override
    public void tell(TrailList list, Page page) {
        page.line(Wording.count(list.total(), "execution"));
        page.table(COLUMNS, list.trails().stream().map(ListTrails::row).toList());
        page.more(list.total() - list.trails().size());
        list.notes().forEach(note -> page.line("note: " + note));
    }

    private static List<String> row(TrailList.Line trail) {
        return List.of(
                trail.correlationId(),
                Utc.timestamp(trail.lastAt()),
                Long.toString(trail.records()),
                trail.worstOutcome().word(),
                String.join(", ", trail.actors()) + ", " + String.join(", ", trail.repos()));
    }
}
