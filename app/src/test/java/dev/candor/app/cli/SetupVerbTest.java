package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.Hub;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code candor setup} and {@code candor doctor} in this process; {@link SetupIT} tries hooks. */
class SetupVerbTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path home;
    private Path user;

    @BeforeEach
    void scratchHome() throws IOException {
        home = Files.createDirectory(folder.toAbsolutePath().resolve("home"));
        user = folder.toAbsolutePath().resolve("user");
    }

    private Surroundings surroundings() {
        return new Surroundings(
                Map.of("USER_PATH", user.toString(), "HOME", home.toString()),
                new Terminal(out, err, false),
                () -> NOON,
                count -> List.of());
    }

    private int run(Verb verb, String... arguments) throws UsageException {
        out.reset();
        err.reset();
        return verb.run(Arguments.read(verb.manual(), List.of(arguments)), surroundings());
    }

    private int setup(Optional<String> answer, String... arguments) throws UsageException {
        return run(new SetupVerb(() -> answer), arguments);
    }

    private int doctor(String... arguments) throws UsageException {
        return run(Verb.find(List.of("doctor")).verb(), arguments);
    }

    private String settings() throws IOException {
        return Files.readString(home.resolve(".gemini/settings.json"));
    }

    private void gemini(String text) throws IOException {
        Files.createDirectories(home.resolve(".gemini"));
        Files.writeString(home.resolve(".gemini/settings.json"), text);
    }

    @Test
    void noTerminalAndNoYes_writesNothing() throws Exception {
        gemini("{}\n");
        assertThat(setup(Optional.empty())).isEqualTo(3);
        assertThat(out).asString().contains("Gemini CLI (gemini-cli): " + home.resolve(".gemini"), "+  \"hooks\": {");
        assertThat(err).hasToString("""
                candor: turn telemetry on and write this? [y/N]
                candor: nothing was written: there is no terminal to ask on; say --yes to agree
                """);
        assertThat(settings()).isEqualTo("{}\n");
        assertThat(user.resolve("config.yaml")).doesNotExist();
    }

    @Test
    void no_writesNothing() throws Exception {
        gemini("{}\n");
        assertThat(setup(Optional.of("n"), "--mcp")).isEqualTo(3);
        assertThat(setup(Optional.of(""), "--mcp")).isEqualTo(3);
        assertThat(err).asString().endsWith("candor: nothing was written\n");
        assertThat(settings()).isEqualTo("{}\n");
    }

    @Test
    void yes_writesAndTurnsTelemetryOn_andUndoGoesBack() throws Exception {
        gemini("{}\n");
        assertThat(setup(Optional.of(" Yes "), "--mcp")).isZero();
        assertThat(settings()).contains("mcpServers");
        assertThat(Files.readString(user.resolve("config.yaml"))).contains("enabled: true");
        assertThat(out)
                .asString()
                .contains(
                        "changed " + home.resolve(".gemini/settings.json"),
                        "to see how it goes: candor doctor; to take it back: candor setup --undo");

        assertThat(setup(Optional.empty(), "--mcp")).isZero();
        assertThat(out).asString().contains(home.resolve(".gemini/settings.json") + " stays as it is");

        assertThat(setup(Optional.of("y"), "--undo")).isZero();
        assertThat(settings()).isEqualTo("{}\n");
        assertThat(out).asString().contains("restored " + home.resolve(".gemini/settings.json"));
        assertThat(Files.readString(user.resolve("config.yaml"))).contains("enabled: true");
    }

    @Test
    void dryRun_writesNothing() throws Exception {
        gemini("{\"mcpServers\": {}}\n");
        assertThat(setup(Optional.of("y"), "--dry-run")).isZero();
        assertThat(settings()).isEqualTo("{\"mcpServers\": {}}\n");
        assertThat(user).doesNotExist();
        assertThat(err).asString().isEmpty();
    }

    @Test
    void brokenFile_isToldWithItsPlace() throws Exception {
        gemini("{\n  \"a\" 1\n}\n");
        assertThat(setup(Optional.of("y"), "--mcp", "--yes")).isEqualTo(1);
        assertThat(out)
                .asString()
                .contains("not done: " + home.resolve(".gemini/settings.json") + ":2:7: expected a colon, found '1'");
    }

    @Test
    void json_saysItAll() throws Exception {
        gemini("");
        assertThat(setup(Optional.empty(), "gemini-cli", "--mcp", "--yes", "--json"))
                .isZero();
        ObjectValue said = ObjectValue.parse(out.toString(UTF_8).strip());
        assertThat(said.members()).containsOnlyKeys("agents", "arrived", "telemetry", "written");
        assertThat(out).asString().contains("\"action\":\"change\"", "\"telemetry\":true", "\"written\":true");
    }

    @Test
    void nobodyThere_isSaid() throws Exception {
        assertThat(setup(Optional.of("y"))).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "candor: no agent was found; name one to set it up all the same: candor setup claude-code\n");
        assertThat(setup(Optional.of("y"), "opencode")).isEqualTo(1);
        assertThat(out).asString().contains("not done: opencode has no hooks that run a command");
        assertThat(user.resolve("config.yaml")).doesNotExist();
    }

    @Test
    void unknownAgent_isAUsageError() {
        assertThatThrownBy(() -> setup(Optional.empty(), "codx"))
                .isInstanceOf(UsageException.class)
                .hasMessage("there is no agent 'codx'; did you mean codex?; there are claude-code, codex, gemini-cli,"
                        + " copilot, cursor, opencode");
        assertThatThrownBy(() -> setup(Optional.empty(), "--undo", "--mcp"))
                .isInstanceOf(UsageException.class)
                .hasMessage("the flag --undo takes all parts back; omit --mcp");
    }

    @Test
    void hookWhoseLauncherIsGone_isBrokenForTheDoctor() throws Exception {
        gemini("""
                {"hooks": {"AfterTool": [{"hooks": [{"type": "command", "command": "/gone/candor hook gemini-cli"}]}]}}
                """);
        Hub hub = surroundings().hub();
        hub.config().set(true);
        hub.log(Contract.AGENT)
                .append(List.of(row("codex", "2026-11-20T11:00:00Z"), row("cursor", "2026-11-21T00:00:00Z")));
        Files.writeString(user.resolve("telemetry/token"), "short");
        Files.setPosixFilePermissions(user.resolve("telemetry/token"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(doctor()).isEqualTo(1);
        assertThat(out)
                .asString()
                .contains(
                        "broken   hooks         gemini-cli: expected the program /gone/candor, which "
                                + home.resolve(".gemini/settings.json") + " names, found nothing",
                        "broken   token         " + user.resolve("telemetry/token") + " (rw-r--r--) is open to others",
                        "ok       config        telemetry is on",
                        "ok       events        codex: last by hook 2026-11-20T11:00:00.000Z",
                        "warning  events        gemini-cli: none ever came, though its hooks are set up",
                        "warning  clock         events are from the future: cursor by hook",
                        "ok       logs          2 rows, none damaged",
                        "hooks: candor setup gemini-cli",
                        "token: chmod 600 " + user.resolve("telemetry/token"));
    }

    /** An event that was sent to try a hook tells nothing about the agent, and an unknown event is counted, not kept. */
    @Test
    void testEventAndWhatWasPassedOver_forTheDoctor() throws Exception {
        gemini("{}");
        Hub hub = surroundings().hub();
        hub.log(Contract.AGENT)
                .append(List.of(new String(row("gemini-cli", "2026-11-20T11:00:00Z"), UTF_8)
                        .replace("\"s\"", "\"candor-setup-1\"")
                        .getBytes(UTF_8)));
        hub.passedOver().add(Map.of("gemini-cli BeforeTool", 2L));
        doctor();
        assertThat(out).asString().contains("because rows have no place for it: gemini-cli BeforeTool (2)");
        assertThat(out).asString().doesNotContain("last by hook");
        hub.passedOver().add(Map.of("gemini-cli payload_damaged", 1L));
        doctor();
        assertThat(out)
                .asString()
                .contains("warning  events        passed over: gemini-cli BeforeTool (2), gemini-cli");
    }

    @Test
    void damagedLog_isBrokenForTheDoctor() throws Exception {
        Hub hub = surroundings().hub();
        hub.log(Contract.AGENT).append(List.of(row("codex", "2026-11-20T11:00:00Z")));
        Path log = user.resolve("telemetry/logs/agent/20261120/events.log");
        Files.writeString(log, "no row\n" + Files.readString(log));
        List<Path> before = files(user);
        assertThat(doctor("--json")).isEqualTo(1);
        assertThat(out).asString().contains("agent: 1 row damaged and passed over");
        assertThat(files(user)).isEqualTo(before);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void longLog_isReadAtItsEnd_whichIsSaid() throws Exception {
        Hub hub = surroundings().hub();
        Path day = Files.createDirectories(user.resolve("telemetry/logs/agent/20261120"));
        for (int part = 1; part <= 5; part++) {
            Files.write(day.resolve("events." + part + ".log"), line("codex", "2026-11-20T0" + part + ":00:00Z"));
        }
        Files.write(day.resolve("events.log"), line("cursor", "2026-11-20T09:00:00Z"));
        assertThat(hub.log(Contract.AGENT).parts()).hasSize(6);
        doctor();
        assertThat(out)
                .asString()
                .contains(
                        "codex: last by hook 2026-11-20T05:00:00.000Z",
                        "2 rows, none damaged; of each log the newest 2 parts were read, 4 older parts not");
    }

    private static byte[] line(String agent, String when) {
        return (new String(row(agent, when), UTF_8) + "\n").getBytes(UTF_8);
    }

    private static byte[] row(String agent, String when) {
        return ("{\"agent\":\"" + agent + "\",\"kind\":\"session_start\",\"origin\":\"hook\",\"outcome\":\"unknown\","
                        + "\"session_id\":\"s\",\"started_at\":\"" + when + "\"}")
                .getBytes(UTF_8);
    }
}
