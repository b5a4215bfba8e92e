package dev.candor.insight;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.time.Utc;
import dev.candor.index.IndexSource;
import dev.candor.index.LogTables;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Finds names and ids in all logs by a part of them. */
public final class SearchNames implements Capability<SearchNames.Query, SearchNames.Report> {
    /** What doors know of it. */
    public static final Declaration<Query, Report> DECLARATION = Declaration.of(
                    "search_names",
                    "Search names and ids",
                    SearchNamesQueryShape.INSTANCE,
                    SearchNamesReportShape.INSTANCE,
                    """
                    Finds skills, items, agents' tools, agents' sessions, repositories, training sessions, trails and refused \
                    rows by a part of their name or id, in any case; those that begin with it first, the latest first. \
                    Use it to find the key or id that other tools ask for. Changes nothing. Example: {"text": "release"}""")
            .command(Command.of("search", "Find names and ids by a part of them.")
                    .operands("text")
                    .examples("candor search release", "candor search 01JD --json"))
            .get("/v1/search")
            .unavailable("index-unavailable", "the names cannot be searched");

    private static final String NAMES = """
            SELECT 'skill' AS kind, skill AS key, timestamp_utc AS seen FROM skill_usage
            UNION ALL SELECT 'item', item_id, timestamp FROM execution WHERE event = 'run'
            UNION ALL SELECT 'agent ' || kind, name, started_at FROM agent WHERE kind IN ('tool', 'skill')
            UNION ALL SELECT 'agent session', session_id, started_at FROM agent
            UNION ALL SELECT 'repository', repository, timestamp FROM orchestration
            UNION ALL SELECT 'session', session_id, timestamp FROM session
            UNION ALL SELECT 'trail', correlation_id, generated_at FROM audit
            UNION ALL SELECT 'refused row', id, time FROM quarantine""";

    private final IndexSource index;

    /** What is searched for. */
    @Arguments
    record Query(
            @Doc("A part of the name or id, in any case.") @Size(min = 1, max = 256)
            String text,

            @Doc("How many are listed at most (default 50).") @Range(min = 1, max = 1000) @Default("50")
            int limit) {}

    /** What was found. */
    @Result
    record Report(
            @Doc("How many there are, listed or not.") long total,

            List<Found> found,

            @Doc("What makes the answer less than it seems, one sentence each.")
            List<String> notes) {}

    /** A name. */
    @Result
    record Found(
            @Doc("skill, item, agent tool, agent skill, agent session, repository, session, trail or refused row.")
            String kind,

            String key,
            @Doc("How many rows have it.") long rows,
            @Doc("The latest of them.") Instant last) {}

    /** Over this index. */
    public SearchNames(IndexSource index) {
        this.index = index;
    }

    @Override
    public Report call(Query query, ToolContext context) throws IOException {
        String sql =
                "SELECT kind, key, count(*) AS found, epoch_us(max(seen)) AS last, count(*) OVER () AS total FROM ("
                        + NAMES
                        + ") WHERE contains(lower(key), lower(?)) GROUP BY kind, key"
                        + " ORDER BY starts_with(lower(key), lower(?)) DESC, last DESC, kind, key LIMIT "
                        + query.limit();
        long[] total = {0};
        return index.index().ask(LogTables.ALL, snapshot -> {
            List<Found> found = snapshot.query(sql, List.of(query.text(), query.text()), row -> {
                total[0] = row.getLong("total");
                return new Found(
                        row.getString("kind"),
                        row.getString("key"),
                        row.getLong("found"),
                        Instant.EPOCH.plus(row.getLong("last"), ChronoUnit.MICROS));
            });
            return new Report(total[0], found, snapshot.notes(Optional.empty()));
        });
    }

    @Override
    public void tell(Report report, Page page) {
        page.table(
                List.of(Column.text("LAST"), Column.number("ROWS"), Column.text("KIND"), Column.text("NAME")),
                report.found().stream()
                        .map(one ->
                                List.of(Utc.timestamp(one.last()), Long.toString(one.rows()), one.kind(), one.key()))
                        .toList());
        page.more(report.total() - report.found().size());
        if (report.total() == 0) {
            page.line("no name or id has that in it");
        }
        report.notes().forEach(note -> page.line("note: " + note));
    }
}
