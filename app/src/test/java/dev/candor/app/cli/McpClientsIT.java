package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Capabilities;
import dev.candor.app.ServerNote;
import dev.candor.app.referee.NodeProject;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.testing.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that others wrote, with what is installed: as agents use it, over HTTP and over standard input and output. */
class McpClientsIT {
    private static final long TIMEOUT_SECONDS = 60;
    /** Five times what is promised: many hundred runs are measured by cancel_runs.py, each against the promise itself. */
    private static final long MAX_END_MS = 5000;

    private static final long FAREWELL_SECONDS = 20;

    private static final List<String> METHODS = List.of("tools/list", "prompts/list", "resources/list", "tools/call");

    private static NodeProject node;

    @TempDir
    static Path served;

    private static Optional<Process> server = Optional.empty();

    @TempDir
    Path folder;

    private Installed installed;
    private Path project;
    private UserPath userPath;

    @BeforeAll
    static void installClients() {
        node = NodeProject.installed();
    }

    @BeforeEach
    void install() throws IOException {
        use(folder);
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (server.isPresent()) {
            server.get().destroy();
            if (!server.get().waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                server.get().destroyForcibly().waitFor();
            }
        }
    }

    private void use(Path scratch) throws IOException {
        installed = new Installed(scratch);
        userPath = new UserPath(scratch.toAbsolutePath().resolve("home/.ai"));
        project = Files.createDirectories(scratch.toRealPath().resolve("project"));
    }

