package dev.candor.index;

import dev.candor.validation.contract.Contract;
import java.util.List;
import java.util.stream.Stream;

/** The tables that there are. */
public final class LogTables {
    /**
     * The rows that were refused. Its log also has rows that say how an entry left, and an entry that names the one whose
     * place it took: the table has the entries, with what became of each.
     */
    public static final LogTable QUARANTINE = new LogTable(
            "quarantine",
            List.of(
                    new Column("id", Column.Type.TEXT, ""),
                    new Column("contract", Column.Type.TEXT, ""),
                    new Column("contract_version", Column.Type.TEXT, ""),
                    new Column("code", Column.Type.TEXT, ""),
                    new Column("pointer", Column.Type.TEXT, ""),
                    new Column("rule", Column.Type.TEXT, ""),
                    new Column("sentence", Column.Type.TEXT, ""),
                    new Column("time", Column.Type.TIME, ""),
                    new Column("source", Column.Type.TEXT, ""),
                    new Column("checksum", Column.Type.TEXT, ""),
                    new Column("payload_bytes", Column.Type.INTEGER, ""),
                    new Column("truncated", Column.Type.BOOLEAN, ""),
                    new Column("after", Column.Type.TEXT, ""),
                    new Column("how", Column.Type.TEXT, ""),
                    new Column("resolves", Column.Type.TEXT, "")),
            List.of(
                    new Column("id", Column.Type.TEXT, "Names the entry."),
                    new Column(
                            "contract",
                            Column.Type.TEXT,
                            "Whose row it should have been; null when that is not known."),
                    new Column("contract_version", Column.Type.TEXT, "That contract's version then."),
                    new Column("code", Column.Type.TEXT, "Why it was refused, stable."),
                    new Column(
                            "pointer", Column.Type.TEXT, "JSON pointer to what was refused; empty for the row itself."),
                    new Column("rule", Column.Type.TEXT, "The schema keyword or named rule that was broken."),
                    new Column("sentence", Column.Type.TEXT, "Why, for a person."),
                    new Column("time", Column.Type.TIME, "When it was refused."),
                    new Column("source", Column.Type.TEXT, "Where it came from."),
                    new Column("checksum", Column.Type.TEXT, "SHA-256 of the payload before it was cut, hexadecimal."),
                    new Column("payload", Column.Type.TEXT, "The row as it was sent, without secrets."),
                    new Column("payload_bytes", Column.Type.INTEGER, "How long the payload was before it was cut."),
                    new Column(
                            "truncated", Column.Type.BOOLEAN, "Whether it was cut; such an entry cannot be replayed."),
                    new Column("state", Column.Type.TEXT, "open, or how it left: replayed, dropped or refused_again."),
                    new Column("left_at", Column.Type.TIME, "When it left; null while it is open.")),
            """
            SELECT part, seq, id, contract, contract_version, code, pointer, rule, sentence, time, source, checksum,
             row->>'$.payload' AS payload, payload_bytes, truncated, coalesce(state, 'open') AS state, left_at, row
            FROM (FROM stored WHERE id IS NOT NULL) LEFT JOIN (
             SELECT coalesce(after, resolves) AS id, arg_min(CASE WHEN after IS NULL THEN how ELSE 'refused_again' END,
              (part, seq)) AS state, arg_min(time, (part, seq)) AS left_at
             FROM stored WHERE after IS NOT NULL OR resolves IS NOT NULL AND how IN ('replayed', 'dropped', 'refused_again')
             GROUP BY ALL) USING (id)""");

    /** One for each contract, and the quarantine. */
    public static final List<LogTable> ALL = Stream.concat(
                    Contract.ALL.stream().map(LogTable::of), Stream.of(QUARANTINE))
            .toList();

    private LogTables() {}
}
