package dev.candor.app.cli;

import dev.candor.agents.AgentHooks;
import dev.candor.agents.AgentIntake;
import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentTranscripts;
import dev.candor.app.Hub;
import dev.candor.foundation.files.Input;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * {@code candor hook}: what agents call at each event. The launcher starts it behind the agent's back and has ended with 0
 * by then, so nobody hears what it says.
 */
final class HookVerb implements Verb {
    @Override
    public Manual manual() {
        return new Manual(
                "hook",
                "Take what an agent hands its hooks, on standard input: for the agent's settings, see docs/agents.md.",
                Optional.of("AGENT [EVENT]"),
                false,
                List.of(),
                0,
                List.of("0  always, at once and without a word; what was handed over is recorded in the background"),
                List.of("candor hook codex < payload.json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) {
        List<String> operands = arguments.operands();
        Optional<Agent> agent = operands.stream().findFirst().flatMap(Agent::named);
        if (agent.isEmpty()) {
            return 0;
        }
        // never closed: it is the process's, which ends now
        Input payload = Input.standardInput();
        try {
            take(agent.get(), operands.stream().skip(1).findFirst(), surroundings, payload);
        } catch (IOException | UsageException | RuntimeException nobodyHearsIt) {
            // the agent went on long ago
        }
        return 0;
    }

    /** Takes one payload as a process of its own does. */
    static void take(Agent agent, Optional<String> event, Surroundings surroundings, InputStream payload)
            throws IOException, UsageException {
        Hub hub = surroundings.hub();
        if (!hub.config().state().enabled()) {
            return;
        }
        AgentIntake intake = hub.agentIntake();
        AgentTranscripts transcripts = new AgentTranscripts(intake, surroundings.environment());
        new AgentHooks(intake, transcripts, surroundings.clock()).take(agent, event, payload);
    }
}
