package dev.candor.insight;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.time.Utc;
import dev.candor.index.IndexSource;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Which skills and items ran once, and no more. */
public final class FindUnused implements Capability<FindUnused.Query, FindUnused.Report> {
    /** What doors know of it. */
    public static final Declaration<Query, Report> DECLARATION = Declaration.of(
                    "find_unused",
                    "Find what is unused",
                    FindUnusedQueryShape.INSTANCE,
                    FindUnusedReportShape.INSTANCE,
                    """
                    Lists the skills and items that did not run since a time, the one that ran latest first, with its last run \
                    and how often it ran. Use it to find out what can be removed. What never ran is in no log, and not \
                    listed: see skill_coverage. Changes nothing. Example: {"since": "60d"}""")
            .command(Command.of("unused", "List the skills and items that did not run since a time.")
                    .orFilesOf("skill-usage")
                    .examples("candor unused --since 60d", "candor unused --since 2026-09-01 --json"))
            .get("/v1/unused")
            .unavailable("index-unavailable", "the runs cannot be read");

    private static final List<Column> COLUMNS =
            List.of(Column.text("LAST RUN"), Column.number("RUNS"), Column.text("KIND"), Column.text("KEY"));

    private final IndexSource index;

    /** Since when. */
    @Arguments
    record Query(
            @Doc(
                    "What ran then or later is not listed: a day (2026-11-20), a moment (2026-11-20T08:00:00Z) or how long ago"
                            + " (60d).")
            @Size(min = 2, max = 40)
            Instant since) {}

    /** What is unused. */
    @Result
    record Report(
            @Doc("As asked.") Instant since,

            @Doc("How many skills and items ever ran.") long total,

            @Doc("Those that did not run since, the latest first.")
            List<Unused> unused,

            @Doc("What makes the answer less than it seems, one sentence each.")
            List<String> notes) {}

    /** One skill or item. */
    @Result
    record Unused(
            @Doc("The name of the skill, or the id of the item.")
            String key,

            @Doc("skill or item.") String kind,
            @Doc("Of all times.") @Range(min = 1) long runs,
            @Doc("When it ran last.") Instant last) {}

    /** Over this index. */
    public FindUnused(IndexSource index) {
        this.index = index;
    }

    @Override
    public Report call(Query query, ToolContext context) throws IOException, ToolException {
        Grouping all = Grouping.of(Optional.empty());
        return index.index().ask(all.tables(), snapshot -> {
            List<Unused> found = snapshot.query(
                    "SELECT kind, key, count(*) AS runs, epoch_us(max(run_at)) AS last FROM (" + all.runs()
                            + ") WHERE run_at IS NOT NULL GROUP BY kind, key ORDER BY last DESC, kind, key",
                    List.of(),
                    FindUnused::unused);
            return new Report(
                    query.since(),
                    found.size(),
                    found.stream()
                            .filter(one -> one.last().isBefore(query.since()))
                            .toList(),
                    snapshot.notes(Optional.empty()));
        });
    }

    private static Unused unused(ResultSet row) throws SQLException {
        return new Unused(
                row.getString("key"),
                row.getString("kind"),
                row.getLong("runs"),
                Instant.EPOCH.plus(row.getLong("last"), ChronoUnit.MICROS));
    }

    @Override
    public void tell(Report report, Page page) {
        page.table(
                COLUMNS,
                report.unused().stream()
                        .map(one ->
                                List.of(Utc.timestamp(one.last()), Long.toString(one.runs()), one.kind(), one.key()))
                        .toList());
        page.line(
                report.total() == 0
                        ? "no run was recorded yet"
                        : report.unused().size() + " of " + report.total() + " that ever ran did not run since "
                                + Utc.timestamp(report.since()));
        report.notes().forEach(note -> page.line("note: " + note));
    }
}
