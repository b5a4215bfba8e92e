package dev.candor.app.cli;

import dev.candor.config.ByteSize;
import dev.candor.export.ExportedFile;
import dev.candor.foundation.capability.ToolException;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private static final String OUT = "--out";
    private static final String FORCE = "--force";
    private static final String LIMIT = "--limit";
    private static final String TIMEOUT = "--timeout";
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
                        Flag.optional(OUT, Flag.FILE, "write into this file (default: print)"),
                        Flag.choice(FORCE, "replace the file if it is there and differs"),
                        Flag.optional(LIMIT, "N", "give so many rows at most, 1 to 1000000 (default 10000)"),
                        Flag.optional(TIMEOUT, "DURATION", "stop the query after this time, at most 1d (default 30s)"),
                        Flag.optional(
                                MEMORY,
                                "SIZE",
                                "take so much memory, half of it for the tables (default: 256MB beside 1GB of tables)"),
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
                        "candor query \"FROM session\" --limit 1000000 --format parquet --out sessions.parquet"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        QueryFormat format = format(arguments);
        Limits limits = limits(arguments);
        Optional<Path> out = out(arguments, surroundings);
        if (format == QueryFormat.PARQUET) {
            mustSuitParquet(out, arguments);
        }
        Terminal terminal = surroundings.terminal();
        try {
            if (arguments.has(TABLES)) {
                return give(tables(arguments), format, out, arguments, surroundings);
            }
            String sql = select(arguments, surroundings);
            SqlSandbox sandbox = surroundings.hub().sqlSandbox(limits);
            return format == QueryFormat.PARQUET
                    ? writeParquet(sandbox, sql, out.orElseThrow(), limits, arguments, surroundings)
                    : give(sandbox, sql, format, out, limits, arguments, surroundings);
        } catch (IOException e) {
            terminal.tell(Reasons.of(e));
            return FAILED;
        }
    }

    private static int give(
            SqlSandbox sandbox,
            String sql,
            QueryFormat format,
            Optional<Path> out,
            Limits limits,
            Arguments arguments,
            Surroundings surroundings)
            throws UsageException, IOException {
        QueryResult result = sandbox.query(sql);
        int code = give(result, format, out, arguments, surroundings);
        if (result.isCut()) {
            tellCut(limits, surroundings.terminal());
        }
        return code;
    }

    private static int give(
            QueryResult result, QueryFormat format, Optional<Path> out, Arguments arguments, Surroundings surroundings)
            throws UsageException {
        String text = format.text(result);
        return out.isPresent()
                ? write(text, result, out.get(), arguments, surroundings)
                : print(format, text, surroundings.terminal());
    }

    private static void tellCut(Limits limits, Terminal terminal) {
        terminal.tell("only the first " + Wording.count(limits.rows(), "row") + " were given, and there are more ("
                + LIMIT + " N)");
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

    private static Optional<Path> out(Arguments arguments, Surroundings surroundings) throws UsageException {
        Optional<String> out = arguments.text(OUT);
        if (out.isEmpty()) {
            if (arguments.has(FORCE)) {
                throw new UsageException("the flag " + FORCE + " is about a file that is written; without " + OUT
                        + " FILE the result is printed");
            }
            return Optional.empty();
        }
        Path file = surroundings.pathOfThisMachine(OUT, "a file", out.get()).toAbsolutePath();
        Surroundings.mustNotBeOutput(file, "the file of " + OUT + " " + out.get());
        return Optional.of(file);
    }

    private static void mustSuitParquet(Optional<Path> out, Arguments arguments) throws UsageException {
        if (out.isEmpty()) {
            throw new UsageException("Parquet is no text: name a file with " + OUT + " FILE");
        }
        if (arguments.has(TABLES)) {
            throw new UsageException("the flag " + TABLES + " gives a list to read; omit " + FORMAT + " parquet");
        }
    }

    private static int print(QueryFormat format, String text, Terminal terminal) {
        boolean heard = format == QueryFormat.TABLE ? terminal.say(text.stripTrailing()) : terminal.data(text);
        return heard ? 0 : FAILED;
    }

    private static int write(String text, QueryResult result, Path file, Arguments arguments, Surroundings surroundings)
            throws UsageException {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ExportedFile written = ExportedFile.write(file, out -> out.write(bytes), arguments.has(FORCE));
            return say(written, result.rows().size(), surroundings);
        } catch (ToolException e) {
            return new ToolCall(surroundings).tell(e);
        }
    }

    private static int writeParquet(
            SqlSandbox sandbox, String sql, Path file, Limits limits, Arguments arguments, Surroundings surroundings)
            throws UsageException, IOException {
        List<WrittenRows> rows = new ArrayList<>();
        try {
            ExportedFile written = ExportedFile.writeMade(
                    file, made -> rows.add(sandbox.writeParquet(sql, made)), arguments.has(FORCE));
            int code = say(written, rows.getFirst().rows(), surroundings);
            if (rows.getFirst().isCut()) {
                tellCut(limits, surroundings.terminal());
            }
            return code;
        } catch (ToolException e) {
            return new ToolCall(surroundings).tell(e);
        }
    }

    private static int say(ExportedFile written, long rows, Surroundings surroundings) {
        String sentence = Wording.count(rows, "row") + ", " + Wording.count(written.bytes(), "byte") + ": "
                + written.file() + (written.isUnchanged() ? " (it was so already)" : "");
        return surroundings.terminal().say(sentence) ? 0 : FAILED;
    }

    private static QueryResult tables(Arguments arguments) throws UsageException {
        if (!arguments.operands().isEmpty()) {
            throw new UsageException("the flag " + TABLES + " lists what a query may name; omit the query");
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
