package dev.candor.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.testing.Seeds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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

class AgentTranscriptsTest {
    private static final String CODEX = ".codex/sessions/2026/11/29/rollout-2026-11-29T00-48-23-x.jsonl";
    private static final String GEMINI = ".gemini/tmp/notes/chats/session-2026-11-29T00-48-x.jsonl";
    private static final String CLAUDE = ".claude/projects/-home-user-project/x.jsonl";

    @TempDir
    Path folder;

    private Path home;
    private HubOfAgents hub;
    private AgentTranscripts transcripts;
    private final TranscriptCounts counts = new TranscriptCounts();

    @BeforeEach
    void open() {
        home = folder.resolve("home");
        hub = new HubOfAgents(folder.resolve("user"));
        transcripts = new AgentTranscripts(hub.intake, Map.of("HOME", home.toString()));
    }

    private Path write(String place, List<String> lines) throws IOException {
        Path file = home.resolve(place);
        Files.createDirectories(file.resolveSibling(""));
        return Files.write(file, lines);
    }

    private Optional<String> take(Agent agent, String place, List<String> lines) throws IOException {
        return transcripts.take(agent, write(place, lines), counts, read -> {});
    }

    @Test
    void codex() throws IOException {
        take(Agent.CODEX, CODEX, HubOfAgents.recorded("codex-0.171.0/transcript.ndjson"));
        assertThat(hub.rows()).containsExactlyElementsOf(HubOfAgents.recorded("codex-0.171.0/transcript-rows.ndjson"));
        assertThat(counts.unmapped()).isEmpty();
    }

    @Test
    void codexSession() throws IOException {
        take(Agent.CODEX, CODEX, HubOfAgents.recorded("codex-0.171.0/session.ndjson"));
        assertThat(hub.members("kind", "name", "call_id", "outcome", "outcome_rule", "exit_code"))
                .containsExactly(
                        "session_start - - unknown - -",
                        "model_request - resp_1 success completed -",
                        "tool exec_command call_1 failure exit_code 3",
                        "model_request - resp_2 success completed -",
                        "tool exec_command call_3 success exit_code 0",
                        "tool exec_command call_2 success exit_code 0",
                        "model_request - resp_4 success completed -",
                        "tool view_image call_4 unknown - -",
                        "model_request - resp_5 success completed -",
                        "tool nosuch call_5 failure error_present -",
                        "model_request - resp_6 success completed -",
                        "tool mcp__toy__greet call_6 success - -",
                        "model_request - resp_7 success completed -",
                        "tool mcp__toy__fail call_7 failure - -",
                        "model_request - resp_8 success completed -",
                        "tool exec_command call_8 success exit_code 0",
                        "model_request - resp_9 success completed -",
                        "turn - 01a22d7b-597a-7d43-9901-a9076db099c8 success completed -");
        assertThat(counts.unmapped()).isEmpty();
    }

    @Test
    void gemini() throws IOException {
        take(Agent.GEMINI_CLI, GEMINI, HubOfAgents.recorded("gemini-cli-0.61.0/transcript.ndjson"));
        assertThat(hub.rows())
                .containsExactlyElementsOf(HubOfAgents.recorded("gemini-cli-0.61.0/transcript-rows.ndjson"));
        assertThat(counts.unmapped()).isEmpty();
    }

