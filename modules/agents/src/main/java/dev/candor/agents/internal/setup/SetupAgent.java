package dev.candor.agents.internal.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agents that can be set up, and where each keeps its settings. */
public enum SetupAgent {
    CLAUDE_CODE("claude-code", "Claude Code", ".claude", "CLAUDE_CONFIG_DIR", "claude"),
    CODEX("codex", "Codex", ".codex", "CODEX_HOME", "codex"),
    GEMINI_CLI("gemini-cli", "Gemini CLI", ".gemini", "", "gemini"),
    COPILOT("copilot", "Copilot CLI", ".copilot", "COPILOT_HOME", "copilot"),
    CURSOR("cursor", "Cursor", ".cursor", "", "cursor cursor-agent"),
    OPENCODE("opencode", "opencode", ".config/opencode", "", "opencode");

    private final String id;
    private final String title;
    private final String folder;
    private final String variable;
    /** Names with a space between. */
    private final String programs;

    SetupAgent(String id, String title, String folder, String variable, String programs) {
        this.id = id;
        this.title = title;
        this.folder = folder;
        this.variable = variable;
        this.programs = programs;
    }

    /**
     * The user that is set up.
     *
     * @param home the home folder
     * @param project the folder whose agents are set up with {@code --project}
     * @param environment where agents' own variables are looked up, and {@code PATH}
     */
    public record User(Path home, Path project, Map<String, String> environment) {}

    /** As rows and people write it. */
    public String id() {
        return id;
    }

    /** As its makers write it. */
    public String title() {
        return title;
    }

    /** Its own folder in the user's home. */
    Path home(User user) {
        return Optional.ofNullable(user.environment().get(variable))
                .filter(named -> !named.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(user.home().resolve(folder));
    }

    /** Its folder in a project. */
    Path projectFolder(User user) {
        return user.project().resolve(this == COPILOT ? ".github" : folder);
    }

    /** What tells that it is installed: its folder, or a program of its name. */
    public List<String> traces(User user) {
        List<String> traces = new ArrayList<>();
        if (Files.isDirectory(home(user))) {
            traces.add(home(user).toString());
        }
        for (String entry : user.environment().getOrDefault("PATH", "").split(":", -1)) {
            for (String program : programs.split(" ", -1)) {
                Path file = Path.of(entry).resolve(program);
                if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                    traces.add(file.toString());
                }
            }
        }
        return traces;
    }
}
