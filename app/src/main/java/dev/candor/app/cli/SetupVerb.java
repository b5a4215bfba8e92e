package dev.candor.app.cli;

import dev.candor.agents.AgentSetup;
import dev.candor.agents.AgentSetup.Changes;
import dev.candor.agents.AgentSetup.Part;
import dev.candor.agents.AgentSetup.Request;
import dev.candor.app.AgentPlaces;
import dev.candor.app.Hub;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Reasons;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** {@code candor setup}: have agents report by themselves, and take that back. */
final class SetupVerb implements Verb {
    static final int INCOMPLETE = 1;
    static final String DRY_RUN = "--dry-run";
    static final String UNDO = "--undo";
    static final String YES = "--yes";
    static final String JSON = "--json";
    private static final String PROJECT = "--project";

    /** What the user answers; empty when nobody can be asked. */
    private final Supplier<Optional<String>> answer;

    SetupVerb() {
        this(SetupVerb::fromTerminal);
    }

    SetupVerb(Supplier<Optional<String>> answer) {
        this.answer = answer;
    }

    private static Optional<String> fromTerminal() {
        if (!Terminal.isTerminal(0)) {
            return Optional.empty();
        }
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return Optional.of(line == null ? "" : line);
        } catch (IOException e) {
            return Optional.of("");
        }
    }

    @Override
    public Manual manual() {
        return new Manual(
                "setup",
                "Have agents report what they do by themselves: shows what it would change in their settings, then asks.",
                Optional.of("[AGENT…]"),
                false,
                List.of(
                        Flag.choice(DRY_RUN, "show what would change, and change nothing"),
                        Flag.choice(UNDO, "take the set-up back: each file becomes what it was, byte for byte"),
                        Flag.choice(PROJECT, "the settings of this folder instead of the user's"),
                        Flag.choice("--hooks", "only hooks, which cost an agent some milliseconds and need no server"),
                        Flag.choice("--otlp", "only the agent's own telemetry, to the server that runs now"),
                        Flag.choice("--mcp", "only the MCP server"),
                        Flag.choice(YES, "do not ask"),
                        Flag.choice(JSON, "print one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  done, or nothing to do",
                        "1  something could not be done: a file that is broken, an agent that cannot be set up, no agent found",
                        "2  unknown flags or agents",
                        "3  nothing was written: it was not agreed to, or there was no terminal to ask on and no --yes"),
                List.of("candor setup", "candor setup codex --hooks --yes", "candor setup --undo"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Hub hub = surroundings.hub();
        AgentSetup setup = new AgentSetup(AgentPlaces.of(hub.userPath(), surroundings.environment()));
        Request request = request(arguments);
        try {
            if (!arguments.has(UNDO)
                    && request.agents().isEmpty()
                    && setup.installed().isEmpty()) {
                surroundings
                        .terminal()
                        .tell("no agent was found; name one to set it up all the same: candor setup "
                                + AgentSetup.AGENTS.getFirst());
                return INCOMPLETE;
            }
            Changes planned = arguments.has(UNDO)
                    ? setup.undo(request)
                    : setup.setUp(request, ServerCall.answering(hub.userPath()));
            return new SetupDialogue(arguments, surroundings, hub, setup, answer).go(planned);
        } catch (IOException e) {
            surroundings.terminal().tell("the set-up cannot be done: " + Reasons.of(e));
            return INCOMPLETE;
        } catch (ToolException e) {
            return ToolCall.tellAsTool(e, surroundings.terminal());
        }
    }

    private static Request request(Arguments arguments) throws UsageException {
        for (String agent : arguments.operands()) {
            if (!AgentSetup.AGENTS.contains(agent)) {
                throw new UsageException("there is no agent '" + agent + "'" + Nearest.hint(agent, AgentSetup.AGENTS)
                        + "; there are " + String.join(", ", AgentSetup.AGENTS));
            }
        }
        Set<Part> parts = new TreeSet<>();
        for (Part part : Part.values()) {
            if (arguments.has("--" + part.name().toLowerCase(Locale.ROOT))) {
                parts.add(part);
            }
        }
        if (arguments.has(UNDO) && !parts.isEmpty()) {
            throw new UsageException("the flag " + UNDO + " takes all parts back; omit --"
                    + parts.iterator().next().name().toLowerCase(Locale.ROOT));
        }
        return new Request(arguments.operands(), arguments.has(PROJECT), parts);
    }
}