    /** Gives the address of the server that the tests share, which may run the items of the project and knows of no run. */
    private String serve() throws IOException {
        use(served);
        if (server.isEmpty()) {
            server = Optional.of(installed.start(
                    Installed.CANDOR.toString(),
                    "serve",
                    "--port",
                    "0",
                    "--allow-run",
                    "--run-roots",
                    project.toString()));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        Optional<ServerNote> note = ServerNote.running(userPath);
        while (note.isEmpty()) {
            assertThat(server.get().isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            note = ServerNote.running(userPath);
        }
        assertThat(installed.command("sh", "-c", "rm -f home/told-* home/pids").exitCode())
                .isZero();
        assertThat(installed.candor("clear", "--all").exitCode()).isZero();
        return note.get().url() + "/mcp";
    }

    private String token() throws IOException {
        return Files.readString(userPath.token()).strip();
    }

    @ParameterizedTest
    @CsvSource({
        "@modelcontextprotocol/sdk, legacy, stdio, ''",
        "@modelcontextprotocol/sdk, legacy, http,  ''",
        "mcp-sdk-1.10,       legacy, stdio, ''",
        "mcp-sdk-1.10,       legacy, http,  ''",
        "'',                 auto,   stdio, 2026-07-28",
        "'',                 auto,   http,  2026-07-28",
        "'',                 legacy, stdio, 2025-11-25",
        "'',                 legacy, http,  2025-11-25",
        "'',                 modern, stdio, 2026-07-28",
        "'',                 modern, http,  2026-07-28"
    })
    void conversation_holds(String sdk, String era, String door, String revision) throws IOException {
        ObjectValue seen = converse(sdk, era, door);

        assertThat(seen.text("server")).contains("candor");
        assertThat(seen.text("revision").orElse("")).isEqualTo(revision);
        assertThat(texts(seen, "tools"))
                .containsExactlyElementsOf(Capabilities.DECLARATIONS.stream()
                        .map(Declaration::name)
                        .filter(name -> !name.equals("query_events"))
                        .toList());
        assertThat(texts(seen, "prompts")).hasSize(5).noneMatch(name -> name.startsWith("test_"));
        assertThat(texts(seen, "resources")).isNotEmpty().allMatch(uri -> uri.startsWith("candor://"));
        assertThat(texts(seen, "templates")).hasSize(2).allMatch(uri -> uri.startsWith("candor://"));
        assertThat(seen.integer("endedAfterMs").orElseThrow()).isLessThan(MAX_END_MS);
        assertThat(installed
                        .candor("tool", "telemetry_status", "{\"item_id\":\"endless\"}")
                        .out())
                .contains("\"last_outcome\":\"cancelled\"");
    }

    private ObjectValue converse(String sdk, String era, String door) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>(node.environment());
        Map<String, JsonValue> plan = new LinkedHashMap<>();
        if (door.equals("http")) {
            plan.put("url", JsonValue.of(serve()));
            environment.put("CANDOR_TOKEN", token());
        }
        plan.put("sdk", JsonValue.of(sdk));
        plan.put("era", JsonValue.of(era));
        plan.put("candor", JsonValue.of(Installed.CANDOR.toString()));
        plan.put("project", JsonValue.of(project.toString()));
        plan.put("home", JsonValue.of(userPath.folder().getParent().toString()));
        Installed.Ended ended = installed.command(
                environment,
                node.program("node"),
                node.script(sdk.isEmpty() ? "client-session.mjs" : "sdk-session.mjs"),
                JsonWriter.compact(new ObjectValue(plan)));
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        return ObjectValue.parse(ended.out());
    }

    private static List<String> texts(ObjectValue seen, String member) {
        return ((ArrayValue) seen.member(member).orElseThrow())
                .items().stream()
                        .map(JsonValue.StringValue.class::cast)
                        .map(JsonValue.StringValue::text)
                        .toList();
    }

    /** Every method through both doors in each build; every one in each era, too, in the full proof. */
    @ParameterizedTest
    @CsvSource({
        "auto,   stdio, tools/list",
        "legacy, stdio, prompts/list",
        "modern, stdio, resources/list tools/call",
        "auto,   http,  resources/list",
        "legacy, http,  tools/list tools/call",
        "modern, http,  prompts/list"
    })
    void inspector_listsAndCalls(String era, String door, String sample) throws IOException {
        List<String> target = new ArrayList<>(List.of("--protocol-era", era));
        if (door.equals("http")) {
            target.addAll(List.of("--server-url", serve(), "--transport", "http"));
            target.addAll(List.of("--header", "Authorization: Bearer " + token()));
        } else {
            target.addAll(List.of("--transport", "stdio", Installed.CANDOR.toString(), "mcp"));
        }
        for (String method : Proof.isFull() ? METHODS : List.of(sample.split(" "))) {
            listsOrCalls(target, method);
        }
    }

    private void listsOrCalls(List<String> target, String method) {
        switch (method) {
            case "tools/list" ->
                assertThat(inspect(target, method))
                        .contains("\"run_with_telemetry\"")
                        .doesNotContain("\"test_");
            case "prompts/list" ->
                assertThat(inspect(target, method))
                        .contains("\"telemetry_enable\"")
                        .doesNotContain("\"test_");
            case "resources/list" ->
                assertThat(inspect(target, method))
                        .contains("\"candor://status\"")
                        .doesNotContain("\"test:");
            case "tools/call" ->
                assertThat(inspect(target, method, "--tool-name", "telemetry_status"))
                        .contains("\"structuredContent\"", "\"decided_by\"");
            default -> throw new IllegalArgumentException(method);
        }
    }

    private String inspect(List<String> target, String method, String... more) {
        List<String> command = new ArrayList<>(List.of(node.program("inspector"), "--cli"));
        command.addAll(target);
        command.addAll(List.of("--method", method));
        command.addAll(List.of(more));
        Installed.Ended ended = installed.command(node.environment(), command.toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        return ended.out();
    }

    @Test
    void httpWithoutToken_isNotServed() throws IOException {
        Installed.Ended ended = installed.command(
                node.environment(),
                node.program("inspector"),
                "--cli",
                "--server-url",
                serve(),
                "--transport",
                "http",
                "--stored-auth-only",
                "--method",
                "tools/list");
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.out()).doesNotContain("run_with_telemetry");
        assertThat(ended.out() + ended.err()).contains("401");
    }
}
