package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A month that is made up: the same for a seed, of all contracts, with what was planted to be found by those who ask. */
class DemoVerbTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    static Path demos;

    @TempDir
    Path folder;

    private static ObjectValue made;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path own;

    /** Of seed 1. */
    @BeforeAll
    static void demo() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(candor(Map.of("HOME", demos.resolve("home").toString()), said, said, demo("first", 1)))
                .as(said.toString(UTF_8))
                .isZero();
        made = ObjectValue.parse(said.toString(UTF_8).lines().toList().getLast());
    }

    /** Something of the user's own. */
    @BeforeEach
    void ownUserPath() throws IOException {
        own = folder.resolve("own");
        Files.createDirectories(own);
        Files.writeString(own.resolve("config.yaml"), "telemetry: {enabled: false}\n");
    }

    private static String[] demo(String name, int seed) {
        return new String[] {
            "demo",
            "--no-serve",
            "--json",
            "--rows",
            "10000",
            "--seed",
            Integer.toString(seed),
            "--dir",
            demos.resolve(name).toString()
        };
    }

    private static int candor(
            Map<String, String> environment, ByteArrayOutputStream out, ByteArrayOutputStream err, String... words) {
        return Candor.execute(
                List.of(words),
                new Surroundings(environment, new Terminal(out, err, false), () -> NOW, n -> List.of()));
    }

    private int candor(String... words) {
        out.reset();
        err.reset();
        return candor(Map.of("USER_PATH", own.toString()), out, err, words);
    }

    /** What a question to the demo is answered. */
    private List<ObjectValue> ask(String... words) {
        out.reset();
        err.reset();
        Map<String, String> environment =
                Map.of("USER_PATH", demos.resolve("first").toString());
        assertThat(candor(environment, out, err, words)).as(err.toString(UTF_8)).isZero();
        return out.toString(UTF_8).lines().map(ObjectValue::parse).toList();
    }

    private static SortedMap<String, String> files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .collect(Collectors.toMap(
                            file -> below.relativize(file).toString(),
                            DemoVerbTest::text,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ObjectValue> rows(String log) throws IOException {
        return files(demos.resolve("first/telemetry").resolve(log)).values().stream()
                .flatMap(String::lines)
                .map(ObjectValue::parse)
                .toList();
    }

    @Test
    void seed_saysEveryByte() {
        Path first = demos.resolve("first/telemetry/logs");
        assertThat(candor(demo("again", 1))).as(err.toString(UTF_8)).isZero();
        assertThat(candor(demo("again", 1))).as("emptied, and filled again").isZero();
        assertThat(err).asString().contains("which is emptied first");
        assertThat(candor(demo("other", 2))).isZero();
        try {
            assertThat(files(demos.resolve("again/telemetry/logs"))).isEqualTo(files(first));
            assertThat(files(demos.resolve("other/telemetry/logs"))).isNotEqualTo(files(first));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(own).isDirectoryContaining("glob:**config.yaml");
        assertThat(own.resolve("telemetry")).doesNotExist();
    }

    @Test
    void contracts_allHaveRows_aboutAsManyAsAsked() {
        ObjectValue accepted = made.object("accepted");
        assertThat(accepted.members().keySet()).containsExactlyInAnyOrderElementsOf(Contract.ids());
        assertThat(Contract.ids())
                .allSatisfy(id -> assertThat(accepted.integer(id).orElseThrow()).isPositive());
        assertThat(made.integer("rows").orElseThrow()).isBetween(9_500L, 10_500L);
        assertThat(ask("status", "--json").getFirst().isTrue("enabled")).isTrue();
    }

    @Test
    void quarantine_hasWhatIsMeantToBeRefused() throws IOException {
        Map<String, Long> codes = rows("quarantine").stream()
                .collect(Collectors.groupingBy(row -> row.text("code").orElse(""), Collectors.counting()));
        assertThat(codes)
                .isEqualTo(new HashMap<>(Map.ofEntries(
                        Map.entry("ID_CONFLICT", 3L),
                        Map.entry("UNKNOWN_CONTRACT", 2L),
                        Map.entry("SCHEMA_REQUIRED", 2L),
                        Map.entry("REASON_CODE_UNKNOWN", 2L),
                        Map.entry("SCHEMA_ENUM", 2L),
                        Map.entry("SCHEMA_TYPE", 1L),
                        Map.entry("NOT_JSON", 1L),
                        Map.entry("TIMESTAMP_NOT_UTC", 1L),
                        Map.entry("RUN_INCOMPLETE", 1L),
                        Map.entry("ACCESS_OF_KNOWLEDGE_ONLY", 1L),
                        Map.entry("SCHEMA_MINIMUM", 1L),
                        Map.entry("ERROR_ON_SUCCESS", 1L),
                        Map.entry("DIAGNOSTIC_URL_SCHEME", 1L),
                        Map.entry("ACTOR_UNKNOWN", 1L),
                        Map.entry("NUMBER_MISSING", 1L),
                        Map.entry("ERROR_CLASS_CONTRADICTS", 1L),
                        Map.entry("SCHEMA_ADDITIONAL_PROPERTIES", 1L),
                        Map.entry("NAME_MISSING", 1L),
                        Map.entry("REASON_MISSING", 1L))));
        assertThat(made.integer("quarantined")).contains(25L);
    }

    @Test
    void skillsWithAFate_areFound() {
        List<ObjectValue> groups = ask("degraded", "--json").getFirst().objects("groups");
        Function<String, List<String>> inState = state -> groups.stream()
                .filter(group -> group.text("state").equals(Optional.of(state)))
                .map(group -> group.text("key").orElse(""))
                .toList();
        assertThat(inState.apply("broken")).containsExactly("db-migrate");
        assertThat(inState.apply("degraded")).containsExactly("pr-review");
        assertThat(inState.apply("flaky")).containsExactly("test-triage");
        assertThat(groups.getFirst()
                        .object("first_bad")
                        .text("at")
                        .map(Instant::parse)
                        .orElseThrow())
                .isAfter(NOW.minus(Duration.ofDays(2)));
        assertThat(groups.get(1)
                        .object("first_bad")
                        .text("at")
                        .map(Instant::parse)
                        .orElseThrow())
                .isBetween(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(7)));
        assertThat(keys(ask("unused", "--since", "20d", "--json"), "unused")).containsExactly("api-client-gen");
        assertThat(keys(ask("stats", "--by", "skill", "--json"), "groups"))
                .contains("db-migrate", "pr-review", "test-triage", "api-client-gen", "release-notes");
        assertThat(keys(ask("stats", "--by", "agent", "--json"), "groups"))
                .containsExactlyInAnyOrder("claude-code", "codex", "gemini-cli");
        assertThat(ask("triage", "--json").getFirst().toString())
                .contains("db-migrate", "pr-review", "rollup_contract_failed");
    }

    private static List<String> keys(List<ObjectValue> answer, String list) {
        return answer.getFirst().objects(list).stream()
                .map(group -> group.text("key").orElse(""))
                .toList();
    }

    @Test
    void oneExecution_contradictsItself() throws IOException {
        Map<String, List<ObjectValue>> trails = rows("logs/audit").stream()
                .collect(Collectors.groupingBy(row -> row.text("correlation_id").orElse("")));
        List<String> suspicious = trails.entrySet().stream()
                .filter(trail -> trail.getValue().stream()
                                .anyMatch(row -> row.text("outcome").equals(FAILED))
                        && trail.getValue().getLast().text("outcome").equals(SUCCESS))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(suspicious).hasSize(1);
        assertThat(ask("trails", "show", suspicious.getFirst(), "--json").toString())
                .contains("COMPLETE_DESPITE_FAILURE");
    }

    private static final Optional<String> FAILED = Optional.of("failed");
    private static final Optional<String> SUCCESS = Optional.of("success");

    @Test
    void sessions_haveScoresOfBothScenarios_andRepositoriesAreInQuarantine() {
        List<ObjectValue> sessions = ask("sessions", "--json").getFirst().objects("sessions");
        assertThat(sessions).hasSizeGreaterThanOrEqualTo(6);
        assertThat(sessions.stream().map(session -> session.text("scenario_id").orElse("?")))
                .contains("office_fire_mvp", "agent_skill_audit")
                .doesNotContain("?");
        List<String> results = new ArrayList<>();
        sessions.stream()
                .limit(6)
                .forEach(session ->
                        results.add(ask("replay", session.text("session_id").orElseThrow(), "--json")
                                .getLast()
                                .toString()));
        assertThat(results.stream().distinct()).hasSizeGreaterThan(3);
        assertThat(ask("orchestration", "status", "--json").getFirst().toString())
                .contains("legacy-importer", "pricing-engine", "mobile-app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"own", "own/demo", "."})
    void userPath_isLeftAlone(String name) throws IOException {
        Files.writeString(own.resolve(DemoFolder.MARKER), "");
        assertThat(candor("demo", "--no-serve", "--dir", folder.resolve(name).toString()))
                .isEqualTo(2);
        assertThat(err)
                .asString()
                .contains("the demo needs a folder of its own")
                .contains("name another with --dir");
        assertThat(own.resolve("config.yaml")).hasContent("telemetry: {enabled: false}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.yaml", "notes.txt"})
    void folderThatNoDemoMade_isLeftAlone(String file) throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve(file), "mine");
        assertThat(candor("demo", "--no-serve", "--dir", other.toString())).isEqualTo(2);
        assertThat(err).asString().contains("holds " + file + ", which no demo made, so it is left alone");
        assertThat(other.resolve(file)).hasContent("mine");
        assertThat(other.resolve("telemetry")).doesNotExist();
    }

    @Test
    void folderOfADemo_withSomethingElseInIt_isLeftAlone() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        for (String file : List.of(DemoFolder.MARKER, "telemetry.yaml", "thesis.md")) {
            Files.writeString(other.resolve(file), "mine");
        }
        assertThat(candor("demo", "--no-serve", "--dir", other.toString())).isEqualTo(2);
        assertThat(err).asString().contains("holds thesis.md, which no demo made");
        assertThat(other.resolve("telemetry.yaml")).hasContent("mine");
    }

    @Test
    @SuppressWarnings("try")
    void folderInUse_isLeftAlone() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        try (AdvisoryLock held = AdvisoryLock.take(other.resolve(DemoFolder.MARKER), Duration.ZERO)) {
            assertThat(candor("demo", "--no-serve", "--dir", other.toString())).isEqualTo(1);
        }
        assertThat(err).asString().contains("the demo cannot be made in " + other);
    }

    @Test
    void tooFewRows_areAUsageError() {
        assertThat(candor("demo", "--no-serve", "--rows", "9999")).isEqualTo(2);
        assertThat(err).asString().contains("the flag --rows needs 10000 to 5000000, found 9999");
    }
}