    @Test
    void geminiSession() throws IOException {
        take(Agent.GEMINI_CLI, GEMINI, HubOfAgents.recorded("gemini-cli-0.61.0/session.ndjson"));
        assertThat(hub.members("kind", "name", "call_id", "outcome", "outcome_rule", "exit_code"))
                .containsExactly(
                        "session_start - - unknown - -",
                        "model_request - 92276bf2-6728-4204-a0c9-c26d3f54ab77 success completed -",
                        "tool run_shell_command run_shell_command__call_1 failure exit_code_in_output 3",
                        "model_request - 41ba2f27-25ba-4811-95b7-39974b0c4060 success completed -",
                        "tool run_shell_command run_shell_command__call_2 success - -",
                        "tool run_shell_command run_shell_command__call_3 failure error_present -",
                        "model_request - 7517d36f-d13e-48fe-badf-491bdc7b77a2 success completed -",
                        "tool activate_skill activate_skill__call_4 success - -",
                        "skill demo activate_skill__call_4 unknown - -",
                        "model_request - ae11e36a-1bf1-46a0-b1a7-d481988d7f30 success completed -",
                        "tool nosuch nosuch__call_5 failure - -",
                        "model_request - 557e3fb9-7dbd-48c3-aeec-bef7fcbe5926 success completed -",
                        "tool mcp_toy_greet mcp_toy_greet__call_6 success - -",
                        "model_request - 192bbac4-96e4-40ff-abba-bc8a52a017c6 success completed -",
                        "tool mcp_toy_fail mcp_toy_fail__call_7 failure - -",
                        "model_request - 4517864e-c0ef-4360-a4f5-ab0174e20517 success completed -",
                        "tool write_file write_file__call_8 success - -",
                        "model_request - 334816b8-4fc6-4c81-8791-f14d11830827 success completed -");
        assertThat(counts.unmapped()).isEmpty();
    }

    @Test
    void claudeCode() throws IOException {
        take(Agent.CLAUDE_CODE, CLAUDE, HubOfAgents.recorded("claude-code/transcript.ndjson"));
        assertThat(hub.rows()).containsExactlyElementsOf(HubOfAgents.recorded("claude-code/transcript-rows.ndjson"));
        assertThat(counts.unmapped()).containsExactlyEntriesOf(Map.of("new-kind-of-line", 1L));
        assertThat(hub.onDisk()).contains("toolu_01A").doesNotContain("CONTENT", "home/user");
    }

    /** Versions of 2025 tell tokens by counts, some twice, and commands by their output only. */
    @Test
    void codexOfEarlierVersions() throws IOException {
        take(Agent.CODEX, CODEX, """
                {"timestamp":"2025-10-01T10:00:00.000Z","type":"session_meta","payload":{"id":"old","timestamp":"2025-10-01T09:59:59.000Z","cwd":"/home/user/notes","cli_version":"0.45.0"}}
                {"timestamp":"2025-10-01T10:00:01.000Z","type":"turn_context","payload":{"cwd":"/home/user/notes","model":"gpt-y"}}
                {"timestamp":"2025-10-01T10:00:02.000Z","type":"response_item","payload":{"type":"function_call","name":"shell","arguments":"CONTENT","call_id":"c1"}}
                {"timestamp":"2025-10-01T10:00:03.000Z","type":"event_msg","payload":{"type":"token_count","info":null}}
                {"timestamp":"2025-10-01T10:00:04.000Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"total_tokens":110},"last_token_usage":{"input_tokens":100,"cached_input_tokens":50,"output_tokens":10,"reasoning_output_tokens":4}}}}
                {"timestamp":"2025-10-01T10:00:05.000Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"total_tokens":110},"last_token_usage":{"input_tokens":100,"cached_input_tokens":50,"output_tokens":10,"reasoning_output_tokens":4}}}}
                {"timestamp":"2025-10-01T10:00:06.000Z","type":"response_item","payload":{"type":"function_call_output","call_id":"c1","output":"Exit code: 2\\nWall time: 0.1 seconds\\nOutput:\\nExit code: 9"}}
                {"timestamp":"2025-10-01T10:00:07.000Z","type":"event_msg","payload":{"type":"turn_aborted","reason":"interrupted"}}
                """.lines().toList());
        assertThat(hub.members("kind", "name", "started_at", "outcome", "exit_code", "input_tokens", "model"))
                .containsExactly(
                        "session_start - 2025-10-01T09:59:59Z unknown - - -",
                        "model_request - 2025-10-01T10:00:04Z success - 100 gpt-y",
                        "tool shell 2025-10-01T10:00:02Z failure 2 - gpt-y",
                        "turn - 2025-10-01T10:00:07Z cancelled - - gpt-y");
    }

