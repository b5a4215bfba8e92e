package dev.candor.app.cli;

import dev.candor.agents.AgentSetup;
import dev.candor.agents.AgentSetup.Action;
import dev.candor.agents.AgentSetup.AgentChange;
import dev.candor.agents.AgentSetup.Changes;
import dev.candor.agents.AgentSetup.FileChange;
import dev.candor.agents.AgentSetup.Part;
import dev.candor.agents.AgentSetup.Request;
import dev.candor.app.AgentPlaces;
import dev.candor.app.Hub;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** {@code candor setup}: have agents report by themselves, and take that back. */
final class SetupVerb implements Verb {
    private static final int INCOMPLETE = 1;
    private static final int NOT_AGREED = 3;
    private static final String DRY_RUN = "--dry-run";
    private static final String UNDO = "--undo";
    private static final String PROJECT = "--project";
    private static final String YES = "--yes";
    private static final String JSON = "--json";

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
            return new Dialogue(arguments, surroundings, hub, setup).go(planned);
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

    /** Shows, asks, writes, tries, and says what is left to do. */
    private final class Dialogue {
        private final Arguments arguments;
        private final Terminal terminal;
        private final TestEvent test;
        private final Hub hub;
        private final AgentSetup setup;
        private final boolean isUndo;
        private final boolean isJson;
        private final List<String> arrived = new ArrayList<>();
        private boolean isWritten;

        Dialogue(Arguments arguments, Surroundings surroundings, Hub hub, AgentSetup setup) {
            this.arguments = arguments;
            this.terminal = surroundings.terminal();
            this.test = new TestEvent(hub, surroundings.environment());
            this.hub = hub;
            this.setup = setup;
            this.isUndo = arguments.has(UNDO);
            this.isJson = arguments.has(JSON);
        }

        int go(Changes planned) throws IOException, ToolException {
            boolean switchesOn = !isUndo && !hub.config().state().enabled();
            boolean isAnything = planned.isAnything() || (switchesOn && !isRefused(planned));
            if (!isJson) {
                planned.agents().forEach(this::show);
            }
            if (arguments.has(DRY_RUN) || !isAnything) {
                Changes done = arguments.has(DRY_RUN) ? planned : setup.carryOut(planned);
                return end(done, done.agents().stream().anyMatch(AgentChange::isIncomplete) ? INCOMPLETE : 0);
            }
            if (!isAgreed(switchesOn)) {
                return end(planned, NOT_AGREED);
            }
            if (switchesOn) {
                hub.config().set(true);
            }
            Changes done = setup.carryOut(planned);
            isWritten = true;
            if (!isJson) {
                done.agents().forEach(this::told);
            }
            boolean isWhole = isUndo || tried(planned);
            boolean isIncomplete = done.agents().stream().anyMatch(AgentChange::isIncomplete);
            return end(done, isIncomplete || !isWhole ? INCOMPLETE : 0);
        }

        private static boolean isRefused(Changes changes) {
            return changes.agents().stream().allMatch(agent -> agent.refusal().isPresent());
        }

        private boolean isAgreed(boolean switchesOn) {
            if (arguments.has(YES)) {
                return true;
            }
            terminal.tell(switchesOn ? "turn telemetry on and write this? [y/N]" : "write this? [y/N]");
            Optional<String> answered = answer.get();
            if (answered.isEmpty()) {
                terminal.tell("nothing was written: there is no terminal to ask on; say " + YES + " to agree");
            } else if (!isYes(answered.get())) {
                terminal.tell("nothing was written");
            }
            return answered.filter(SetupVerb::isYes).isPresent();
        }

        private void show(AgentChange agent) {
            terminal.say(agent.title() + " (" + agent.agent() + ")"
                    + (agent.traces().isEmpty() ? ", not found here" : ": " + String.join(", ", agent.traces())));
            agent.refusal().ifPresent(why -> terminal.say("  not done: " + why));
            for (FileChange file : agent.files()) {
                if (!file.diff().isEmpty()) {
                    terminal.say(coloured(file.diff()).stripTrailing());
                } else if (file.action() == Action.NOTHING || file.action() == Action.GONE) {
                    terminal.say("  " + file.path() + " stays as it is");
                }
                problems(file);
            }
            agent.notes().forEach(note -> terminal.say("  note: " + note));
        }

