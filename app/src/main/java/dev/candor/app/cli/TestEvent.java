package dev.candor.app.cli;

import dev.candor.agents.AgentSetup;
import dev.candor.app.Hub;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.Position;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.items.run.ProcessSpec;
import dev.candor.items.run.RunLimits;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The beginning of a session that never was, sent through the command of a hook, and looked for in the log. */
final class TestEvent {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_OUTPUT = 10_000;

    private final Hub hub;
    private final Map<String, String> environment;

    TestEvent(Hub hub, Map<String, String> environment) {
        this.hub = hub;
        this.environment = environment;
    }

    /**
     * What became of it.
     *
     * @param row as it stands in the log; empty when it did not arrive
     * @param problem why it did not arrive
     */
    record Arrival(String row, Optional<String> problem) {}

    /**
     * Sends one.
     *
     * @param command as it stands in the agent's settings
     */
    Arrival send(String agent, String command) throws IOException {
        KeptLog log = hub.log(Contract.AGENT);
        Position before = log.end();
        String session = AgentSetup.TEST_SESSION + hub.clock().instant().toEpochMilli();
        ObjectValue payload = new ObjectValue(Map.of(
                "session_id", JsonValue.of(session),
                "conversation_id", JsonValue.of(session),
                "hook_event_name", JsonValue.of(agent.equals("cursor") ? "sessionStart" : "SessionStart"),
                "source", JsonValue.of("startup"),
                "cwd", JsonValue.of("/candor-setup")));
        // the launcher's other word for it, at which it waits until the event is recorded
        String waiting = command.substring(0, command.lastIndexOf(" hook ")) + " hooked " + agent;
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("USER_PATH", hub.userPath().folder().toString());
        ProcessSpec.Result ended = new ProcessSpec(
                        List.of("/bin/sh", "-c", waiting),
                        hub.userPath().folder(),
                        variables,
                        JsonWriter.compact(payload))
                .run(TIMEOUT, new RunLimits(TIMEOUT, Duration.ofSeconds(1), MAX_OUTPUT, 1), ToolContext.unattended());
        List<String> rows = new ArrayList<>();
        try {
            log.read(before, (bytes, from, to) -> {
                if (JsonValue.parse(bytes, from, to) instanceof ObjectValue row
                        && row.text("session_id").equals(Optional.of(session))) {
                    rows.add(JsonWriter.compact(row));
                }
            });
        } catch (IOException e) {
            return missing(agent, "the log cannot be read: " + Reasons.of(e));
        }
        if (rows.isEmpty()) {
            String said = ended.stderr().keptText().lines().findFirst().orElse("it said nothing");
            return missing(agent, ended.problem().orElse(said));
        }
        return new Arrival(rows.getFirst(), Optional.empty());
    }

    private static Arrival missing(String agent, String why) {
        return new Arrival("", Optional.of("a test event of " + agent + " did not arrive in the log: " + why));
    }
}
