package dev.candor.app.cli;

import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.Moments;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.index.ResultColumn;
import dev.candor.index.ValueVisitor;
import dev.candor.insight.ExportedRows;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code candor export runs|skills|events}: what was recorded, a row each. */
final class RowExport {
    private static final String SINCE = "--since";
    private static final String UNTIL = "--until";
    private static final String CONTRACT = "--contract";
    private static final String EVENTS = "events";
    private static final int FAILED = 1;

    static final List<Flag> FLAGS = List.of(
            Flag.optional(
                    SINCE, "TIME", "runs, skills and events: only what happened then or later: a day, a moment or 7d"),
            Flag.optional(UNTIL, "TIME", "only what happened before then"),
            Flag.optional(CONTRACT, "ID", "events: those of this contract")
                    .of(Contract.ids().toArray(String[]::new)));

    private final String what;
    private final QueryOutput output;
    private final boolean spreadsheetSafe;
    private final Surroundings surroundings;
    private final Optional<Instant> since;
    private final Optional<Instant> until;
    private final Optional<Contract> contract;

    private RowExport(String what, Arguments arguments, Surroundings surroundings) throws UsageException {
        this.what = what;
        this.surroundings = surroundings;
        this.output = QueryOutput.of(format(arguments), arguments, surroundings);
        this.spreadsheetSafe = arguments.has(ExportVerb.SPREADSHEET_SAFE);
        this.since = moment(SINCE, arguments, surroundings);
        this.until = moment(UNTIL, arguments, surroundings);
        Optional<String> named = arguments.text(CONTRACT);
        if (what.equals(EVENTS) != named.isPresent()) {
            throw new UsageException(
                    what.equals(EVENTS)
                            ? "say whose events: " + CONTRACT + " " + String.join(", ", Contract.ids())
                            : "the flag " + CONTRACT + " is of no use in an export of " + what);
        }
        this.contract = named.isPresent() ? Optional.of(SchemaSource.contract(named.get())) : Optional.empty();
    }

    static int run(List<String> operands, Arguments arguments, Surroundings surroundings) throws UsageException {
        if (operands.size() != 1) {
            throw new UsageException(operands.getFirst() + " takes flags only");
        }
        return new RowExport(operands.getFirst(), arguments, surroundings).run();
    }

    private static QueryFormat format(Arguments arguments) throws UsageException {
        String word = arguments.text(ExportVerb.FORMAT, QueryFormat.NDJSON.word());
        QueryFormat format = QueryFormat.of(word)
                .filter(known -> known != QueryFormat.TABLE && known != QueryFormat.JSON)
                .orElseThrow(() -> new UsageException("the flag " + ExportVerb.FORMAT
                        + " needs csv, ndjson or parquet for rows, found '" + word + "'"));
        if (arguments.has(ExportVerb.SPREADSHEET_SAFE) && format != QueryFormat.CSV) {
            throw new UsageException("the flag " + ExportVerb.SPREADSHEET_SAFE + " is about cells of CSV; it needs "
                    + ExportVerb.FORMAT + " csv beside it");
        }
        return format;
    }

    private static Optional<Instant> moment(String flag, Arguments arguments, Surroundings surroundings)
            throws UsageException {
        Optional<String> text = arguments.text(flag);
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            Moments.parse(flag, text.get(), surroundings.clock().instant()));
        } catch (InvalidArgumentException e) {
            throw new UsageException("the flag " + flag + " " + e.expectation());
        }
    }

    private int run() throws UsageException {
        try {
            ExportedRows rows = rows();
            int code = output.format() == QueryFormat.PARQUET
                    ? output.giveParquet(file -> rows.index().writeParquet(rows.tables(), rows.sql(), file))
                                    .isPresent()
                            ? 0
                            : FAILED
                    : output.give(sink -> rows.index().visitValues(rows.tables(), rows.sql(), lines(sink)));
            rows.notes().forEach(note -> surroundings.terminal().tell("note: " + note));
            return code;
        } catch (IOException e) {
            surroundings.terminal().tell(Reasons.of(e));
            return FAILED;
        }
    }

    private ExportedRows rows() throws IOException, UsageException {
        var hub = surroundings.hub();
        if (contract.isPresent()) {
            return output.format() == QueryFormat.NDJSON
                    ? ExportedRows.loggedEvents(hub::index, contract.get(), since, until)
                    : ExportedRows.events(hub::index, contract.get(), since, until);
        }
        return what.equals("runs")
                ? ExportedRows.runs(hub::index, since, until)
                : ExportedRows.skills(hub::index, since, until);
    }

    private ValueVisitor lines(QueryOutput.Sink sink) {
        return new ValueVisitor() {
            private List<String> names = List.of();

            @Override
            public void columns(List<ResultColumn> columns) throws IOException {
                names = QueryFormat.names(columns);
                if (output.format() == QueryFormat.CSV) {
                    write(QueryFormat.header(columns));
                }
            }

            @Override
            public void row(List<JsonValue> values) throws IOException {
                sink.countRow();
                if (output.format() == QueryFormat.CSV) {
                    write(QueryFormat.csvLine(values, spreadsheetSafe));
                } else if (contract.isPresent() && values.getFirst() instanceof JsonValue.StringValue logged) {
                    write(logged.text());
                } else {
                    write(QueryFormat.object(names, values));
                }
            }

            private void write(String line) throws IOException {
                sink.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
