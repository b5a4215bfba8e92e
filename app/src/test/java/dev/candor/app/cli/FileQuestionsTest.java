package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to the rows of files. */
@Timeout(60)
class FileQuestionsTest {
    private static final String SECRET = "Winter-Sun-4711";
    private static final String ROW = """
            {"context":"run","duration_ms":1,"skill":"s","source":"mypy password=Winter-Sun-4711","status":"success",\
            "timestamp_utc":"2026-11-20T10:00:00Z"}
            """;
    private static final String COUNT = "SELECT count(*) AS n FROM skill_usage";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int candor(Verb verb, String... arguments) throws UsageException {
        out.reset();
        err.reset();
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", folder.resolve("user").toString()),
                new Terminal(out, err, false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
        return verb.run(Arguments.read(verb.manual(), List.of(arguments)), surroundings);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "ndjson", "csv"})
    void query_showsNoSecret(String format) throws Exception {
        String rows = file("rows.ndjson", ROW);
        assertThat(candor(new QueryVerb(), "FROM skill_usage", "--from", rows, "--format", format))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("mypy password=[redacted]").doesNotContain(SECRET);
    }

    @Test
    void query_writesNoSecret() throws Exception {
        String rows = file("rows.ndjson", ROW);
        Path csv = folder.resolve("out.csv");
        assertThat(candor(
                        new QueryVerb(),
                        "FROM skill_usage",
                        "--from",
                        rows,
                        "--format",
                        "csv",
                        "--out",
                        csv.toString()))
                .isZero();
        assertThat(csv).content().contains("mypy password=[redacted]").doesNotContain(SECRET);
    }

    @Test
    void stats_showsNoSecret() throws Exception {
        Verb stats = CommandTable.find(List.of("stats")).orElseThrow().verb();
        assertThat(candor(stats, "--events", file("rows.ndjson", ROW), "--by", "source"))
                .as(err.toString(UTF_8))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("mypy password=[redacted]").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "[]"})
    void nothingToExamine_isNoSuccess(String content) throws Exception {
        String empty = file("empty.ndjson", content);
        assertThat(candor(new QueryVerb(), COUNT, "--from", empty)).isEqualTo(1);
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8)).isEqualTo("candor: the file " + empty + " has no row: nothing was examined\n");
    }

    @Test
    void emptyFileBesideAnother_isTold() throws Exception {
        String empty = file("empty.ndjson", "");
        assertThat(candor(new QueryVerb(), COUNT, "--from", empty, "--from", file("rows.ndjson", ROW)))
                .isZero();
        assertThat(err.toString(UTF_8)).isEqualTo("candor: the file " + empty + " has no row: nothing was examined\n");
    }

    @Test
    void folderWithoutARow_isNoSuccess() throws Exception {
        Path rows = Files.createDirectory(folder.resolve("rows"));
        String[] query = {COUNT, "--from", rows.toString()};
        assertThat(candor(new QueryVerb(), query)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("the folder " + rows + " has no file: nothing was examined\n");
        file("rows/a.log", "");
        file("rows/b.log", "");
        assertThat(candor(new QueryVerb(), query)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).isEqualTo("candor: none of 2 files has a row: nothing was examined\n");
    }

    @Test
    void query_andItsRows_areNotBothOnStandardInput() {
        assertThatThrownBy(() -> candor(new QueryVerb(), "-", "--from", "-"))
                .isInstanceOf(UsageException.class)
                .hasMessage("standard input has the query or the rows, not both; name a file");
    }

    @Test
    void oneRowAndMore_isTold() throws Exception {
        String rows = file("rows.ndjson", ROW + ROW);
        candor(new QueryVerb(), "FROM skill_usage", "--from", rows, "--limit", "1");
        assertThat(err.toString(UTF_8))
                .isEqualTo("candor: only the first row was given, and there are more (--limit N)\n");
        candor(new QueryVerb(), "FROM skill_usage, range(2)", "--from", rows, "--limit", "2");
        assertThat(err.toString(UTF_8))
                .isEqualTo("candor: only the first 2 rows were given, and there are more (--limit N)\n");
    }
}
