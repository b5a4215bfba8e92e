package dev.candor.app.cli;

import dev.candor.agents.AgentSetup;
import dev.candor.agents.AgentSetup.Action;
import dev.candor.agents.AgentSetup.AgentChange;
import dev.candor.agents.AgentSetup.Changes;
import dev.candor.agents.AgentSetup.FileChange;
import dev.candor.app.Hub;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Shows, asks, writes, tries, and says what is left to do. */
final class SetupDialogue {
    private static final int NOT_AGREED = 3;

    private final Arguments arguments;
    private final Terminal terminal;
    private final TestEvent test;
    private final Hub hub;
    private final AgentSetup setup;
    private final Supplier<Optional<String>> answer;
    private final boolean isUndo;
    private final boolean isJson;
    private final List<String> arrived = new ArrayList<>();
    private boolean isWritten;

    /**
     * A dialogue.
     *
     * @param answer what the user answers; empty when nobody can be asked
     */
    SetupDialogue(
            Arguments arguments,
            Surroundings surroundings,
            Hub hub,
            AgentSetup setup,
            Supplier<Optional<String>> answer) {
        this.arguments = arguments;
        this.terminal = surroundings.terminal();
        this.hub = hub;
        this.test = new TestEvent(hub, surroundings.environment());
        this.answer = answer;
        this.setup = setup;
        this.isUndo = arguments.has(SetupVerb.UNDO);
        this.isJson = arguments.has(SetupVerb.JSON);
    }

    int go(Changes planned) throws IOException, ToolException {
        boolean switchesOn = !isUndo && !hub.config().state().enabled();
        boolean isAnything = planned.isAnything() || (switchesOn && !isRefused(planned));
        if (!isJson) {
            planned.agents().forEach(this::show);
        }
        if (arguments.has(SetupVerb.DRY_RUN) || !isAnything) {
            Changes done = arguments.has(SetupVerb.DRY_RUN) ? planned : setup.carryOut(planned);
            return end(done, done.agents().stream().anyMatch(AgentChange::isIncomplete) ? SetupVerb.INCOMPLETE : 0);
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
        return end(done, isIncomplete || !isWhole ? SetupVerb.INCOMPLETE : 0);
    }

    private static boolean isRefused(Changes changes) {
        return changes.agents().stream().allMatch(agent -> agent.refusal().isPresent());
    }

    private boolean isAgreed(boolean switchesOn) {
        if (arguments.has(SetupVerb.YES)) {
            return true;
        }
        terminal.tell(switchesOn ? "turn telemetry on and write this? [y/N]" : "write this? [y/N]");
        Optional<String> answered = answer.get();
        if (answered.isEmpty()) {
            terminal.tell("nothing was written: there is no terminal to ask on; say " + SetupVerb.YES + " to agree");
        } else if (!isYes(answered.get())) {
            terminal.tell("nothing was written");
        }
        return answered.filter(SetupDialogue::isYes).isPresent();
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
                    : line.charAt(0) == '+' ? terminal.green(line) : line.charAt(0) == '-' ? terminal.red(line) : line;
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
            return terminal.say(JsonWriter.compact(json(done))) ? code : SetupVerb.INCOMPLETE;
        }
        if (isWritten || arguments.has(SetupVerb.DRY_RUN)) {
            done.agents().forEach(agent -> agent.steps().forEach(step -> terminal.say("next: " + step)));
        }
        if (isWritten && !isUndo) {
            terminal.say("to see how it goes: candor doctor; to take it back: candor setup --undo");
        }
        return code;
    }

    private ObjectValue json(Changes done) {
        return new JsonObject()
                .put("agents", done.agents().stream().map(SetupDialogue::json).toList())
                .put("arrived", texts(arrived))
                .put("telemetry", hub.config().state().enabled())
                .put("written", isWritten)
                .object();
    }

    private static ObjectValue json(AgentChange agent) {
        JsonObject members = new JsonObject()
                .put("agent", agent.agent())
                .put("found", texts(agent.traces()))
                .put("files", agent.files().stream().map(SetupDialogue::json).toList())
                .put("next", texts(agent.steps()))
                .put("notes", texts(agent.notes()));
        agent.refusal().ifPresent(why -> members.put("refused", why));
        return members.object();
    }

    private static ObjectValue json(FileChange file) {
        JsonObject members = new JsonObject()
                .put("path", file.path().toString())
                .put("action", file.action().name().toLowerCase(Locale.ROOT))
                .put("diff", file.diff())
                .put("left", texts(file.left()));
        return (file.sentence().isEmpty() ? members : members.put("sentence", file.sentence())).object();
    }

    private static List<JsonValue> texts(List<String> texts) {
        return texts.stream().map(JsonValue::of).toList();
    }

    private static boolean isYes(String answered) {
        return Set.of("y", "yes").contains(answered.strip().toLowerCase(Locale.ROOT));
    }
}
