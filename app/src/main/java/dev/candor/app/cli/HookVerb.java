package dev.candor.app.cli;

import dev.candor.agents.AgentHooks;
import dev.candor.agents.AgentIntake;
import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.AgentTranscripts;
import dev.candor.app.Hub;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.ingestion.Receipt;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code candor hook}: what agents call at each event. The launcher starts it behind the agent's back, or hands over to the
 * one that runs, and has ended with 0 by then, so nobody hears what it says.
 */
final class HookVerb implements Verb {
    /** Set by the launcher for the process that takes what all hooks are handed. */
    private static final String TAKER = "candor.taker";

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
        try {
            if (System.getProperty(TAKER) != null) {
                takeAll(surroundings);
            } else {
                takeOne(arguments.operands(), surroundings);
            }
        } catch (IOException | UsageException | RuntimeException nobodyHearsIt) {
            // the agent went on long ago
        }
        return 0;
    }

    private static void takeOne(List<String> operands, Surroundings surroundings) throws IOException, UsageException {
        Optional<Agent> agent = operands.stream().findFirst().flatMap(Agent::named);
        if (agent.isEmpty()) {
            return;
        }
        Hub hub = surroundings.hub();
        // never closed: it is the process's, which ends now
        Input payload = Input.standardInput();
        Receipt receipt =
                take(agent.get(), operands.stream().skip(1).findFirst(), hub, surroundings.environment(), payload);
        if (receipt.accepted() > 0) {
            // from now on one process takes what all hooks are handed: the launcher looks for this folder
            PrivateFiles.createFolders(hub.userPath().hooks());
        }
        count(hub);
    }

    private static void takeAll(Surroundings surroundings) throws IOException, UsageException {
        Hub hub = surroundings.hub();
        Path turn = hub.userPath().hooks().resolve("turn");
        HookPipe pipe =
                new HookPipe(new FileInputStream(FileDescriptor.in), turn, ms -> LockSupport.parkNanos(ms * 1_000_000));
        pipe.takeAll(handed -> {
            Optional<Agent> agent = Agent.named(handed.agent());
            if (agent.isPresent()) {
                take(agent.get(), handed.event(), hub, handed.places(), handed.payload());
            }
        });
        if (Files.exists(turn)) {
            count(hub);
        }
    }

    private static void count(Hub hub) throws IOException {
        if (hub.config().state().enabled()) {
            hub.passedOver().add(hub.agentIntake().unmapped());
        }
    }

    /** Takes one payload as a process of its own does. */
    static Receipt take(
            Agent agent, Optional<String> event, Hub hub, Map<String, String> environment, InputStream payload)
            throws IOException {
        if (!hub.config().state().enabled()) {
            return Receipt.EMPTY;
        }
        AgentIntake intake = hub.agentIntake();
        AgentTranscripts transcripts = new AgentTranscripts(intake, environment);
        return new AgentHooks(intake, transcripts, hub.clock()).take(agent, event, payload);
    }
}
