package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.items.file.RunPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verbs in this process, called as scripts of other programs call them: unset variables, floats, odd names. */
class FlagsInUseTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path user;

    @BeforeEach
    void telemetryIsOn() throws IOException {
        user = Files.createDirectory(folder.toAbsolutePath().resolve("user"));
        Files.writeString(user.resolve("config.yaml"), "telemetry:\n  enabled: true\n");
    }

    private int run(Verb verb, String... arguments) throws UsageException {
        out.reset();
        err.reset();
        Surroundings surroundings = new Surroundings(
                Map.of("USER_PATH", user.toString()),
                new Terminal(out, err, false),
                () -> Instant.parse("2026-11-20T12:00:00Z"),
                count -> List.of());
        return verb.run(Arguments.read(verb.manual(), List.of(arguments)), surroundings);
    }

    private int run(String verb, String... arguments) throws UsageException {
        return run(Verb.find(List.of(verb.split(" "))).verb(), arguments);
    }

    private int record(String... more) throws UsageException {
        List<String> all =
                new ArrayList<>(List.of("--item-id", "a/b@1", "--item-type", "tool", "--outcome", "success"));
        all.addAll(List.of(more));
        return run("record", all.toArray(String[]::new));
    }

    private Path events(String... skills) throws IOException {
        List<String> rows = new ArrayList<>();
        for (String skill : skills) {
            rows.add("{\"context\":\"run\",\"duration_ms\":1,\"skill\":\"" + skill + "\",\"source\":\"x\","
                    + "\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00Z\"}");
        }
        return Files.write(folder.resolve("events.jsonl"), rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.0", "1e2", "100"})
    void record_takesAWholeNumberInAnySpelling(String duration) throws Exception {
        assertThat(record("--duration-ms", duration, "--http-calls", "2.0")).isZero();
        run("status", "--item-id", "a/b@1", "--json");
        assertThat(out.toString()).contains("\"avg_duration_ms\":100").contains("\"http_calls\":2");
    }

    @Test
    void record_refusesAFractionOfAMillisecond() {
        assertThatThrownBy(() -> record("--duration-ms", "100.4"))
                .hasMessage("the flag --duration-ms needs a whole number, found '100.4'; round it first");
    }

    @Test
    void record_withUnsetVariables_isRecorded() throws Exception {
        assertThat(record("--duration-ms", "1", "--http-calls", "", "--error", "", "--path", "", "--traceparent", ""))
                .isZero();
    }

    @Test
    void record_countsTheCharactersOfAnIdAsTheContractDoes() throws Exception {
        String id = "\uD83C\uDF89".repeat(200);
        assertThat(run(
                        "record",
                        "--item-id",
                        id,
                        "--item-type",
                        "tool",
                        "--outcome",
                        "failure",
                        "--duration-ms",
                        "1",
                        "--error",
                        "\uD83C\uDF89".repeat(4000)))
                .isZero();
    }

    @Test
    void coverage_findsANameWithACommaOrSpacesByTheRepeatedFlag() throws Exception {
        String events = events("a,b", " c ", "d").toString();
        assertThat(run(
                        new CoverageVerb(),
                        "--events",
                        events,
                        "--skill",
                        "a,b",
                        "--skill",
                        " c ",
                        "--skills",
                        "d",
                        "--strict",
                        "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"covered\": true").contains("\"a,b\"");
    }

    @Test
    void coverage_tellsOfEmptyEntries() throws Exception {
        String events = events("a", "b").toString();
        assertThat(run(new CoverageVerb(), "--events", events, "--skills", "a,, b,", "--strict"))
                .isZero();
        assertThat(err).hasToString("candor: the flag --skills has empty entries, which are ignored: 'a,, b,'\n");
    }

    @Test
    void coverage_ofNothing_isAUsageError() {
        assertThatThrownBy(() -> run(new CoverageVerb(), "--skills", "", "--skill", ""))
                .hasMessage("say which skills must have been used: --skills A,B,… or --skill NAME, or both");
    }

    @Test
    void tool_isToldByItsName_andAVerbByItsWords() throws Exception {
        assertThat(run("tool", "telemetry_status", "{\"x\":1}")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains("telemetry_status takes item_id")
                .doesNotContain("candor status");
        assertThat(run("tool", "no_such_tool")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("telemetry_status").doesNotContain("candor status");
    }

    @Test
    void sentencesOfCapabilities_nameFlagsHere_andMembersThere() throws Exception {
        assertThatThrownBy(() -> run("quarantine drop"))
                .hasMessage("say which entries are meant: --ids, --code, --contract, --source, --since or --until;"
                        + " or --all, for every one");
        assertThatThrownBy(() -> run("clear", "--all", "--item-id", "a"))
                .hasMessage("--all means every item, and ITEM-ID one of them; omit one of the two");
        run("tool", "drop_quarantine");
        assertThat(err.toString(UTF_8)).contains("say which entries are meant: ids, code, contract, source,");
    }

    @Test
    void noun_isExplainedByItsVerbs() throws Exception {
        assertThatThrownBy(() -> run("trails")).hasMessage("say show or list after trails, found nothing");
        assertThatThrownBy(() -> run("trails", "nosuch")).hasMessageContaining("found 'nosuch'");
        assertThatThrownBy(() -> run("trials")).hasMessageContaining("did you mean trails?");
        assertThat(run("help", "trails")).isZero();
        assertThat(out.toString(UTF_8)).contains("candor trails list --help").contains("candor trails show --help");
    }

    @Test
    void clear_withAnUnsetVariable_forgetsNothing() throws Exception {
        record("--duration-ms", "1");
        assertThatThrownBy(() -> run("clear", "--item-id", "", "--all"))
                .hasMessageStartingWith("the flag --item-id has an empty value");
        assertThatThrownBy(() -> run("clear", "")).hasMessageStartingWith("ITEM-ID ");
        assertThatThrownBy(() -> run("clear")).hasMessage("say which: ITEM-ID, or --all");
        assertThatThrownBy(() -> run("clear", "a/b@1", "--all"))
                .hasMessage("--all means every item, and ITEM-ID one of them; omit one of the two");
        run("status");
        assertThat(out.toString()).contains("1 item");
    }

    @Test
    void clear_anItem_forgetsIt() throws Exception {
        record("--duration-ms", "1");
        assertThat(run("clear", "a/b@1")).isZero();
        assertThat(out).hasToString("forgot the statistics of 1 item\n");
        assertThat(run("clear", "--all")).isZero();
        assertThat(out).hasToString("forgot the statistics of 0 items\n");
    }

    @Test
    void prune_withAnUnsetVariable_removesNothing() {
        assertThatThrownBy(() -> run(new PruneVerb(), "--contract", "", "--older-than", "1s"))
                .hasMessageStartingWith("the flag --contract has an empty value");
        assertThatThrownBy(() -> run(new PruneVerb(), "--gzip", "--keep-size="))
                .hasMessageStartingWith("the flag --keep-size has an empty value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "replay"})
    void quarantine_withAnUnsetVariable_changesNothing(String action) {
        assertThatThrownBy(() -> run("quarantine " + action, "--code", "X", "--source", ""))
                .hasMessageStartingWith("the flag --source has an empty value");
    }

    @Test
    void quarantine_withAnUnsetVariable_listsAll() throws Exception {
        assertThat(run("quarantine list", "--source", "", "--limit", "5.0")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--run", "--run-roots", "--run-root"})
    void mcp_withAnUnsetVariable_doesNotAllowEverything(String flag) {
        assertThatThrownBy(() -> run(new McpVerb(), flag, ""))
                .hasMessageStartingWith("the flag " + flag + " has an empty value");
    }

    @Test
    void runRoots_canNameAFolderWithAComma() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("a,b"));
        assertThat(policy("--run-root", odd.toString())).isEqualTo(RunPolicy.within(List.of(odd.toRealPath())));
    }

    @Test
    void run_saysWhichItems() throws Exception {
        Path shop = Files.createDirectory(folder.resolve("shop"));
        Path mall = Files.createDirectory(folder.resolve("mall"));
        assertThat(policy("--run", "none")).isEqualTo(RunPolicy.off());
        assertThat(policy("--no-run")).isEqualTo(RunPolicy.off());
        assertThat(policy("--run", "anywhere")).isEqualTo(RunPolicy.anywhere());
        assertThat(policy("--run", shop + "," + mall))
                .isEqualTo(RunPolicy.within(List.of(shop.toRealPath(), mall.toRealPath())));
        assertThatThrownBy(() -> policy("--run", "none", "--run-root", shop.toString()))
                .hasMessage("the flag --run says it all; omit --run-roots and --run-root");
        assertThatThrownBy(() -> policy("--run", folder.resolve("nowhere").toString()))
                .hasMessageStartingWith("the flag --run needs none, anywhere, or folders separated by commas, found");
    }

    private RunPolicy policy(String... words) throws UsageException {
        Flag older = Flag.choice("--no-run", "");
        Arguments arguments = Arguments.read(new McpVerb().manual(), List.of(words));
        Surroundings surroundings =
                new Surroundings(Map.of(), new Terminal(out, err, false), Instant::now, count -> List.of());
        return RunFlag.policy(arguments, surroundings, older, RunPolicy.off()).orElseThrow();
    }
}
