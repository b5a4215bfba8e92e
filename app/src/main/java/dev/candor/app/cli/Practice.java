package dev.candor.app.cli;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.config.ConfigFile;
import dev.candor.config.UserPath;
import dev.candor.foundation.files.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the verbs that must start fast, so that a JVM which records what is loaded can make the ahead-of-time cache.
 * Part of the build; its arguments are {@code items}, or {@code wrapping} with an events file to practise on and the
 * command {@code true}.
 */
final class Practice {
    private static final int ROUNDS = 40;

    private Practice() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "wrapping" -> wrapping(arguments[1], arguments[2]);
            case "items" -> items();
            default -> throw new IllegalArgumentException("wrapping or items is to be practised");
        }
    }

    private static void wrapping(String events, String command) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            must(0, "run", "--skill", "practice", "--events", events, "--json", "--", command);
        }
        // the rules for secrets are read when a text may have one
        must(0, "run", "--skill", "practice", "--events", events, "--context", "password=p4", "--", command);
        // by an agent, whose trace goes on
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("TRACEPARENT", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        environment.put("CODEX_THREAD_ID", "practice");
        must(0, environment, "run", "--skill", "practice", "--events", events, "--", command);
        // an edited file is read again, and a last row without its newline gets one
        String rows = Files.readString(Path.of(events));
        byte[] edited = rows.repeat(ROUNDS).stripTrailing().getBytes(StandardCharsets.UTF_8);
        PrivateFiles.replace(Path.of(events), edited);
        must(0, "run", "--skill", "practice", "--events", events, "--", command);
        must(0, "coverage", "--skills", "practice,other", "--events", events, "--json");
        must(2, "coverage", "--skills", "practice,other", "--events", events, "--strict");
        must(0, "validate", "--contract", "skill-usage", events);
        // without a file: first while nobody has turned telemetry on, then while it is
        ConfigFile config = new ConfigFile(UserPath.of(System.getenv()), System.getenv());
        must(0, "run", "--skill", "practice", "--json", "--", command);
        config.set(true);
        for (int i = 0; i < ROUNDS; i++) {
            must(0, "run", "--skill", "practice", "--json", "--", command);
        }
        must(0, "coverage", "--skills", "practice");
        PrivateFiles.remove(config.path());
    }

    private static void items() throws IOException, UsageException {
        // it names every verb, whose classes a wrapped command would wait for
        must(0, "help");
        must(0, "status");
        must(0, "enable");
        for (int i = 0; i < ROUNDS; i++) {
            must(
                    0,
                    "record",
                    "--item-id",
                    "a/practice@1",
                    "--item-type",
                    "tool",
                    "--outcome",
                    "success",
                    "--duration-ms",
                    "5");
        }
        must(
                0,
                "record",
                "--item-id",
                "b",
                "--item-type",
                "tool",
                "--outcome",
                "failure",
                "--duration-ms",
                "5",
                "--error",
                "password=p4");
        must(0, "status", "--item-id", "b", "--json");
        must(0, "status");
        must(0, "export", "--item-id", "b");
        must(0, "tool", "telemetry_status", "{}");
        must(0, "tool");
        must(0, "clear", "--item-id", "b");
        must(0, "checkpoint");
        must(0, "exec", "--item-type", "tool", "--item-id", "core/telemetry_status");
        Path folder = Path.of(System.getenv("HOME"), ".ai");
        PrivateFiles.replace(folder.resolve("tools/practice.sh"), "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
        PrivateFiles.replace(folder.resolve("knowledge/sky.md"), "blue\n".getBytes(StandardCharsets.UTF_8));
        must(0, "exec", "--item-type", "tool", "--item-id", "practice", "--params", "{\"a\":1}");
        must(0, "exec", "--item-type", "knowledge", "--item-id", "sky");
        byte[] rows = row(1).repeat(ROUNDS).concat("{}\n").getBytes(StandardCharsets.UTF_8);
        PrivateFiles.replace(folder.resolve("rows.jsonl"), rows);
        must(3, "ingest", folder.resolve("rows.jsonl").toString());
        for (int i = 0; i < ROUNDS; i++) {
            hook("call_" + i);
        }
        must(0, "help");
        must(0, "disable");
        // what an agent says stands on standard input
        must(0, "mcp");
    }

    /** Each time as a process of its own would. */
    private static void hook(String callId) throws IOException, UsageException {
        byte[] payload =
                ("{\"hook_event_name\":\"PostToolUse\",\"session_id\":\"p\",\"tool_name\":\"Bash\",\"cwd\":\"/p\","
                                + "\"tool_input\":{\"command\":\"true\"},\"tool_response\":\"\\n\",\"tool_use_id\":\""
                                + callId + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
        Terminal silent = new Terminal(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false);
        Surroundings surroundings =
                new Surroundings(System.getenv(), silent, InstantSource.system(), count -> List.of());
        HookVerb.take(
                Agent.CODEX, Optional.empty(), surroundings.hub(), System.getenv(), new ByteArrayInputStream(payload));
    }

    private static String row(int duration) {
        return "{\"context\":\"run\",\"duration_ms\":" + duration + ",\"skill\":\"s\",\"source\":\"p\","
                + "\"status\":\"success\",\"timestamp_utc\":\"2026-01-01T00:00:00Z\"}\n";
    }

    private static void must(int exitCode, String... arguments) {
        must(exitCode, System.getenv(), arguments);
    }

    private static void must(int exitCode, Map<String, String> environment, String... arguments) {
        int found = Candor.execute(arguments, environment);
        if (found != exitCode) {
            throw new IllegalStateException(
                    String.join(" ", arguments) + " must exit with " + exitCode + ", found " + found);
        }
    }
}
