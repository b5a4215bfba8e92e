package dev.candor.agents;

import dev.candor.agents.internal.setup.AgentSettings;
import dev.candor.agents.internal.setup.AgentSettings.Wanted;
import dev.candor.agents.internal.setup.OwnCommand;
import dev.candor.agents.internal.setup.SettingsChange;
import dev.candor.agents.internal.setup.SettingsFile;
import dev.candor.agents.internal.setup.SetupAgent;
import dev.candor.agents.internal.setup.SetupJournal;
import dev.candor.agents.internal.setup.SetupPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Sets agents up to report by themselves, and takes that back: hooks, MCP server, and the address for an agent's own
 * telemetry. What it would do is known before anything is done.
 */
public final class AgentSetup {
    /** The agents it knows, by the names that people write. */
    public static final List<String> AGENTS =
            Stream.of(SetupAgent.values()).map(SetupAgent::id).toList();

    /** How the id of a session begins that never was: it was sent to see whether it arrives, and counts nowhere. */
    public static final String TEST_SESSION = "candor-setup-";

    private final Place place;
    private final SetupJournal journal;
    private final SetupPlan plan;

    /**
     * Where everything is.
     *
     * @param home the user's home folder
     * @param project the folder whose agents are set up when a project is meant
     * @param environment where agents' own variables are looked up, and {@code PATH}
     * @param launcher the absolute path of the command {@code candor}
     * @param kept where the files from before are kept
     */
    public record Place(Path home, Path project, Map<String, String> environment, Path launcher, Path kept) {
        SetupAgent.User user() {
            return new SetupAgent.User(home, project, environment);
        }
    }

    /** The parts that can be set up one by one. */
    public enum Part {
        HOOKS,
        OTLP,
        MCP
    }

    /**
     * What is asked for.
     *
     * @param agents by name; those that are installed when none is named
     * @param project the project's settings instead of the user's
     * @param parts none for what costs the agent least
     */
    public record Request(List<String> agents, boolean project, Set<Part> parts) {}

    /** Where a hub answers now, and its token. */
    public record Hub(int port, String token) {}

    /** What is done to a file. */
    public enum Action {
        CREATE,
        CHANGE,
        NOTHING,
        RESTORE,
        DELETE,
        TAKE_OUT,
        GONE,
        REFUSE
    }

    /**
     * What would become, or became, of a file.
     *
     * @param diff as {@code diff -u} shows it, without the token
     * @param sentence why, or what else to know; may be empty
     * @param left what was not added and why
     */
    public record FileChange(Path path, Action action, String diff, String sentence, List<String> left) {
        /** Whether something that was asked for is not there. */
        public boolean isIncomplete() {
            return action == Action.REFUSE || !left.isEmpty();
        }
    }

    /**
     * An agent's part.
     *
     * @param traces what tells that it is installed
     * @param steps what the user does afterwards
     * @param notes what to know
     * @param refusal why nothing can be done for it
     */
    public record AgentChange(
            String agent,
            String title,
            List<String> traces,
            List<FileChange> files,
            List<String> steps,
            List<String> notes,
            Optional<String> refusal) {
        /** Whether something that was asked for is not there. */
        public boolean isIncomplete() {
            return refusal.isPresent() || files.stream().anyMatch(FileChange::isIncomplete);
        }
    }

    /** What is to be done, once somebody agrees. */
    public static final class Changes {
        private final List<AgentChange> agents;
        private final List<SettingsChange> files;
        private final Optional<String> token;

        private Changes(List<AgentChange> agents, List<SettingsChange> files, Optional<String> token) {
            this.agents = List.copyOf(agents);
            this.files = List.copyOf(files);
            this.token = token;
        }

        /** By agent. */
        public List<AgentChange> agents() {
            return agents;
        }

        /** Whether a file is written or removed. */
        public boolean isAnything() {
            return files.stream().anyMatch(SettingsChange::isWritten);
        }
    }

    public AgentSetup(Place place) {
        this.place = place;
        this.journal = new SetupJournal(place.kept());
        this.plan = new SetupPlan(journal);
    }

    /** The agents that are installed here. */
    public List<String> installed() {
        return Stream.of(SetupAgent.values())
                .filter(agent -> !agent.traces(place.user()).isEmpty())
                .map(SetupAgent::id)
                .toList();
    }