    /** A command that was declined has an exit code all the same, and what tools print may look like a head. */
    @Test
    void codexCalls_thatAreNoCommandsThatRan() throws IOException {
        take(Agent.CODEX, CODEX, """
                {"timestamp":"2026-11-30T10:00:00.000Z","type":"session_meta","payload":{"id":"s","cwd":"/home/user/notes"}}
                {"timestamp":"2026-11-30T10:00:01.000Z","type":"event_msg","payload":{"type":"item_completed","item":{"type":"CommandExecution","id":"declined","status":"declined","exit_code":-1}}}
                {"timestamp":"2026-11-30T10:00:02.000Z","type":"response_item","payload":{"type":"function_call","name":"update_plan","call_id":"plan"}}
                {"timestamp":"2026-11-30T10:00:03.000Z","type":"response_item","payload":{"type":"function_call_output","call_id":"plan","output":"Plan updated\\nExit code: 3\\nOutput:"}}
                {"timestamp":"2026-11-30T10:00:04.000Z","type":"response_item","payload":{"type":"function_call","name":"logs","namespace":"mcp__ci","call_id":"mcp"}}
                {"timestamp":"2026-11-30T10:00:05.000Z","type":"response_item","payload":{"type":"function_call_output","call_id":"mcp","output":"Process exited with code 1\\nOutput:"}}
                {"timestamp":"2026-11-30T10:00:06.000Z","type":"response_item","payload":{"type":"function_call","name":"shell","call_id":"crlf"}}
                {"timestamp":"2026-11-30T10:00:07.000Z","type":"response_item","payload":{"type":"function_call_output","call_id":"crlf","output":"Exit code: 4\\r\\nWall time: 1\\r\\nOutput:\\r\\nExit code: 7"}}
                """.lines().toList());
        assertThat(hub.members("call_id", "outcome", "exit_code"))
                .containsExactly(
                        "- unknown -", "declined rejected -1", "plan unknown -", "mcp unknown -", "crlf failure 4");
    }

    /** Which signal or code a cancelled command ended with says nothing of it; 0 is never written by the agent. */
    @Test
    void geminiCommands_thatWereCancelled() throws IOException {
        List<String> calls = new ArrayList<>();
        for (String call : List.of("cancelled Signal: 15", "cancelled Exit Code: 130", "error Exit Code: 0")) {
            String status = call.substring(0, call.indexOf(' '));
            calls.add("""
                    {"id":"CALL","name":"run_shell_command","status":"STATUS","result":[{"functionResponse":{"response":\
                    {"output":"Output: a\\nLINE\\nProcess Group PGID: 5"}}}]}""".replace("CALL", "c" + calls.size())
                    .replace("STATUS", status)
                    .replace("LINE", call.substring(status.length() + 1)));
        }
        take(
                Agent.GEMINI_CLI,
                GEMINI,
                List.of(
                        "{\"sessionId\":\"s\",\"startTime\":\"2026-11-30T10:00:00Z\"}",
                        "{\"id\":\"1\",\"type\":\"gemini\",\"timestamp\":\"2026-11-30T10:00:01Z\",\"toolCalls\":["
                                + String.join(",", calls) + "]}"));
        assertThat(hub.members("call_id", "outcome", "exit_code"))
                .containsExactly("- unknown -", "c0 cancelled -", "c1 cancelled 130", "c2 failure -");
    }

    @Test
    void geminiChat_ofMoreMessagesThanAreKeptOpen_losesNone() throws IOException {
        List<String> lines = new ArrayList<>(List.of("{\"sessionId\":\"s\",\"startTime\":\"2026-11-30T10:00:00Z\"}"));
        for (int i = 0; i < 10_500; i++) {
            lines.add("{\"id\":\"" + i
                    + "\",\"type\":\"gemini\",\"timestamp\":\"2026-11-30T10:00:01Z\",\"tokens\":{\"input\":1}}");
        }
        take(Agent.GEMINI_CLI, GEMINI, lines);
        assertThat(counts.kinds()).containsEntry("model_request", 10_500L);
    }

