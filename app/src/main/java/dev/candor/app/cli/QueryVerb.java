package dev.candor.app.cli;

import dev.candor.config.ByteSize;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.text.Wording;
import dev.candor.index.Column;
import dev.candor.index.LogTable;
import dev.candor.index.LogTables;
import dev.candor.index.QueryResult;
import dev.candor.index.ResultColumn;
import dev.candor.index.SqlSandbox;
import dev.candor.index.SqlSandbox.Limits;
import dev.candor.index.WrittenRows;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** {@code candor query}: SQL over the logs. */
final class QueryVerb implements Verb {
    private static final String FORMAT = "--format";
    private static final String JSON = "--json";
    private static final String LIMIT = "--limit";
    private static final String TIMEOUT = "--timeout";
    static final String FROM = "--from";
    private static final String CONTRACT = "--contract";
    private static final String MEMORY = "--memory";
    private static final String TABLES = "--tables";
    private static final int FAILED = 1;
    private static final int MAX_LIMIT = 1_000_000;
    private static final long MIN_MEMORY = 32_000_000;
    private static final long MAX_MEMORY = 16_000_000_000L;
    private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    @Override
    public Manual manual() {
        return new Manual(
                "query",
                "Ask the logs in SQL: one SELECT, which can read nothing else and changes nothing.",
                Optional.of("[SELECT]"),
                false,
                List.of(
                        Flag.optional(FORMAT, "FORMAT", "table (default), json, ndjson, csv or parquet")
                                .of(QueryFormat.words()),
                        Flag.choice(JSON, "print JSON, as with " + FORMAT + " json"),
                        Flag.optional(QueryOutput.OUT, Flag.FILE, "write into this file (default: print)"),
                        Flag.choice(QueryOutput.FORCE, "replace the file if it is there and differs"),
                        Flag.optional(LIMIT, "N", "give so many rows at most, 1 to 1000000 (default 10000)"),
                        Flag.optional(TIMEOUT, "DURATION", "stop the query after this time, at most 1d (default 30s)"),
                        Flag.optional(
                                MEMORY,
                                "SIZE",
                                "take so much memory, half of it for the tables (default: 256MB beside 1GB of tables)"),
                        Flag.repeatable(
                                FROM,
                                Flag.FILE,
                                "ask the rows of this file, or of the files in this folder, instead of the logs"),
                        Flag.optional(
                                CONTRACT, "ID", "whose rows the files of " + FROM + " have (default: told by looking)"),
                        Flag.choice(TABLES, "list the tables and their columns")),
                USAGE_ERROR,
                List.of(
                        "0  answered, also when no row was found or some were cut off, which is told",
                        "1  the query is wrong, or took too much time or memory, or something cannot be read or written",
                        "2  the arguments make no sense"),
                List.of(
                        "candor query --tables",
                        "candor query \"SELECT status, count(*) FROM execution GROUP BY ALL\"",
                        "candor query \"FROM skill_usage WHERE status = 'failure'\" --format csv --out failures.csv",
                        "candor query - < question.sql",
                        "candor query --from out/telemetry \"SELECT repository, count(*) FROM orchestration GROUP BY ALL\"",
                        "candor query \"FROM session\" --limit 1000000 --format parquet --out sessions.parquet"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Limits limits = limits(arguments);
        QueryOutput output = QueryOutput.of(format(arguments), arguments, surroundings);
        Terminal terminal = surroundings.terminal();
        try {
            if (arguments.has(TABLES)) {
                return output.give(tables(arguments));
            }
            String sql = select(arguments, surroundings);
            Optional<FileRows> files = files(arguments, surroundings);
            SqlSandbox sandbox = files.isPresent()
                    ? SqlSandbox.of(LogTables.ALL, files.get(), limits)
                    : surroundings.hub().sqlSandbox(limits, note -> terminal.tell("note: " + note));
            int code = give(sandbox, sql, output, limits, terminal);
            files.flatMap(FileRows::leftOut).ifPresent(terminal::tell);
            return code;
        } catch (IOException e) {
            terminal.tell(Reasons.of(e));
            return FAILED;
        }
    }

    private static int give(SqlSandbox sandbox, String sql, QueryOutput output, Limits limits, Terminal terminal)
            throws UsageException, IOException {
        int code;
        boolean isCut;
        if (output.format() == QueryFormat.PARQUET) {
            Optional<WrittenRows> written = output.giveParquet(file -> sandbox.writeParquet(sql, file));
            code = written.isPresent() ? 0 : FAILED;
            isCut = written.filter(WrittenRows::isCut).isPresent();
        } else {
            QueryResult result = sandbox.query(sql);
            code = output.give(result);
            isCut = result.isCut();
        }
        if (isCut) {
            terminal.tell("only the first "
                    + (limits.rows() == 1 ? "row was" : Wording.count(limits.rows(), "row") + " were")
                    + " given, and there are more (" + LIMIT + " N)");
        }
        return code;
    }

    private static Optional<FileRows> files(Arguments arguments, Surroundings surroundings) throws UsageException {
        Optional<String> named = arguments.text(CONTRACT);
        List<String> names = arguments.texts(FROM);
        if (names.isEmpty()) {
            if (named.isPresent()) {
                throw new UsageException("the flag " + CONTRACT + " says whose rows the files of " + FROM
                        + " have; the tables of the logs are named in the query");
            }
            return Optional.empty();
        }
        Optional<Contract> contract =
                named.isPresent() ? Optional.of(SchemaSource.contract(named.get())) : Optional.empty();
        return Optional.of(new FileRows(RowFiles.of(names, "ask", surroundings), contract, surroundings));
    }

    private static QueryFormat format(Arguments arguments) throws UsageException {
        QueryFormat usual = arguments.has(JSON) ? QueryFormat.JSON : QueryFormat.TABLE;
        String word = arguments.text(FORMAT, usual.word());
        QueryFormat format = QueryFormat.of(word)
                .orElseThrow(() -> new UsageException("the flag " + FORMAT + " needs "
                        + String.join(", ", QueryFormat.words()) + ", found '" + word + "'"));
        if (arguments.has(JSON) && format != QueryFormat.JSON) {
            throw new UsageException(
                    "the flags " + JSON + " and " + FORMAT + " " + word + " contradict each other; omit one of them");
        }
        return format;
    }

    private static String select(Arguments arguments, Surroundings surroundings) throws UsageException, IOException {
        List<String> operands = arguments.operands();
        if (operands.size() != 1) {
            throw new UsageException("say one SELECT in quotes, - for one on standard input, or " + TABLES
                    + " for what it may name; found " + (operands.isEmpty() ? "none" : operands.size() + " words"));
        }
        if (operands.getFirst().equals(ProgressInput.STANDARD_INPUT)) {
            if (arguments.texts(FROM).contains(ProgressInput.STANDARD_INPUT)) {
                throw new UsageException("standard input has the query or the rows, not both; name a file");
            }
            try (ProgressInput input = ProgressInput.open(ProgressInput.STANDARD_INPUT, surroundings)) {
                // UTF-8 has at most four bytes for a character
                return new String(input.readNBytes(4 * SqlSandbox.MAX_SQL + 1), StandardCharsets.UTF_8);
            }
        }
        if (!Surroundings.isText(operands.getFirst())) {
            throw new UsageException("the query is not valid UTF-8");
        }
        return operands.getFirst();
    }

    private static Limits limits(Arguments arguments) throws UsageException {
        long rows = arguments.number(LIMIT, Limits.STANDARD.rows());
        if (rows < 1 || rows > MAX_LIMIT) {
            throw new UsageException(
                    "the flag " + LIMIT + " needs a number from 1 to " + MAX_LIMIT + ", found " + rows);
        }
        Optional<Duration> timeout = arguments.duration(TIMEOUT, MAX_TIMEOUT);
        if (arguments.has(TIMEOUT) && timeout.isEmpty()) {
            throw new UsageException("the flag " + TIMEOUT + " needs more than nothing; a query always ends");
        }
        Optional<Long> memory = memory(arguments);
        return new Limits(
                timeout.orElse(Limits.STANDARD.timeout()),
                (int) rows,
                memory.orElse(Limits.STANDARD.memoryBytes()),
                memory.orElse(Limits.STANDARD.tableBytes()));
    }

    /** Half of what is said. */
    private static Optional<Long> memory(Arguments arguments) throws UsageException {
        Optional<String> said = arguments.text(MEMORY);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong bytes = ByteSize.parse(said.get());
        if (bytes.isEmpty() || bytes.getAsLong() < MIN_MEMORY || bytes.getAsLong() > MAX_MEMORY) {
            throw new UsageException("the flag " + MEMORY + " needs " + ByteSize.FORM + ", from "
                    + ByteSize.text(MIN_MEMORY) + " to " + ByteSize.text(MAX_MEMORY) + ", found '" + said.get() + "'");
        }
        return Optional.of(bytes.getAsLong() / 2);
    }

    private static QueryResult tables(Arguments arguments) throws UsageException {
        if (!arguments.operands().isEmpty()) {
            throw new UsageException("the flag " + TABLES + " lists what a query may name; omit the query");
        }
        if (format(arguments) == QueryFormat.PARQUET) {
            throw new UsageException("the flag " + TABLES + " gives a list to read; omit " + FORMAT + " parquet");
        }
        List<List<JsonValue>> rows = new ArrayList<>();
        for (LogTable table : LogTables.ALL) {
            for (Column column : table.allColumns()) {
                rows.add(Stream.of(table.name(), column.name(), column.type().sql(), column.description())
                        .map(JsonValue::of)
                        .toList());
            }
        }
        List<ResultColumn> columns = Stream.of("table", "column", "type", "description")
                .map(name -> new ResultColumn(name, "VARCHAR"))
                .toList();
        return new QueryResult(columns, rows, false);
    }
}
