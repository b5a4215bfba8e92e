package dev.candor.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentHooksTest {
    private static final String CODEX = ".codex/sessions/2026/11/29/rollout-2026-11-29T00-48-23-x.jsonl";

    @TempDir
    Path folder;

    private HubOfAgents hub;
    private AgentHooks hooks;

    @BeforeEach
    void open() {
        hub = new HubOfAgents(folder.resolve("user"));
        Map<String, String> environment = Map.of("HOME", folder.toString());
        hooks = new AgentHooks(hub.intake, new AgentTranscripts(hub.intake, environment), () -> HubOfAgents.NOW);
    }

    private void take(Agent agent, byte[] payload) throws IOException {
        hooks.take(agent, Optional.empty(), new ByteArrayInputStream(payload));
    }

    private void take(Agent agent, String payload) throws IOException {
        take(agent, payload.getBytes(StandardCharsets.UTF_8));
    }

    private void takeRecorded(Agent agent, String name) throws IOException {
        for (String payload : HubOfAgents.recorded(name)) {
            take(agent, payload);
        }
    }

    /** Many hooks at once, or a full disk: the agent tells it only once. */
    @Test
    void logThatCannotBeWrittenAtFirst_isTriedAgain() throws IOException {
        Path log = folder.resolve("user/logs/agent");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "in the way");
        List<Path> removed = new ArrayList<>();
        AgentHooks patient =
                new AgentHooks(hub.intake, new AgentTranscripts(hub.intake, Map.of()), () -> HubOfAgents.NOW, () -> {
                    if (removed.size() == 2) {
                        assertThat(log.toFile().delete()).isTrue();
                    }
                    removed.add(log);
                });
        String payload =
                "{\"hook_event_name\":\"PostToolUse\",\"session_id\":\"s\",\"tool_name\":\"t\",\"tool_use_id\":\"1\"}";
        patient.take(Agent.CODEX, Optional.empty(), new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)));
        assertThat(removed).hasSize(3);
        assertThat(hub.rows()).hasSize(1);
    }

    @Test
    void codex() throws IOException {
        takeRecorded(Agent.CODEX, "codex-0.171.0/hooks.ndjson");
        assertThat(hub.rows()).containsExactlyElementsOf(HubOfAgents.recorded("codex-0.171.0/hooks-rows.ndjson"));
        assertThat(hub.intake.unmapped())
                .containsExactlyInAnyOrderEntriesOf(Map.of("codex UserPromptSubmit", 1L, "codex PreToolUse", 2L));
    }

    @Test
    void gemini() throws IOException {
        takeRecorded(Agent.GEMINI_CLI, "gemini-cli-0.61.0/hooks.ndjson");
        assertThat(hub.rows()).containsExactlyElementsOf(HubOfAgents.recorded("gemini-cli-0.61.0/hooks-rows.ndjson"));
        assertThat(hub.intake.unmapped())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "gemini-cli BeforeAgent", 1L,
                        "gemini-cli PreCompress", 1L,
                        "gemini-cli BeforeTool", 1L,
                        "gemini-cli AfterAgent", 1L));
    }

    @Test
    void claudeCode() throws IOException {
        takeRecorded(Agent.CLAUDE_CODE, "claude-code/hooks.ndjson");
        assertThat(hub.rows()).containsExactlyElementsOf(HubOfAgents.recorded("claude-code/hooks-rows.ndjson"));
        assertThat(hub.intake.unmapped())
                .containsExactlyInAnyOrderEntriesOf(Map.of("claude-code UserPromptSubmit", 1L));
    }

    @Test
    void copilot() throws IOException {
        List<String> payloads = HubOfAgents.recorded("copilot/hooks.ndjson");
        for (String payload : payloads) {
            hooks.take(
                    Agent.COPILOT,
                    Optional.of("postToolUse"),
                    new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(hub.rows()).containsExactlyElementsOf(HubOfAgents.recorded("copilot/hooks-rows.ndjson"));
        assertThat(hub.intake.unmapped()).isEmpty();
    }

    @Test
    void cursor() throws IOException {
        takeRecorded(Agent.CURSOR, "cursor/hooks.ndjson");
        assertThat(hub.rows()).containsExactlyElementsOf(HubOfAgents.recorded("cursor/hooks-rows.ndjson"));
        assertThat(hub.intake.unmapped()).containsExactlyInAnyOrderEntriesOf(Map.of("cursor beforeSubmitPrompt", 1L));
    }

    /** Every text of a payload but the listed ones is content; one that is listed is as long as an id or a name. */
    @ParameterizedTest
    @CsvSource({"CLAUDE_CODE, claude-code", "COPILOT, copilot", "CURSOR, cursor"})
    void content_reachesNoDisk(Agent agent, String recording) throws IOException {
        List<String> payloads = HubOfAgents.recorded(recording + "/hooks.ndjson");
        assertThat(String.join("", payloads)).contains("CONTENT-1", "CONTENT-9");
        takeRecorded(agent, recording + "/hooks.ndjson");
        assertThat(hub.rows()).hasSizeGreaterThan(4);
        assertThat(hub.onDisk()).contains("project").doesNotContain("CONTENT", "home/user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "please run the steps",
                "echo no",
                "TP=none",
                "Bash",
                "nonexistent",
                "Process Group",
                "hello",
                "fileDiff",
                "Resources loaded",
                "mcp.py",
                "home/user"
            })
    void contentOfRecordings_reachesNoDisk(String content) throws IOException {
        takeRecorded(Agent.CODEX, "codex-0.171.0/hooks.ndjson");
        takeRecorded(Agent.GEMINI_CLI, "gemini-cli-0.61.0/hooks.ndjson");
        assertThat(hub.onDisk())
                .contains("01a224c6-4431-7152-9037-86f0e2d0f84a")
                .doesNotContain(content);
    }

    @Test
    void telemetryOff_nothingIsRecordedOrCounted() throws IOException {
        hub.isEnabled = false;
        takeRecorded(Agent.CODEX, "codex-0.171.0/hooks.ndjson");
        assertThat(hub.rows()).isEmpty();
        assertThat(hub.intake.unmapped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "no JSON",
                "[]",
                "\"text\"",
                "{",
                "{\"hook_event_name\":\"SessionStart\"",
                "{\"hook_event_name\":}",
                "\u0000\u0001\ufffd"
            })
    void payloadThatIsNoObject_isCounted(String payload) throws IOException {
        take(Agent.CODEX, payload);
        assertThat(hub.rows()).isEmpty();
        assertThat(hub.intake.unmapped()).containsOnly(Map.entry("codex payload_damaged", 1L));
    }

    @Test
    void payloadOf10Mebibytes_isTaken_andOf17IsNot() throws IOException {
        String payload = """
                {"hook_event_name":"AfterTool","session_id":"s","tool_input":{"content":"%s"},"tool_name":"write_file"}""";
        take(Agent.GEMINI_CLI, payload.replace("%s", "x\\n\\u00e9".repeat(1 << 20)));
        take(Agent.GEMINI_CLI, payload.replace("%s", "x".repeat(17 << 20)));
        assertThat(hub.members("name", "outcome")).containsExactly("write_file success");
        assertThat(hub.intake.unmapped()).containsOnly(Map.entry("gemini-cli payload_too_large", 1L));
    }

    @Test
    void payloadWithBrokenContent_isTaken() throws IOException {
        String payload = """
                {"hook_event_name":"PostToolUse","session_id":"s","tool_name":"Bash","tool_input":%s,"tool_use_id":"c"}""";
        for (String content : List.of(
                "[".repeat(100_000) + "]".repeat(100_000),
                "{\"a\":1,\"a\":2}",
                "\"\\ud800\"",
                "\"\\ud800\\u0041\"",
                "1e999999")) {
            take(Agent.CLAUDE_CODE, payload.replace("%s", content));
        }
        take(Agent.CLAUDE_CODE, payload.replace("%s", "\"\u00ff\"").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(hub.rows()).hasSize(1);
        assertThat(hub.intake.unmapped()).isEmpty();
    }

    /** A line of the output that looks like Gemini's own is none. */
    @ParameterizedTest
    @CsvSource({
        "Output: Exit Code: 7\\nProcess Group PGID: 1, success, -",
        "Output: a\\nExit Code: 7\\nmore\\nProcess Group PGID: 1, success, -",
        "Output: a\\nExit Code: 7\\nProcess Group PGID: 1\\nmore, unknown, -",
        "Output: a\\nExit Code: 137\\nSignal: 9\\nProcess Group PGID: 1, failure, 137",
        "Output: a\\nSignal: 9\\nProcess Group PGID: 1, failure, -",
        "Command was cancelled by user, unknown, -",
    })
    void exitCodeInOutput_isTakenFromTheLinesAfterIt(String output, String outcome, String code) throws IOException {
        take(
                Agent.GEMINI_CLI,
                "{\"hook_event_name\":\"AfterTool\",\"session_id\":\"s\",\"tool_name\":\"run_shell_command\","
                        + "\"tool_response\":{\"llmContent\":\"" + output + "\"}}");
        assertThat(hub.members("outcome", "exit_code")).containsExactly(outcome + " " + code);
    }

    private Path transcript(String place, List<String> lines) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(file.resolveSibling(""));
        return Files.write(file, lines);
    }

    private void endSession(Agent agent, Path transcript) throws IOException {
        String payload =
                "{\"hook_event_name\":\"SessionEnd\",\"session_id\":\"s\",\"transcript_path\":\"" + transcript + "\"}";
        take(agent, payload);
    }

    @Test
    void endOfASession_takesItsTranscript() throws IOException {
        endSession(Agent.CODEX, transcript(CODEX, HubOfAgents.recorded("codex-0.171.0/transcript.ndjson")));
        assertThat(hub.members("origin", "kind", "exit_code"))
                .contains("hook session_end -", "transcript tool 3", "transcript tool 0");
    }

    @Test
    void endOfASession_opensNothingElse() throws IOException {
        List<String> lines = HubOfAgents.recorded("codex-0.171.0/transcript.ndjson");
        Path codex = transcript(CODEX, lines);
        Path outside = transcript("rollout-outside.jsonl", lines);
        Path link = Files.createSymbolicLink(codex.resolveSibling("rollout-link.jsonl"), outside);
        for (Path file : List.of(
                outside,
                link,
                transcript(".codex/sessions/secret.txt", lines),
                Files.createDirectories(folder.resolve(".codex/sessions/rollout-folder.jsonl")),
                folder.resolve(".codex/sessions/rollout-none.jsonl"),
                codex.resolveSibling("../../../../../rollout-outside.jsonl"),
                Path.of("rollout-relative.jsonl"),
                Path.of("/proc/self/mem"))) {
            endSession(Agent.CODEX, file);
        }
        endSession(Agent.GEMINI_CLI, codex);
        endSession(Agent.CURSOR, codex);
        assertThat(hub.members("origin")).isNotEmpty().containsOnly("hook");
    }

    @ParameterizedTest
    @CsvSource({
        "\\ud83d\\ude00, 😀",
        "\\ud83d, \ufffd",
        "\\ud83d\\n, '\ufffd '",
        "\\ud83d\\u0041, \ufffd",
        "\\ude00, \ufffd",
        "a\\/\\\"b, a/\"b",
        "é, é",
    })
    void escapesInANameThatIsKept(String written, String name) throws IOException {
        take(
                Agent.CODEX,
                "{\"hook_event_name\":\"PostToolUse\",\"session_id\":\"s\",\"tool_name\":\"x" + written + "\"}");
        assertThat(hub.members("name")).containsExactly("x" + name);
    }

    @Test
    void transcriptWhoseNameIsNoPath_isPassedOver() throws IOException {
        take(
                Agent.GEMINI_CLI,
                "{\"hook_event_name\":\"SessionEnd\",\"session_id\":\"s\",\"transcript_path\":\"/a\\u0000b\"}");
        assertThat(hub.members("kind")).containsExactly("session_end");
    }

    /** Any bytes, and recordings with any bytes in them: nothing is thrown, and nothing is refused that became a row. */
    @ParameterizedTest
    @Seeds(50)
    void anyBytes(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> recordings = List.of(
                "codex-0.171.0/hooks.ndjson",
                "gemini-cli-0.61.0/hooks.ndjson",
                "claude-code/hooks.ndjson",
                "cursor/hooks.ndjson");
        List<String> payloads = HubOfAgents.recorded(recordings.get(random.nextInt(recordings.size())));
        for (int i = 0; i < 40; i++) {
            byte[] payload = payloads.get(random.nextInt(payloads.size())).getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(4); j > 0; j--) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
            }
            take(Agent.values()[random.nextInt(Agent.values().length)], payload);
        }
        assertThat(folder.resolve("user/quarantine")).doesNotExist();
    }
}
