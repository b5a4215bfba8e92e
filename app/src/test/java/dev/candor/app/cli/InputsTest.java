package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every verb that reads makes of the forms and containers in which a user has something. */
@Isolated("its processes must not be taken for those of an item that another test runs")
@Timeout(120)
class InputsTest {
    private static final String SESSION = "fire-20260307-017";
    private static final Path EXAMPLE = Path.of("../docs/examples/office-fire.ndjson");
    private static final Path SCENARIO = Path.of("../config/scenarios/office_fire_mvp");
    private static final String USAGE = """
            {"context":"run","duration_ms":1,"skill":"s","source":"t","status":"success","timestamp_utc":"2026-11-20T10:00:00Z"}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int candor(Verb verb, String... arguments) {
        out.reset();
        err.reset();
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", folder.resolve("user").toString()),
                new Terminal(out, err, false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
        try {
            return verb.run(Arguments.read(verb.manual(), List.of(arguments)), surroundings);
        } catch (UsageException e) {
            surroundings.terminal().tell(e.sentence());
            return verb.manual().usageError();
        }
    }

    private String file(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes).toString();
    }

    private String file(String name, String text) throws IOException {
        return file(name, text.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** How something lies there. */
    private enum Container {
        FILE,
        MARKED,
        GZIP,
        PADDED_GZIP,
        PIPE,
        PIPE_OF_GZIP;

        byte[] of(byte[] bytes) throws IOException {
            byte[] marked = ("\uFEFF" + new String(bytes, UTF_8)).getBytes(UTF_8);
            return switch (this) {
                case FILE, PIPE -> bytes;
                case MARKED -> marked;
                case GZIP, PIPE_OF_GZIP -> gzip(marked);
                case PADDED_GZIP -> Arrays.copyOf(gzip(bytes), gzip(bytes).length + 512);
            };
        }

        boolean isPipe() {
            return this == PIPE || this == PIPE_OF_GZIP;
        }
    }

    /** Puts something into a container and returns its name. */
    private String put(Container container, byte[] bytes) throws Exception {
        byte[] content = container.of(bytes);
        if (!container.isPipe()) {
            return file("input", content);
        }
        Path pipe = Files.createTempDirectory(folder, "pipes").resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture.runAsync(() -> {
            try {
                Files.write(pipe, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return pipe.toString();
    }

    private static byte[] events() throws IOException {
        return Files.readAllBytes(EXAMPLE);
    }

    @ParameterizedTest
    @EnumSource
    void rows_areRead_byEveryVerb(Container container) throws Exception {
        byte[] usages = (USAGE + USAGE).getBytes(UTF_8);
        assertThat(candor(new IngestVerb(), put(container, usages)))
                .as(err::toString)
                .isZero();
        assertThat(candor(new ValidateVerb(), put(container, usages)))
                .as(err::toString)
                .isZero();
        assertThat(candor(new CoverageVerb(), "--skills", "s", "--strict", "--events", put(container, usages)))
                .as(err::toString)
                .isZero();
        assertThat(candor(new SessionsVerb(), "--from", put(container, events())))
                .as(err::toString)
                .isZero();
        assertThat(candor(new ReplayVerb(), "session", SESSION, "--from", put(container, events())))
                .as(err::toString)
                .isZero();
        assertThat(candor(
                        new ExportVerb(),
                        "session",
                        SESSION,
                        "--from",
                        put(container, events()),
                        "--out",
                        folder.resolve("bundles").toString()))
                .as(err::toString)
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void filesThatFlagsName_areRead_inEveryContainer(Container container) throws Exception {
        Path shipped = Path.of("../schemas/skill-usage/1");
        byte[] schema = Files.readAllBytes(shipped.resolve("skill-usage.schema.json"));
        byte[] codes = Files.readAllBytes(shipped.resolve("reason-codes.json"));
        assertThat(candor(
                        new ValidateVerb(),
                        "--contract",
                        "skill-usage",
                        "--schema",
                        put(container, schema),
                        "--reason-codes",
                        put(container, codes),
                        file("rows", USAGE)))
                .as(err::toString)
                .isZero();
        assertThat(candor(new SchemaVerb(), "lint", put(container, schema)))
                .as(err::toString)
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void bundle_isVerified_inEveryContainer(Container container) throws Exception {
        String bundles = folder.resolve("bundles").toString();
        candor(new ExportVerb(), "session", SESSION, "--from", EXAMPLE.toString(), "--format", "all", "--out", bundles);
        byte[] bundle = Files.readAllBytes(Path.of(bundles, SESSION, "session.json"));
        byte[] csv = Files.readAllBytes(Path.of(bundles, SESSION, "session.csv"));
        String named = put(container, bundle);
        String table = container.isPipe() ? put(Container.PIPE_OF_GZIP, csv) : file("session.csv.gz", gzip(csv));
        assertThat(candor(new VerifyVerb(), named, "--csv", table))
                .as(out + "\n" + err)
                .isZero();
        assertThat(folder.resolve("user/telemetry/scratch"))
                .satisfiesAnyOf(
                        scratch -> assertThat(scratch).doesNotExist(),
                        scratch -> assertThat(scratch).isEmptyDirectory());
    }

    static Stream<String> empty() {
        return Stream.of("", "\n\n \r\n", "[]", "\uFEFF");
    }

    @ParameterizedTest
    @MethodSource("empty")
    void nothingToExamine_isToldByEveryVerb_andIsNoSuccess(String text) throws Exception {
        for (byte[] bytes : List.of(text.getBytes(UTF_8), gzip(text.getBytes(UTF_8)))) {
            String name = file("empty", bytes);
            String sentence = "candor: the file " + name + " has no row: nothing was examined";

            assertThat(candor(new ValidateVerb(), name)).isEqualTo(1);
            assertThat(out).hasToString("0 rows: nothing was examined\n");
            assertThat(err).hasToString(sentence + "\n");
            assertThat(candor(new IngestVerb(), name)).isEqualTo(1);
            assertThat(err).hasToString(sentence + "\n");
            assertThat(candor(new SessionsVerb(), "--from", name)).isEqualTo(1);
            assertThat(err).hasToString(sentence + " [file-empty]\n");
            // seed 000 gives coverage its codes
            assertThat(candor(new CoverageVerb(), "--skills", "s", "--events", name))
                    .isZero();
            assertThat(err).hasToString(sentence + "\n");
        }
    }

    @Test
    void emptyFileBesideAnother_isTold_andTheOtherOneIsTaken() throws IOException {
        assertThat(candor(new IngestVerb(), file("empty", ""), file("rows", USAGE)))
                .isZero();
        assertThat(err.toString()).contains("empty has no row: nothing was examined");
    }

    @Test
    void onePrettyDocument_isOneRow_unlessLinesAreSaid() throws IOException {
        String record = file("rec.json", "{\n \"schema_version\": \"1.0\"\n}\n");
        assertThat(candor(new ValidateVerb(), "--contract", "audit", record)).isEqualTo(1);
        assertThat(out.toString()).endsWith("1 row: 1 invalid, 8 violations\n").doesNotContain("no valid JSON");
        candor(new ValidateVerb(), "--contract", "audit", "--input-format", "ndjson", record);
        assertThat(out.toString()).endsWith("3 rows: 3 invalid, 3 violations\n");
        assertThat(candor(new ValidateVerb(), "--input-format", "xml", record)).isEqualTo(2);
        assertThat(err).hasToString("candor: the flag --input-format needs auto, ndjson or json, found 'xml'\n");
    }

    @Test
    void textThatIsNoJson_isSaidOnce() throws IOException {
        String text = file("notes.txt", "a line of text\n".repeat(169));
        assertThat(candor(new ValidateVerb(), text)).isEqualTo(1);
        assertThat(out.toString().lines().toList())
                .hasSize(6)
                .contains(
                        text + ": this is not NDJSON, nor another form of JSON: 169 of 169 rows are no JSON",
                        text + ": and 166 more, which --json lists",
                        "169 rows: 169 invalid, 169 violations");
        candor(new ValidateVerb(), "--json", text);
        assertThat(out.toString().lines()).hasSize(170);
    }

    @Test
    void findings_areListedUpToAHundred_thenCounted() throws IOException {
        String rows = file("rows", USAGE.replace("success", "sucess").repeat(150));
        candor(new ValidateVerb(), "--contract", "skill-usage", rows);
        assertThat(out.toString().lines().toList())
                .hasSize(102)
                .endsWith(rows + ": and 50 more, which --json lists", "150 rows: 150 invalid, 150 violations");
    }

    @Test
    void brokenArray_isExaminedUpToThere_andTold() throws IOException {
        String rows = file("rows", "[" + USAGE + "," + USAGE.replace("success", "sucess"));
        assertThat(candor(new ValidateVerb(), rows)).isEqualTo(1);
        assertThat(out.toString()).endsWith("2 rows: 1 invalid, 1 violation, 1 file not read\n");
        assertThat(err.toString()).contains("the file " + rows + " is broken: the array has no end");
    }

    @Test
    void folder_isWalked_byIngestAndValidate_andWhatIsNotReadIsTold() throws IOException {
        file("rows/20261120/events.log", USAGE);
        file("rows/20261120/events.1.log.gz", gzip(USAGE.replace(":1,", ":2,").getBytes(UTF_8)));
        file("rows/record.json", USAGE.replace(":1,", ":3,").replace(",", ",\n"));
        file("rows/.hidden/x.json", "{}");
        file("rows/.lock.json", "{}");
        file("rows/README.md", "# text");
        String rows = folder.resolve("rows").toString();
        for (Verb verb : List.of(new ValidateVerb(), new IngestVerb())) {
            assertThat(candor(verb, rows)).isZero();
            assertThat(out.toString()).startsWith("3 rows: ");
            assertThat(err)
                    .hasToString("candor: of the folder " + rows + ", 1 file is not read, such as " + rows
                            + "/README.md; rows are read from regular files named *.json, *.jsonl, *.ndjson or *.log,"
                            + " also with .gz\n");
        }
    }

    @Test
    void folderWithoutAFile_isNoSuccess() throws IOException {
        Path none = Files.createDirectories(folder.resolve("none"));
        assertThat(candor(new ValidateVerb(), none.toString())).isEqualTo(1);
        assertThat(err).hasToString("candor: the folder " + none + " has no file: nothing was examined\n");
        assertThat(candor(new IngestVerb(), none.toString())).isEqualTo(1);
    }

    @Test
    void folder_isRefused_whereOneFileIsMeant() {
        String name = folder.toString();
        candor(new CoverageVerb(), "--skills", "s", "--events", name);
        assertThat(err.toString()).contains("it is a folder; name a file in it");
        candor(new SessionsVerb(), "--from", name);
        assertThat(err.toString()).contains(name + " is a folder; name a file in it");
        candor(new SchemaVerb(), "lint", name);
        assertThat(err.toString()).contains("it is a folder; name a file in it");
        assertThat(candor(new ValidateVerb(), "--contract", "skill-usage", "--schema", name, EXAMPLE.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("it is a folder; name a file in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions", "coverage"})
    void formOfTheLog_isNotForAUserToSay(String verb) {
        int code = verb.equals("sessions")
                ? candor(new SessionsVerb(), "--input-format", "json")
                : candor(new CoverageVerb(), "--skills", "s", "--input-format", "json");
        assertThat(code).isNotZero();
        assertThat(err.toString()).contains("the flag --input-format goes with --");
    }

    private Path scenario(String name) throws IOException {
        Path scenarios = folder.resolve("scenarios");
        Path place = Files.createDirectories(scenarios.resolve(name));
        for (String file : List.of("scenario.json", "rubric.json", "microdrills.json")) {
            Files.copy(SCENARIO.resolve(file), place.resolve(file));
        }
        return scenarios;
    }

    @ParameterizedTest
    @ValueSource(strings = {"fire", "office fire"})
    void scenarioThatCannotBeUsed_isTold_byEveryVerbThatTakesScenarios(String name) throws IOException {
        String scenarios = scenario(name).toString();
        List<List<String>> commands = List.of(
                List.of("session", SESSION, "--from", EXAMPLE.toString()), List.of("--from", EXAMPLE.toString()));
        for (int i = 0; i < commands.size(); i++) {
            List<String> arguments = Stream.concat(commands.get(i).stream(), Stream.of("--scenarios", scenarios))
                    .toList();
            assertThat(candor(i == 0 ? new ReplayVerb() : new SessionsVerb(), arguments.toArray(String[]::new)))
                    .isZero();
            assertThat(err.toString())
                    .startsWith("candor: warning: not used: The ")
                    .contains(scenarios + "/" + name);
        }
        candor(new VerifyVerb(), "none.json", "--scenarios", scenarios);
        assertThat(err.toString()).startsWith("candor: warning: not used: The ");
    }

    @Test
    void folderWithoutScenarios_isRefused() throws IOException {
        Path none = Files.createDirectories(folder.resolve("none"));
        for (Path empty : List.of(none, SCENARIO)) {
            assertThat(candor(new SessionsVerb(), "--scenarios", empty.toString()))
                    .isEqualTo(2);
            assertThat(err.toString())
                    .isEqualTo("candor: the flag --scenarios needs a folder of scenarios, each a folder named by its id"
                            + " with scenario.json in it, found none in " + empty + "\n");
        }
    }

    @Test
    void operandThatIsMissing_isAUsageError() {
        assertThatThrownBy(() -> RowFiles.of(List.of(), "validate", surroundings()))
                .hasMessage("a file to validate is missing; - reads standard input");
    }

    private Surroundings surroundings() {
        return new Surroundings(Map.of(), new Terminal(out, err, false), () -> Instant.EPOCH, count -> List.of());
    }
}
