package dev.candor.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSandboxTest {
    private static final LogTable SKILLS = LogTable.of(Contract.SKILL_USAGE);

    @TempDir
    Path folder;

    private final List<String> notices = new ArrayList<>();
    private KeptLog log;

    @BeforeEach
    void open() throws IOException {
        log = EventLog.inFolder(
                folder.resolve("log"),
                LogSettings.standard().withPartBytes(400),
                InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")),
                notice -> {});
        for (int i = 0; i < 10; i++) {
            String row = "{\"context\":\"run\",\"duration_ms\":" + i + ",\"skill\":\"s" + i % 3
                    + "\",\"source\":\"p\",\"status\":\"success\",\"timestamp_utc\":\"2026-11-20T12:00:00.123Z\"}";
            log.append(List.of(row.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private QueryResult query(String sql, int rows) throws IOException {
        return sandbox(rows).query(sql);
    }

    private SqlSandbox sandbox(int rows) {
        return new SqlSandbox(
                List.of(new IndexedLog(SKILLS, log, folder.resolve("index"))),
                new SqlSandbox.Limits(Duration.ofSeconds(5), rows, 64_000_000, 1_000_000_000),
                notices::add);
    }

    @Test
    void partThatIsGone_isTold() throws IOException {
        sandbox(10).query("SELECT count(*) FROM skill_usage");
        assertThat(notices).isEmpty();
        try (Stream<Path> files = Files.walk(folder.resolve("log"))) {
            Files.delete(files.filter(file -> file.endsWith("events.2.log"))
                    .findFirst()
                    .orElseThrow());
        }
        sandbox(10).query("SELECT count(*) FROM skill_usage");
        assertThat(notices).hasSize(1).first().asString().startsWith("the log skill-usage lacks 1 part");
    }

    @Test
    void rowsOfClosedAndOpenParts_areFound() throws IOException {
        QueryResult found = query(
                "SELECT skill, count(*) AS runs, max(timestamp_utc) AS last FROM Skill_Usage"
                        + " GROUP BY ALL ORDER BY runs DESC, skill; -- the most first",
                10);
        assertThat(found.columns().stream().map(ResultColumn::name)).containsExactly("skill", "runs", "last");
        assertThat(found.rows().stream().map(row -> JsonWriter.compact(JsonValue.of(row))))
                .containsExactly(
                        "[\"s0\",4,\"2026-11-20T12:00:00.123Z\"]",
                        "[\"s1\",3,\"2026-11-20T12:00:00.123Z\"]",
                        "[\"s2\",3,\"2026-11-20T12:00:00.123Z\"]");
        assertThat(found.isCut()).isFalse();
    }

    @Test
    void rowsBeyondTheLimit_areCutAndTold() throws IOException {
        QueryResult found = query("FROM skill_usage ORDER BY duration_ms DESC", 3);
        assertThat(found.rows()).hasSize(3);
        assertThat(found.isCut()).isTrue();
        assertThat(query("FROM skill_usage", 10).isCut()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NULL | null",
                "true | true",
                "1::UTINYINT | 1",
                "170141183460469231731687303715884105727 | 170141183460469231731687303715884105727",
                "1.50::DECIMAL(9,2) | 1.50",
                "1e20 | 1e+20",
                "'nan'::DOUBLE | \"nan\"",
                "'' | \"\"",
                "'a\"b' | \"a\\\"b\"",
                "DATE '2026-11-20' | \"2026-11-20\"",
                "DATE '0044-03-15 (BC)' | \"-0043-03-15\"",
                "DATE '-infinity' | \"-infinity\"",
                "TIMESTAMP '0001-01-01 (BC) 00:00:00' | \"0000-01-01T00:00:00Z\"",
                "TIMESTAMPTZ '0002-12-31 (BC) 12:00:00.5+00' | \"-0001-12-31T12:00:00.5Z\"",
                "TIMESTAMP '12026-11-20 12:00:00' | \"+12026-11-20T12:00:00Z\"",
                "TIMESTAMP '2026-11-20 12:00:00' | \"2026-11-20T12:00:00Z\"",
                "TIMESTAMPTZ '2026-11-20 12:00:00.5+02' | \"2026-11-20T10:00:00.5Z\"",
                "'infinity'::TIMESTAMP | \"infinity\"",
                "TIMESTAMP_NS '2026-11-20 12:00:00.000000001' | \"2026-11-20T12:00:00.000000001Z\"",
                "INTERVAL 90 SECOND | \"00:01:30\"",
                "[1, NULL] | [1,null]",
                "{'b': 1, 'a': [true]} | {\"a\":[true],\"b\":1}",
                "MAP {'k': 'v'} | {\"k\":\"v\"}",
                "'{\"a\": {\"b\": 1}}'::JSON | {\"a\":{\"b\":1}}",
                "['nan'::DOUBLE] | \"[NaN]\""
            })
    void values_areThoseOfJson(String sql, String json) throws IOException {
        assertThat(JsonWriter.compact(
                        query("SELECT " + sql, 1).rows().getFirst().getFirst()))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHOW TABLES",
                "SELECT table_name FROM information_schema.tables ORDER BY ALL",
                "SELECT table_name FROM duckdb_tables() ORDER BY ALL",
                "SELECT DISTINCT table_name FROM information_schema.columns ORDER BY ALL",
                "SELECT table_name FROM duckdb_tables() WHERE (SELECT count(*) = 0 FROM audit) ORDER BY ALL"
            })
    void catalog_hasAllTables(String sql) throws IOException {
        SqlSandbox sandbox = SqlSandbox.of(LogTables.ALL, taker -> {}, SqlSandbox.Limits.STANDARD);
        assertThat(sandbox.query(sql).rows())
                .containsExactlyElementsOf(LogTables.ALL.stream()
                        .map(LogTable::name)
                        .sorted()
                        .map(name -> List.of(JsonValue.of(name)))
                        .toList());
    }

    @Test
    void describe_hasTheColumnsOfATable() throws IOException {
        SqlSandbox sandbox = SqlSandbox.of(LogTables.ALL, taker -> {}, SqlSandbox.Limits.STANDARD);
        assertThat(sandbox.query("DESCRIBE audit").rows().stream().map(List::getFirst))
                .containsExactlyElementsOf(LogTable.of(Contract.AUDIT).allColumns().stream()
                        .map(column -> JsonValue.of(column.name()))
                        .toList());
    }

    @Test
    void equalNames_areToldApart() throws IOException {
        assertThat(query("SELECT 1 AS a, 2 AS a, 3 AS a_2", 1).columns().stream()
                        .map(ResultColumn::name))
                .containsExactly("a", "a_2", "a_2_2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1 | Parser Error: syntax error at or near \"SELEC\" (line 1, character 1)",
                "SELECT sill FROM skill_usage | Binder Error: Referenced column \"sill\" not found in FROM clause! (line 1,"
                        + " near 'sill'). Candidate bindings: \"skill\", \"seq\"",
                "SELECT 1 FROM skill_usages | Catalog Error: Table with name skill_usages does not exist! (line 1, near"
                        + " 'skill_usages'). There are skill_usage",
                "SELECT 1; SELECT 2 | expected one SELECT, found 2",
                "'' | expected one SELECT, found none",
                "-- nothing | expected one SELECT, found none",
                "DROP TABLE skill_usage | expected one SELECT, found 'DROP': a query reads the tables, and changes and reads"
                        + " nothing else",
                "SELECT skill::INT FROM skill_usage | Conversion Error: Could not convert string 's0' to INT32 when casting from"
                        + " source column skill",
            })
    void wrongQuery_isToldInOneSentence(String sql, String sentence) {
        assertThatThrownBy(() -> query(sql, 1))
                .isInstanceOf(IndexException.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_100, 5_000})
    void deepQuery_isNotToldToChangeSettings(int depth) {
        assertThatThrownBy(() -> query("SELECT " + "abs(".repeat(depth) + "1" + ")".repeat(depth), 1))
                .isInstanceOf(IndexException.class)
                .hasMessage("Parser Error: Max expression depth limit of 1000 exceeded");
    }

    /** Beside it, the same query over tables with all columns, in an engine of ours. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT count(*) FROM skill_usage",
                "SELECT skill, sum(duration_ms)::BIGINT FROM skill_usage GROUP BY skill ORDER BY ALL",
                "SELECT to_json(t)::VARCHAR FROM skill_usage t ORDER BY t.duration_ms",
                "SELECT count(DISTINCT skill_usage), hash(min(skill_usage))::VARCHAR FROM skill_usage",
                "SELECT a, b FROM skill_usage AS t(a, b) ORDER BY ALL",
                "SELECT count(*) FROM (SELECT DISTINCT * EXCLUDE (part, seq, row, duration_ms) FROM skill_usage)",
                "SELECT count(*) FROM duckdb_columns() WHERE table_name = 'skill_usage'",
                "SELECT max(Status) FROM query_table('skill_usage')",
            })
    void loadingOnlyWhatIsNamed_changesNoAnswer(String sql) throws IOException {
        List<String> all = new ArrayList<>();
        try (Engine engine = Engine.open()) {
            IndexedTable table = new IndexedTable(new IndexedLog(SKILLS, log, folder.resolve("index")), engine);
            table.refresh(true);
            table.load(SKILLS.allColumns());
            engine.visit(sql, List.of(), row -> {
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    all.add(row.getString(i));
                }
            });
        }
        List<String> found = query(sql, 100).rows().stream()
                .flatMap(List::stream)
                .map(value -> value instanceof StringValue text ? text.text() : JsonWriter.compact(value))
                .toList();
        assertThat(found).isEqualTo(all);
    }

    @Test
    void columnsThatDoNotFit_areToldByTheirTable() {
        SqlSandbox small = new SqlSandbox(
                List.of(new IndexedLog(SKILLS, log, folder.resolve("index"))),
                new SqlSandbox.Limits(Duration.ofSeconds(5), 10, 64_000_000, 100_000),
                notices::add);
        assertThatThrownBy(() -> small.query("FROM skill_usage"))
                .isInstanceOf(IndexException.class)
                .hasMessage("the columns that the query names of skill_usage take more than 0 MB of memory;"
                        + " name fewer of them, and no *");
    }

    private List<String> parquet(String sql, int rows, String read) throws IOException {
        Path file = folder.resolve("result.parquet");
        WrittenRows written = sandbox(rows).writeParquet(sql, file);
        List<String> found = new ArrayList<>(List.of(written.rows() + (written.isCut() ? " of more" : "")));
        try (Engine engine = Engine.open()) {
            engine.visit(read.replace("$FILE", file.toString()), List.of(), row -> found.add(row.getString(1)));
        }
        return found;
    }

    @Test
    void parquet_keepsTypes_alsoNestedOnes() throws IOException {
        assertThat(parquet(
                        "SELECT {'a': [1, NULL]} AS s, MAP {'k': 1.5} AS m, '{}'::JSON AS j, sum(duration_ms) AS n,"
                                + " max(timestamp_utc) AS t, 'x' AS \"a \"\"b\", 1 AS s FROM skill_usage",
                        10,
                        "SELECT column_name || ' ' || column_type FROM (DESCRIBE FROM '$FILE')"))
                .containsExactly(
                        "1",
                        "s STRUCT(a INTEGER[])",
                        "m MAP(VARCHAR, DECIMAL(2,1))",
                        "j JSON",
                        "n DECIMAL(38,0)",
                        "t TIMESTAMP WITH TIME ZONE",
                        "a \"b VARCHAR",
                        "s_2 INTEGER");
    }

    @Test
    void parquet_rowsBeyondTheLimit_areCutAndTold() throws IOException {
        assertThat(parquet("SELECT duration_ms FROM skill_usage ORDER BY duration_ms DESC", 3, "SELECT * FROM '$FILE'"))
                .containsExactly("3 of more", "9", "8", "7");
    }

    @Test
    void parquet_hugeNumbersInLists_areRefused() {
        assertThatThrownBy(() -> parquet("SELECT [1::HUGEINT] AS h", 3, ""))
                .hasMessage(
                        "column h has whole numbers of 128 bits in lists or structures, which Parquet does not have;"
                                + " cast them, for instance to BIGINT");
    }

    /** Not even the file that will be written. */
    @Test
    void parquet_queryReadsNoFile() throws IOException {
        Path file = folder.resolve("result.parquet");
        Path other = Files.writeString(folder.resolve("other.txt"), "secret");
        assertThatThrownBy(() -> sandbox(3).writeParquet("SELECT * FROM read_text('" + other + "')", file))
                .hasMessageContaining("disabled by configuration");
        assertThatThrownBy(() -> sandbox(3).writeParquet("SELECT * FROM read_text('" + file + "')", file))
                .isInstanceOf(IndexException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void rowsThatAreInNoLog_areAskedLikewise() throws IOException {
        byte[] row = "{\"skill\":\"fed\",\"duration_ms\":5}".getBytes(StandardCharsets.UTF_8);
        SqlSandbox given = SqlSandbox.of(
                LogTables.ALL,
                taker -> {
                    taker.row(SKILLS, row, 0, row.length);
                    taker.row(LogTables.QUARANTINE, row, 0, row.length);
                    taker.row(SKILLS, row, 0, row.length);
                },
                SqlSandbox.Limits.STANDARD);
        assertThat(given.query("SELECT duration_ms, skill, seq FROM skill_usage")
                        .rows())
                .containsExactly(
                        List.of(JsonValue.of(5), JsonValue.of("fed"), JsonValue.of(0)),
                        List.of(JsonValue.of(5), JsonValue.of("fed"), JsonValue.of(1)));
        assertThat(given.query("SELECT count(*) FROM skill_usage, session").rows())
                .containsExactly(List.of(JsonValue.of(0)));
    }
}