    /**
     * What a set-up would change.
     *
     * @param hub the one that answers now
     */
    public Changes setUp(Request request, Optional<Hub> hub) throws IOException {
        List<AgentChange> agents = new ArrayList<>();
        List<SettingsChange> all = new ArrayList<>();
        Optional<String> token = hub.map(Hub::token);
        for (SetupAgent agent : chosen(request)) {
            SetupChoice choice = new SetupChoice(place, agent, request, hub);
            Optional<String> refusal = choice.refusal();
            if (refusal.isPresent()) {
                agents.add(change(agent, List.of(), List.of(), List.of(), refusal, token));
                continue;
            }
            List<String> notes = new ArrayList<>();
            Wanted wanted = choice.wanted(notes);
            List<SettingsChange> changes = plan.put(
                    agent,
                    new AgentSettings(place.user(), wanted).asTheyStand(agent),
                    everything(request.project()).everywhere(agent));
            boolean hasClaude = hooks().stream().anyMatch(hooks -> hooks.agent().equals(SetupAgent.CLAUDE_CODE.id()));
            notes.addAll(choice.notes(wanted, hasClaude));
            all.addAll(changes);
            boolean isNew = changes.stream().anyMatch(SettingsChange::isWritten);
            agents.add(change(agent, changes, choice.steps(wanted, isNew), notes, refusal, token));
        }
        return new Changes(agents, all, token);
    }

    /** What taking a set-up back would change. */
    public Changes undo(Request request) throws IOException {
        List<AgentChange> agents = new ArrayList<>();
        List<SettingsChange> all = new ArrayList<>();
        Set<String> recorded = new TreeSet<>();
        journal.entries().values().forEach(entry -> recorded.add(entry.agent()));
        for (SetupAgent agent : SetupAgent.values()) {
            boolean isMeant = request.agents().isEmpty()
                    ? recorded.contains(agent.id())
                            || !agent.traces(place.user()).isEmpty()
                    : request.agents().contains(agent.id());
            if (isMeant && agent != SetupAgent.OPENCODE) {
                List<SettingsChange> changes = plan.take(
                        agent,
                        everything(request.project()).everywhere(agent),
                        Optional.of(place.project()).filter(folder -> request.project()));
                all.addAll(changes);
                List<String> steps = changes.stream().anyMatch(SettingsChange::isWritten)
                        ? List.of(
                                "sessions of " + agent.title() + " that are open go on as they began; start them anew")
                        : List.of();
                agents.add(change(agent, changes, steps, List.of(), Optional.empty(), Optional.empty()));
            }
        }
        return new Changes(agents, all, Optional.empty());
    }

    /** Carries out what was planned, and tells what became of it. */
    public Changes carryOut(Changes changes) throws IOException {
        List<SettingsChange> done = plan.carryOut(changes.files);
        List<AgentChange> agents = changes.agents.stream()
                .map(agent -> new AgentChange(
                        agent.agent(),
                        agent.title(),
                        agent.traces(),
                        done.stream()
                                .filter(change -> change.agent().equals(agent.agent()))
                                .map(change -> file(change, changes.token))
                                .toList(),
                        agent.steps(),
                        agent.notes(),
                        agent.refusal()))
                .toList();
        return new Changes(agents, done, changes.token);
    }

    /**
     * The hooks that are set up for this user.
     *
     * @param problem why the file cannot be read, if it cannot
     */
    public record Hooks(String agent, Path file, List<String> commands, Optional<String> problem) {}

    /** The hooks that stand in the settings of agents, a value for each file with some and for each that is broken. */
    public List<Hooks> hooks() {
        List<Hooks> hooks = new ArrayList<>();
        for (SetupAgent agent : SetupAgent.values()) {
            for (SettingsFile file : everything(false).everywhere(agent)) {
                SettingsChange.Commands found = SettingsChange.commands(file);
                if (!found.commands().isEmpty() || found.problem().isPresent()) {
                    hooks.add(new Hooks(agent.id(), file.path(), found.commands(), found.problem()));
                }
            }
        }
        return hooks;
    }

    /** The command that set-up writes for an agent's hooks. */
    public String hookCommand(String agent) {
        return OwnCommand.hook(place.launcher().toString(), agent);
    }

    private List<SetupAgent> chosen(Request request) {
        List<String> names = request.agents().isEmpty() ? installed() : request.agents();
        return Stream.of(SetupAgent.values())
                .filter(agent -> names.contains(agent.id()))
                .filter(agent -> !request.agents().isEmpty() || agent != SetupAgent.OPENCODE)
                .toList();
    }

    /** All that may have been set up. */
    private AgentSettings everything(boolean project) {
        return new AgentSettings(
                place.user(), Wanted.everything(place.launcher().toString(), project));
    }

    private AgentChange change(
            SetupAgent agent,
            List<SettingsChange> changes,
            List<String> steps,
            List<String> notes,
            Optional<String> refusal,
            Optional<String> token) {
        return new AgentChange(
                agent.id(),
                agent.title(),
                agent.traces(place.user()),
                changes.stream().map(change -> file(change, token)).toList(),
                steps,
                notes,
                refusal);
    }

    private static FileChange file(SettingsChange change, Optional<String> token) {
        return new FileChange(
                change.file().path(),
                Action.valueOf(change.kind().name().toUpperCase(Locale.ROOT)),
                change.diff(token),
                change.sentence(),
                change.left());
    }
}
