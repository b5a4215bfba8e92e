package dev.candor.agents;

import dev.candor.agents.AgentSetup.Hub;
import dev.candor.agents.AgentSetup.Part;
import dev.candor.agents.AgentSetup.Place;
import dev.candor.agents.AgentSetup.Request;
import dev.candor.agents.internal.setup.AgentSettings;
import dev.candor.agents.internal.setup.AgentSettings.Wanted;
import dev.candor.agents.internal.setup.OwnCommand;
import dev.candor.agents.internal.setup.SettingsFile;
import dev.candor.agents.internal.setup.SetupAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which parts an agent gets of what is asked for, and what its user is told. */
record SetupChoice(Place place, SetupAgent agent, Request request, Optional<Hub> hub) {
    /** Why nothing can be done for the agent. */
    Optional<String> refusal() {
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

    /**
     * What the agent gets: without a word of the user hooks and MCP, and its telemetry only to a hub that is there.
     *
     * @param notes where it is said why it gets no more
     */
    Wanted wanted(List<String> notes) {
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
        Optional<String> open = openFile(wanted);
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
    private Optional<String> openFile(Wanted wanted) {
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

    /** What the user does afterwards. */
    List<String> steps(Wanted wanted, boolean isNew) {
        List<String> steps = new ArrayList<>();
        if (agent == SetupAgent.CODEX && wanted.hooks() && isNew) {
            steps.add("start codex, type /hooks and approve the hook; until then Codex skips it without a word");
        } else if (isNew) {
            steps.add("sessions of " + agent.title() + " that are open do not know of it; start them anew");
        }
        if (agent == SetupAgent.CLAUDE_CODE && wanted.mcp()) {
            // its ~/.claude.json is rewritten by every session that runs
            steps.add("for the tools, run: claude mcp add --scope " + (wanted.project() ? "local" : "user")
                    + " candor -- " + OwnCommand.word(wanted.launcher()) + " mcp");
        }
        return steps;
    }

    /** What to know besides. */
    List<String> notes(Wanted wanted, boolean hasClaude) {
        List<String> notes = new ArrayList<>();
        if (wanted.project() && agent != SetupAgent.CLAUDE_CODE) {
            notes.add("the hook names the launcher of this machine: do not commit it");
        }
        boolean readsClaude = agent == SetupAgent.COPILOT || agent == SetupAgent.CURSOR;
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
}
