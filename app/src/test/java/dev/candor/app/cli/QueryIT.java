package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code candor query} from the installed command line. */
class QueryIT {
    private static final String WORST = "SELECT skill, count(*) AS runs, max(timestamp_utc) AS last,"
            + " list(status ORDER BY status) AS ends, NULL AS nothing, 'a,\"b' || chr(10) || chr(27) AS text"
            + " FROM skill_usage GROUP BY skill ORDER BY runs DESC";

    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void ingest() {
        installed = new Installed(folder);
        String row =
                "{\"context\":\"run\",\"duration_ms\":%d,\"reason_code\":\"command_failed\",\"reason_detail\":\"d\","
                        + "\"error_class\":\"runtime\",\"skill\":\"publish\",\"source\":\"s\",\"status\":\"failure\","
                        + "\"timestamp_utc\":\"2026-11-20T12:00:0%d.5Z\"}\n";
        installed.write("rows.ndjson", row.replace("%d", "1") + row.replace("%d", "2"));
        assertThat(installed
                        .candor("ingest", "--contract", "skill-usage", "rows.ndjson")
                        .exitCode())
                .isZero();
    }

    private String out(String... arguments) {
        Installed.Ended ended = installed.candor(arguments);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.out();
    }

    @Test
    void formats_areReadable() {
        assertThat(out("query", WORST)).isEqualTo("""
                        skill    runs  last                    ends                   nothing  text
                        publish     2  2026-11-20T12:00:02.5Z  ["failure","failure"]           a,"b\\n\\u001b
                        """);
        String object = """
                {"skill":"publish","runs":2,"last":"2026-11-20T12:00:02.5Z","ends":["failure","failure"],\
                "nothing":null,"text":"a,\\"b\\n\\u001b"}""";
        assertThat(out("query", WORST, "--format", "json")).isEqualTo("[" + object + "]\n");
        assertThat(out("query", WORST, "--json")).isEqualTo("[" + object + "]\n");
        assertThat(installed.candor("query", WORST, "--json", "--format", "csv").exitCode())
                .isEqualTo(2);
        assertThat(out("query", WORST, "--format", "ndjson")).isEqualTo(object + "\n");
        assertThat(out("query", WORST, "--format", "csv")).isEqualTo("""
                        skill,runs,last,ends,nothing,text
                        publish,2,2026-11-20T12:00:02.5Z,"[""failure"",""failure""]",,"a,""b
                        \u001b"
                        """);
    }

    @Test
    void rowsBeyondTheLimit_areTold() {
        Installed.Ended ended = installed.candor("query", "FROM skill_usage", "--limit", "1");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).isEqualTo("candor: only the first row was given, and there are more (--limit N)\n");
    }

    @Test
    void file_isPrivate_andReplacedByForceOnly() throws IOException {
        Path file = folder.resolve("worst.csv");
        out("query", WORST, "--format", "csv", "--out", file.toString());
        assertThat(Files.readString(file)).startsWith("skill,runs,");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Installed.Ended other = installed.candor("query", "SELECT 1 AS n", "--format", "csv", "--out", file.toString());
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains("[file-exists]");
        assertThat(Files.readString(file)).startsWith("skill,runs,");

        out("query", "SELECT 1 AS n", "--format", "csv", "--out", file.toString(), "--force");
        assertThat(file).hasContent("n\n1\n");
    }

    @Test
    void parquet_isAFile_whichKeepsTypes() throws IOException {
        Path file = folder.resolve("worst.parquet");
        assertThat(out("query", WORST, "--format", "parquet", "--out", file.toString()))
                .startsWith("1 row, ")
                .endsWith(" bytes: " + file + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .startsWith("PAR1")
                .endsWith("PAR1");
        assertThat(out("query", WORST, "--format", "parquet", "--out", file.toString()))
                .endsWith(" (it was so already)\n");

        Installed.Ended text = installed.candor("query", WORST, "--format", "parquet");
        assertThat(text.exitCode()).isEqualTo(2);
        assertThat(text.err()).startsWith("candor: Parquet is no text: name a file with --out FILE");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".candor"));
        }
    }

    @Test
    void filesOfAllContracts_areAskedInsteadOfTheLogs_andInvalidRowsAreTold() throws IOException {
        Files.createDirectory(folder.resolve("rows"));
        String usage =
                "{\"context\":\"c\",\"duration_ms\":1,\"skill\":\"filed\",\"source\":\"o\",\"status\":\"success\","
                        + "\"timestamp_utc\":\"2026-01-28T14:22:00.000Z\"}\n";
        installed.write("rows/a.ndjson", usage + "{\"skill\":\"half\"}\n" + usage);
        installed.write(
                "rows/b.json",
                "[{\"duration_ms\":5,\"event\":\"run\",\"http_calls\":0,\"subprocess_calls\":0,\"item_id\":\"a/b\",\"item_type\":\"tool\",\"outcome\":\"success\","
                        + "\"run_id\":\"r\",\"timestamp\":\"2026-01-28T14:22:00.000Z\"}]");
        String sql = "SELECT count(DISTINCT u.seq) AS usages, max(item_id) AS item FROM skill_usage u, execution";

        Installed.Ended ended = installed.candor("query", sql, "--from", "rows", "--format", "ndjson");
        assertThat(ended.out()).isEqualTo("{\"usages\":2,\"item\":\"a/b\"}\n");
        assertThat(ended.err())
                .startsWith("candor: 1 of 4 rows is invalid and left out, the first at rows/a.ndjson:2: ")
                .endsWith("; see all with: candor validate rows/a.ndjson rows/b.json\n");
        assertThat(installed.candor("query", sql, "--from", "none").exitCode()).isEqualTo(1);
        assertThat(installed
                        .candor("query", "SELECT count(*) AS n FROM session", "--from", "rows", "--contract", "session")
                        .err())
                .startsWith("candor: 4 of 4 rows are invalid");
    }

    @Test
    void tables_areListedWithTheirColumns() {
        assertThat(out("query", "--tables", "--format", "csv"))
                .startsWith("table,column,type,description\n")
                .contains("\nskill_usage,timestamp_utc,TIMESTAMPTZ,")
                .contains("\nexecution,seq,BIGINT,");
    }

    /** What DuckDB neither counts as memory nor stops. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT len(range(1000000000))",
                "SELECT length(repeat('x', 4000000000))",
                "SELECT len(list_resize([1], 1000000000, 1))",
                "SELECT length(lpad('x', 2000000000, 'y'))",
                "SELECT levenshtein(repeat('x', 1000000), repeat('y', 1000000))"
            })
    void greedyQuery_endsAndTheNextIsAnswered(String sql) {
        Installed.Ended ended = installed.candor("query", sql, "--timeout", "2s");
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err()).startsWith("candor: the query was stopped: it ");
        assertThat(out("query", "SELECT count(*) AS n FROM skill_usage", "--format", "ndjson"))
                .isEqualTo("{\"n\":2}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--limit=0", "--format=xml", "--timeout=0", "--force"})
    void flagsWithoutSense_areUsageErrors(String flag) {
        assertThat(installed.candor("query", "SELECT 1", flag).exitCode()).isEqualTo(2);
    }
}