    @Test
    void files_ofAFolderThatIsALink() throws IOException {
        Path disk = Files.createDirectories(folder.resolve("disk/sessions"));
        Path file = Files.write(disk.resolve("rollout-x.jsonl"), List.of());
        Files.createDirectories(home.resolve(".codex"));
        Files.createSymbolicLink(home.resolve(".codex/sessions"), disk);
        assertThat(transcripts.files(Agent.CODEX, Instant.MIN, told -> {})).containsExactly(file.toRealPath());
    }

    /** What the agents say themselves: Codex in the last thread total, Gemini as the sum of its messages' totals. */
    @ParameterizedTest
    @CsvSource({
        "CODEX, codex-0.171.0, .codex/sessions/rollout-x.jsonl, 9600, 6400, 320, 56",
        "GEMINI_CLI, gemini-cli-0.61.0, .gemini/tmp/p/chats/session-x.jsonl, 9600, 6400, 376, 56",
    })
    void tokens_addUpToWhatTheAgentSays(
            Agent agent, String recording, String place, long input, long cached, long output, long reasoning)
            throws IOException {
        take(agent, place, HubOfAgents.recorded(recording + "/session.ndjson"));
        List<Long> sums = new ArrayList<>();
        for (String name : List.of("input_tokens", "cached_tokens", "output_tokens", "reasoning_tokens")) {
            sums.add(hub.members(name).stream()
                    .filter(text -> !text.equals("-"))
                    .mapToLong(Long::parseLong)
                    .sum());
        }
        assertThat(sums).containsExactly(input, cached, output, reasoning);
    }

    @Test
    void takenAgain_orInParts_isTheSame() throws IOException {
        List<String> lines = HubOfAgents.recorded("codex-0.171.0/session.ndjson");
        for (int length = 0; length <= lines.size(); length += 7) {
            take(Agent.CODEX, CODEX, lines.subList(0, length));
        }
        take(Agent.CODEX, CODEX, lines);
        List<String> grown = hub.rows();
        TranscriptCounts again = new TranscriptCounts();
        transcripts.take(Agent.CODEX, home.resolve(CODEX), again, read -> {});
        assertThat(again.accepted()).isZero();
        assertThat(again.duplicate()).isEqualTo(again.rows()).isEqualTo(grown.size());
        assertThat(again.sessions()).isEqualTo(1);
    }

