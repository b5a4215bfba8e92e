package dev.candor.insight;

import dev.candor.foundation.capability.Capability;
import dev.candor.foundation.capability.Command;
import dev.candor.foundation.capability.Declaration;
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
import dev.candor.index.IndexSource;
import dev.candor.index.LogTable;
import dev.candor.index.LogTables;
import dev.candor.ingestion.QuarantineEntry;
import dev.candor.ingestion.QuarantineFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

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
                    .orFilesOf("quarantine")
                    .examples("candor quarantine list --contract audit --since 7d"))
            .get("/v1/quarantine")
            .unavailable("quarantine-unavailable", "the quarantine cannot be read");

    private static final List<Column> COLUMNS = List.of(
            Column.text("ID"),
            Column.text("REFUSED"),
            Column.text("CONTRACT"),
            Column.text("FROM"),
            Column.text("WHY"));

    private static final String CODES = """
            WITH found AS (SELECT code, coalesce(contract, 'unknown') AS contract, {'part': part, 'seq': seq} AS place
             FROM quarantine WHERE CONDITION),
            groups AS MATERIALIZED (SELECT code, count(*) AS amount, string_agg(DISTINCT contract, ',' ORDER BY contract) AS contracts,
             max(place) AS newest FROM found GROUP BY code)
            SELECT groups.code, amount, contracts, row FROM groups JOIN quarantine
             ON part = newest.part AND seq = newest.seq ORDER BY amount DESC, groups.code""";

    private static final List<LogTable> TABLES = List.of(LogTables.QUARANTINE);

    private final IndexSource index;

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

            @Doc("Some of them, without their payload and violations.")
            List<Line> rows,

            @Doc("All that fit by the code that they were refused with, the most first.")
            List<Code> codes,

            @Doc("What makes the answer less than it seems, one sentence each.")
            List<String> notes) {}

    /** What was refused with one code. */
    @Result
    record Code(
            String code,
            @Range(min = 1) long rows,

            @Doc("Of which it should have been, as far as that could be told.")
            List<String> contracts,

            @Doc("What was said of the newest.") String sentence) {}

    /** An entry without what may be long: its payload and its violations, one by one. */
    @Result
    record Line(
            @Inline(without = {"payload", "violations", "violations_omitted"})
            QuarantineEntry entry) {}

    /** The entries in this index. */
    public ListQuarantine(IndexSource index) {
        this.index = index;
    }

    @Override
    public Listed call(Query query, ToolContext context) throws IOException {
        List<Object> parameters = new ArrayList<>();
        String condition = condition(query.filter(), parameters);
        String order = query.newest() ? " ORDER BY part DESC, seq DESC" : " ORDER BY part, seq";
        // the rows, which may be long, are read of those only that are listed
        String sql = "WITH found AS MATERIALIZED (SELECT part, seq, count(*) OVER () AS matched FROM quarantine WHERE "
                + condition + order + " LIMIT " + Math.max(1, query.limit())
                + ") SELECT matched, row FROM found JOIN quarantine USING (part, seq)" + order;
        long[] matched = {0};
        return index.index().ask(TABLES, snapshot -> {
            List<byte[]> rows = snapshot.query(sql, parameters, row -> {
                matched[0] = row.getLong(1);
                return row.getString(2).getBytes(StandardCharsets.UTF_8);
            });
            return new Listed(
                    matched[0],
                    rows.stream()
                            .limit(query.limit())
                            .flatMap(ListQuarantine::line)
                            .toList(),
                    snapshot.query(CODES.replace("CONDITION", condition), parameters, ListQuarantine::code),
                    snapshot.notes(query.filter().since()));
        });
    }

    private static Code code(ResultSet group) throws SQLException {
        byte[] newest = group.getString(4).getBytes(StandardCharsets.UTF_8);
        return new Code(
                group.getString(1),
                group.getLong(2),
                List.of(group.getString(3).split(",", -1)),
                QuarantineEntry.read(newest, 0, newest.length)
                        .map(QuarantineEntry::sentence)
                        .orElse(""));
    }

    private static Stream<Line> line(byte[] row) {
        return QuarantineEntry.read(row, 0, row.length).map(Line::new).stream();
    }

    private static String condition(QuarantineFilter filter, List<Object> parameters) {
        List<String> conditions = new ArrayList<>(List.of("state = 'open'"));
        filter.code().ifPresent(code -> add("code = ?", code, conditions, parameters));
        filter.contract()
                .ifPresent(contract -> add(
                        "coalesce(contract, '" + QuarantineFilter.UNKNOWN + "') = ?",
                        contract,
                        conditions,
                        parameters));
        filter.source().ifPresent(source -> add("source = ?", source, conditions, parameters));
        filter.since().ifPresent(since -> add("time >= ?", since.atOffset(ZoneOffset.UTC), conditions, parameters));
        filter.until().ifPresent(until -> add("time < ?", until.atOffset(ZoneOffset.UTC), conditions, parameters));
        if (!filter.ids().isEmpty()) {
            conditions.add("id IN ("
                    + String.join(", ", Collections.nCopies(filter.ids().size(), "?")) + ")");
            parameters.addAll(filter.ids());
        }
        return String.join(" AND ", conditions);
    }

    private static void add(String condition, Object parameter, List<String> conditions, List<Object> parameters) {
        conditions.add(condition);
        parameters.add(parameter);
    }

    @Override
    public void tell(Listed listed, Page page) {
        page.line(listed.matched() == 0 ? "no refused row fits" : Wording.count(listed.matched(), "refused row"));
        page.table(
                COLUMNS, listed.rows().stream().map(line -> row(line.entry())).toList());
        page.more(listed.matched() - listed.rows().size());
        listed.notes().forEach(note -> page.line("note: " + note));
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
