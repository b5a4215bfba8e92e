package dev.candor.agents;

import dev.candor.agents.internal.setup.AgentSettings;
import dev.candor.agents.internal.setup.AgentSettings.Wanted;
import dev.candor.agents.internal.setup.SettingsChange;
import dev.candor.agents.internal.setup.SettingsFile;
import dev.candor.agents.internal.setup.SetupAgent;
import dev.candor.agents.internal.setup.SetupJournal;
import dev.candor.agents.internal.setup.SetupPlan;
import dev.candor.foundation.files.Input;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    private static final int TOML_BYTES = 32 << 20;

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
        private SetupAgent.User user() {
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
            List<String> notes = new ArrayList<>();
            Optional<String> refusal = refusal(agent, request, hub);
            List<SettingsChange> changes = List.of();
            if (refusal.isEmpty()) {
                Wanted wanted = wanted(agent, request, hub, notes);
                AgentSettings whole = new AgentSettings(
                        place.user(), Wanted.everything(place.launcher().toString(), request.project()));
                changes = plan.put(agent, files(agent, wanted), whole.everywhere(agent));
                notes.addAll(notes(agent, wanted));
                all.addAll(changes);
                agents.add(change(agent, changes, steps(agent, wanted, changes), notes, refusal, token));
            } else {
                agents.add(change(agent, changes, List.of(), notes, refusal, token));
            }
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
                AgentSettings settings = new AgentSettings(
                        place.user(), Wanted.everything(place.launcher().toString(), request.project()));
                List<SettingsChange> changes = plan.take(
                        agent,
                        settings.everywhere(agent),
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
            AgentSettings settings = new AgentSettings(
                    place.user(), Wanted.everything(place.launcher().toString(), false));
            for (SettingsFile file : settings.everywhere(agent)) {
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
        return AgentSettings.hookCommand(place.launcher().toString(), agent);
    }

    private List<SetupAgent> chosen(Request request) {
        List<String> names = request.agents().isEmpty() ? installed() : request.agents();
        return Stream.of(SetupAgent.values())
                .filter(agent -> names.contains(agent.id()))
                .filter(agent -> !request.agents().isEmpty() || agent != SetupAgent.OPENCODE)
                .toList();
    }

    private static Optional<String> refusal(SetupAgent agent, Request request, Optional<Hub> hub) {
        if (agent == SetupAgent.OPENCODE) {
            return Optional.of(
                    "opencode has no hooks that run a command, only plugins in JavaScript, so it cannot be set up"
                            + " yet; wrap its commands with: candor run");
        }
        if (!request.parts().contains(Part.OTLP)) {
            return Optional.empty();
        }
        if (request.project()) {
            return Optional.of("an address with a token does not belong into a project's files, which are shared; omit"
                    + " --project or --otlp");
        }
        return hub.isPresent()
                ? Optional.empty()
                : Optional.of(
                        "no hub answers on this user path, and an agent whose collector is gone waits for it: start one"
                                + " that stays (candor serve), then run this again; hooks need none");
    }

    /** Without a word of the user: hooks and MCP, and telemetry of the agent only to a hub that is there. */
    private Wanted wanted(SetupAgent agent, Request request, Optional<Hub> hub, List<String> notes) {
        Set<Part> parts = request.parts();
        boolean isFree = parts.isEmpty();
        boolean hasExporter =
                agent == SetupAgent.CLAUDE_CODE || agent == SetupAgent.CODEX || agent == SetupAgent.GEMINI_CLI;
        boolean isOtlp = hasExporter && hub.isPresent() && !request.project() && (isFree || parts.contains(Part.OTLP));
        String launcher = place.launcher().toString();
        Wanted wanted = new Wanted(
                launcher,
                request.project(),
                isFree || parts.contains(Part.HOOKS),
                parts.contains(Part.MCP) || (isFree && !request.project()),
                hub.filter(there -> isOtlp).map(there -> new AgentSettings.Hub(there.port(), there.token())));
        if (parts.contains(Part.OTLP) && !hasExporter) {
            notes.add(agent.title() + " takes no address for telemetry in its settings; hooks tell of it");
        }
        if (!isOtlp) {
            if (isFree && hasExporter && !request.project()) {
                notes.add("hooks only: no hub answers now, and " + agent.title()
                        + " would wait for one that is gone (Gemini CLI 10 s, Codex up to 30 s at its end)");
            }
            return wanted;
        }
        Optional<String> open = openFile(agent, wanted);
        if (open.isPresent()) {
            notes.add("no address for telemetry was set: " + open.get());
            return new Wanted(launcher, request.project(), wanted.hooks(), wanted.mcp(), Optional.empty());
        }
        notes.add("the agent's own telemetry goes to the hub that answers now on port "
                + hub.orElseThrow().port()
                + "; keep it running (candor serve), or take this back (candor setup --undo)");
        return wanted;
    }

    /** The file that others could read the token in. */
    private Optional<String> openFile(SetupAgent agent, Wanted wanted) {
        Wanted only = new Wanted(wanted.launcher(), false, false, false, wanted.otlp());
        for (SettingsFile file : new AgentSettings(place.user(), only).of(agent, false)) {
            try {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()));
                if (!mode.endsWith("------")) {
                    return Optional.of(
                            file.path() + " (" + mode + ") can be read by others, and would hold the hub's token;"
                                    + " to allow it: chmod 600 " + file.path());
                }
            } catch (IOException notThere) {
                // it is made 0600
            }
        }
        return Optional.empty();
    }

    private List<SettingsFile> files(SetupAgent agent, Wanted wanted) {
        AgentSettings settings = new AgentSettings(place.user(), wanted);
        return settings.of(agent, agent == SetupAgent.CODEX && settings.hasHooksInToml(this::text));
    }

    private Optional<String> text(Path file) {
        try {
            return Input.regularFile(file, TOML_BYTES).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            // told where it is changed
            return Optional.empty();
        }
    }

    private List<String> steps(SetupAgent agent, Wanted wanted, List<SettingsChange> changes) {
        List<String> steps = new ArrayList<>();
        boolean isNew = changes.stream().anyMatch(SettingsChange::isWritten);
        if (agent == SetupAgent.CODEX && wanted.hooks() && isNew) {
            steps.add("start codex, type /hooks and approve the hook; until then Codex skips it without a word");
        } else if (isNew) {
            steps.add("sessions of " + agent.title() + " that are open do not know of it; start them anew");
        }
        if (agent == SetupAgent.CLAUDE_CODE && wanted.mcp()) {
            // its ~/.claude.json is rewritten by every session that runs
            steps.add("for the tools, run: claude mcp add --scope " + (wanted.project() ? "local" : "user")
                    + " candor -- " + AgentSettings.word(wanted.launcher()) + " mcp");
        }
        return steps;
    }

    private List<String> notes(SetupAgent agent, Wanted wanted) {
        List<String> notes = new ArrayList<>();
        if (wanted.project() && agent != SetupAgent.CLAUDE_CODE) {
            notes.add("the hook names the launcher of this machine: do not commit it");
        }
        boolean readsClaude = agent == SetupAgent.COPILOT || agent == SetupAgent.CURSOR;
        boolean hasClaude = hooks().stream().anyMatch(hooks -> hooks.agent().equals(SetupAgent.CLAUDE_CODE.id()));
        if (readsClaude && wanted.hooks() && hasClaude) {
            notes.add(agent.title()
                    + " may run the hooks of Claude Code too; what it does would then also be told under that"
                    + " name");
        }
        if (agent == SetupAgent.CODEX && wanted.hooks()) {
            notes.add(
                    "Codex's hooks do not tell exit codes nor calls that failed; its transcripts do (candor import codex)");
        }
        return notes;
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