    @Test
    void damagedLines_areCountedAndHideNothing() throws IOException {
        List<String> lines = new ArrayList<>(HubOfAgents.recorded("codex-0.171.0/transcript.ndjson"));
        lines.addAll(2, List.of("no JSON", "{\"timestamp\":\"2026", "", "[1]"));
        lines.add("{\"timestamp\":\"2026-11-29T00:48:2");
        Path file = write(CODEX, lines);
        // the last line is being written
        Files.write(file, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        transcripts.take(Agent.CODEX, file, counts, read -> {});
        assertThat(counts.damagedLines()).isEqualTo(3);
        assertThat(counts.rows()).isEqualTo(5);
    }

    /** Content of any length is passed over; a line may be longer than memory. */
    @Test
    void longLine() throws IOException {
        List<String> lines = HubOfAgents.recorded("codex-0.171.0/transcript.ndjson");
        Path file = write(CODEX, lines.subList(0, 3));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            out.write("{\"timestamp\":\"2026-11-29T00:48:23.228Z\",\"payload\":{\"item\":{\"aggregated_output\":\""
                    .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 64; i++) {
                out.write("x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
            }
            out.write("""
                    ","type":"CommandExecution","id":"long","exit_code":4,"status":"failed"},"type":"item_completed"},\
                    "type":"event_msg"}
                    """.getBytes(StandardCharsets.UTF_8));
        }
        transcripts.take(Agent.CODEX, file, counts, read -> {});
        assertThat(hub.members("call_id", "exit_code")).contains("long 4");
        assertThat(counts.damagedLines()).isZero();
    }

    @Test
    void geminiOfEarlierVersions_isOneObject() throws IOException {
        take(Agent.GEMINI_CLI, GEMINI.replace(".jsonl", ".json").replace("notes", "a".repeat(64)), """
                {
                  "sessionId": "old", "projectHash": "x", "startTime": "2025-10-01T10:00:00.000Z",
                  "messages": [
                    {"id": "1", "timestamp": "2025-10-01T10:00:01.000Z", "type": "user", "content": "CONTENT"},
                    {"id": "2", "timestamp": "2025-10-01T10:00:02.000Z", "type": "gemini", "content": "CONTENT",
                     "tokens": {"input": 10, "output": 2, "cached": 0, "thoughts": 3, "tool": 1, "total": 16}, "model": "m",
                     "toolCalls": [{"id": "c", "name": "read_file", "status": "error", "args": {"name": "CONTENT"},
                       "timestamp": "2025-10-01T10:00:03.000Z"}]}
                  ]
                }
                """.lines()
                .toList());
        assertThat(hub.members("kind", "name", "outcome", "input_tokens", "output_tokens", "project"))
                .containsExactly(
                        "session_start - unknown - - -",
                        "model_request - success 11 5 -",
                        "tool read_file failure - - -");
        assertThat(hub.onDisk()).doesNotContain("CONTENT");
    }

    @Test
    void files_areTheAgentsOwn_changedSinceThen() throws IOException {
        Path codex = write(CODEX, List.of());
        write(".codex/sessions/2026/history.jsonl", List.of());
        Path gemini = write(GEMINI, List.of());
        write(".gemini/tmp/notes/logs/session-1.jsonl", List.of());
        Path old = write(".claude/projects/a/old.jsonl", List.of());
        Path claude = write(CLAUDE, List.of());
        Files.createSymbolicLink(home.resolve(".claude/projects/link.jsonl"), codex);
        Instant then = Instant.parse("2026-11-01T00:00:00Z");
        for (Path file : List.of(codex, gemini, claude)) {
            Files.setLastModifiedTime(file, FileTime.from(then));
        }
        Files.setLastModifiedTime(old, FileTime.from(then.minusSeconds(1)));
        assertThat(transcripts.files(Agent.CODEX, then, told -> {})).containsExactly(codex);
        assertThat(transcripts.files(Agent.GEMINI_CLI, then, told -> {})).containsExactly(gemini);
        assertThat(transcripts.files(Agent.CLAUDE_CODE, then, told -> {})).containsExactly(claude);
        assertThat(transcripts.files(Agent.CLAUDE_CODE, Instant.MIN, told -> {}))
                .containsExactly(claude, old);
    }

    /** Recordings with any bytes in them: nothing is thrown, and no row is refused. */
    @ParameterizedTest
    @Seeds(50)
    void anyBytes(long seed) throws IOException {
        Random random = new Random(seed);
        String[][] recordings = {
            {"CODEX", CODEX, "codex-0.171.0/session.ndjson"},
            {"GEMINI_CLI", GEMINI, "gemini-cli-0.61.0/session.ndjson"},
            {"CLAUDE_CODE", CLAUDE, "claude-code/transcript.ndjson"},
        };
        String[] recording = recordings[random.nextInt(recordings.length)];
        byte[] bytes = String.join("\n", HubOfAgents.recorded(recording[2])).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Path file = Files.write(write(recording[1], List.of()), bytes);
        assertThat(transcripts.take(Agent.valueOf(recording[0]), file, counts, read -> {}))
                .isEmpty();
        assertThat(counts.quarantined()).isZero();
    }
}