        private void problems(FileChange file) {
            if (!file.sentence().isEmpty()) {
                terminal.say("  " + (file.action() == Action.REFUSE ? "not done: " : "note: ") + file.sentence());
            }
            file.left().forEach(left -> terminal.say("  left as it is: " + file.path() + ": " + left));
        }

        private String coloured(String diff) {
            StringBuilder shown = new StringBuilder();
            for (String line : diff.split("\n", -1)) {
                boolean isName = line.startsWith("---") || line.startsWith("+++");
                String toned = isName || line.isEmpty()
                        ? line
                        : line.charAt(0) == '+'
                                ? terminal.green(line)
                                : line.charAt(0) == '-' ? terminal.red(line) : line;
                shown.append(toned).append('\n');
            }
            return shown.toString();
        }

        private void told(AgentChange agent) {
            for (FileChange file : agent.files()) {
                switch (file.action()) {
                    case CREATE -> terminal.say("made " + file.path());
                    case CHANGE -> terminal.say("changed " + file.path());
                    case RESTORE -> terminal.say("restored " + file.path());
                    case DELETE -> terminal.say("removed " + file.path());
                    case TAKE_OUT -> terminal.say("took Candor's part out of " + file.path());
                    case REFUSE -> terminal.say("not done: " + file.sentence());
                    case NOTHING, GONE -> {}
                }
            }
        }

        /** Sends an event the way an agent does, for each whose hooks were just written. */
        private boolean tried(Changes planned) throws IOException {
            if (!hub.config().state().enabled()) {
                terminal.tell("telemetry stays off, for "
                        + hub.config().state().decidedBy().name().toLowerCase(Locale.ROOT)
                        + " says so: nothing will be recorded until that is changed");
                return false;
            }
            boolean isWhole = true;
            for (AgentChange agent : planned.agents()) {
                boolean hasHooks =
                        agent.files().stream().anyMatch(file -> file.diff().contains(" hook " + agent.agent()));
                if (hasHooks) {
                    TestEvent.Arrival arrival = test.send(agent.agent(), setup.hookCommand(agent.agent()));
                    isWhole &= arrival.problem().isEmpty();
                    arrival.problem().ifPresent(terminal::tell);
                    if (arrival.problem().isEmpty()) {
                        arrived.add(agent.agent());
                        if (!isJson) {
                            terminal.say("a test event of " + agent.agent() + " arrived: " + arrival.row());
                        }
                    }
                }
            }
            return isWhole;
        }

        private int end(Changes done, int code) {
            if (isJson) {
                return terminal.say(JsonWriter.compact(json(done))) ? code : INCOMPLETE;
            }
            if (isWritten || arguments.has(DRY_RUN)) {
                done.agents().forEach(agent -> agent.steps().forEach(step -> terminal.say("next: " + step)));
            }
            if (isWritten && !isUndo) {
                terminal.say("to see how it goes: candor doctor; to take it back: candor setup --undo");
            }
            return code;
        }

        private ObjectValue json(Changes done) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put(
                    "agents",
                    JsonValue.of(done.agents().stream().map(SetupVerb::json).toList()));
            members.put("arrived", texts(arrived));
            members.put("telemetry", JsonValue.of(hub.config().state().enabled()));
            members.put("written", JsonValue.of(isWritten));
            return new ObjectValue(members);
        }
    }

    private static boolean isYes(String answered) {
        return Set.of("y", "yes").contains(answered.strip().toLowerCase(Locale.ROOT));
    }

    private static JsonValue texts(List<String> texts) {
        return JsonValue.of(texts.stream().map(JsonValue::of).toList());
    }

    private static ObjectValue json(AgentChange agent) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("agent", JsonValue.of(agent.agent()));
        members.put("found", texts(agent.traces()));
        members.put(
                "files",
                JsonValue.of(agent.files().stream().map(SetupVerb::json).toList()));
        members.put("next", texts(agent.steps()));
        members.put("notes", texts(agent.notes()));
        agent.refusal().ifPresent(why -> members.put("refused", JsonValue.of(why)));
        return new ObjectValue(members);
    }

    private static ObjectValue json(FileChange file) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("path", JsonValue.of(file.path().toString()));
        members.put("action", JsonValue.of(file.action().name().toLowerCase(Locale.ROOT)));
        members.put("diff", JsonValue.of(file.diff()));
        members.put("left", texts(file.left()));
        if (!file.sentence().isEmpty()) {
            members.put("sentence", JsonValue.of(file.sentence()));
        }
        return new ObjectValue(members);
    }
}
