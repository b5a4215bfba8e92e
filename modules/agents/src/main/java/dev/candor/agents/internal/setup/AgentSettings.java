package dev.candor.agents.internal.setup;

import dev.candor.agents.internal.setup.JsonDocument.Dialect;
import dev.candor.agents.internal.setup.SettingsFile.JsonFile;
import dev.candor.agents.internal.setup.SettingsFile.TomlFile;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What each agent is told: events of hooks, an MCP server, an address for its own telemetry. No event stands here at which
 * a hook can block or deny, and none that fires on every model call.
 */
public final class AgentSettings {
    private static final int TIMEOUT_SECONDS = 5;
    private static final String SERVER = "candor";
    private static final JsonValue ANY = JsonValue.of("*");

    private final SetupAgent.User user;
    private final Wanted wanted;

    /**
     * What is wanted.
     *
     * @param launcher the absolute path of the command
     * @param project whether the project's settings are meant, not the user's
     * @param otlp the hub that the agent's own telemetry goes to
     */
    public record Wanted(String launcher, boolean project, boolean hooks, boolean mcp, Optional<Hub> otlp) {
        /** All that may have been set up. */
        public static Wanted everything(String launcher, boolean project) {
            return new Wanted(launcher, project, true, true, Optional.of(new Hub(1, "x".repeat(43))));
        }
    }

    /** Where a hub takes telemetry. */
    public record Hub(int port, String token) {
        String url() {
            return "http://127.0.0.1:" + port;
        }
    }

    public AgentSettings(SetupAgent.User user, Wanted wanted) {
        this.user = user;
        this.wanted = wanted;
    }

    /**
     * The files of an agent.
     *
     * @param hooksInToml whether Codex's hooks stand in its configuration rather than in a file of their own
     */
    public List<SettingsFile> of(SetupAgent agent, boolean hooksInToml) {
        List<SettingsFile> files = switch (agent) {
            case CLAUDE_CODE -> claude();
            case CODEX -> codex(hooksInToml);
            case GEMINI_CLI -> gemini();
            case COPILOT -> copilot();
            case CURSOR -> cursor();
            case OPENCODE -> List.of();
        };
        return files.stream().filter(file -> !file.parts().isEmpty()).toList();
    }

    /** As {@link #of}, for taking them out: with both places of Codex's hooks. */
    public List<SettingsFile> everywhere(SetupAgent agent) {
        if (agent != SetupAgent.CODEX) {
            return of(agent, false);
        }
        List<TomlPart> toml = new ArrayList<>();
        List<SettingsFile> files = new ArrayList<>();
        for (SettingsFile file : Stream.concat(of(agent, true).stream(), of(agent, false).stream())
                .toList()) {
            switch (file) {
                case JsonFile json -> files.add(json);
                case TomlFile config ->
                    config.parts().stream().filter(part -> !toml.contains(part)).forEach(toml::add);
            }
        }
        files.add(new TomlFile(codexConfig(), toml));
        return files;
    }

    private Path codexConfig() {
        return folder(SetupAgent.CODEX).resolve("config.toml");
    }

    private Path codexHooks() {
        return folder(SetupAgent.CODEX).resolve("hooks.json");
    }

    /**
     * As {@link #of}, with Codex's hooks in its configuration when they stand there already: it wants all of a layer in one
     * place. What it notes there itself, under {@code hooks.state}, is no hook.
     */
    public List<SettingsFile> asTheyStand(SetupAgent agent) {
        return of(agent, agent == SetupAgent.CODEX && hasHooksInToml());
    }

    private boolean hasHooksInToml() {
        try {
            Optional<byte[]> config = SettingsChange.read(codexConfig());
            if (config.isEmpty() || SettingsChange.read(codexHooks()).isPresent()) {
                return false;
            }
            return TomlDocument.parse(SettingsText.decode(config.get())).below(List.of("hooks")).stream()
                    .anyMatch(statement -> statement.path().size() > 1
                            && !statement.path().get(1).equals("state"));
        } catch (BrokenSettingsException | SettingsChange.UnusableException toldWhereItIsChanged) {
            return false;
        }
    }

    private Path folder(SetupAgent agent) {
        return wanted.project() ? agent.projectFolder(user) : agent.home(user);
    }

    private String command(SetupAgent agent) {
        return OwnCommand.hook(wanted.launcher(), agent.id());
    }

    private JsonPart hook(SetupAgent agent, String event, ObjectValue entry) {
        return new JsonPart.Hook(List.of("hooks", event), entry, agent.id(), command(agent));
    }

    /** What an agent runs at an event. */
    private JsonObject handler(SetupAgent agent) {
        return new JsonObject().put("type", "command").put("command", command(agent));
    }

    /** One handler in a group, as Claude Code, Codex and Gemini CLI have them. */
    private static ObjectValue group(ObjectValue handler, boolean hasMatcher) {
        JsonObject group = hasMatcher ? new JsonObject().put("matcher", ANY) : new JsonObject();
        return group.put("hooks", List.of(handler)).object();
    }

    private JsonObject launched(JsonObject server) {
        return server.put("command", wanted.launcher()).put("args", List.of(JsonValue.of("mcp")));
    }

    private static JsonPart server(JsonObject server) {
        return new JsonPart.Server(List.of("mcpServers", SERVER), server.object());
    }

    private List<SettingsFile> claude() {
        List<JsonPart> parts = new ArrayList<>();
        if (wanted.hooks()) {
            ObjectValue handler = handler(SetupAgent.CLAUDE_CODE)
                    .put("timeout", TIMEOUT_SECONDS)
                    .object();
            // all hooks of SessionEnd together get 1.5 s by themselves
            ObjectValue last = handler(SetupAgent.CLAUDE_CODE).object();
            for (String event :
                    List.of("SessionStart", "PostToolUse", "PostToolUseFailure", "StopFailure", "SessionEnd")) {
                boolean isTool = event.startsWith("PostTool");
                parts.add(hook(
                        SetupAgent.CLAUDE_CODE, event, group(event.equals("SessionEnd") ? last : handler, isTool)));
            }
        }
        wanted.otlp().ifPresent(hub -> {
            JsonObject values = new JsonObject()
                    .put("CLAUDE_CODE_ENABLE_TELEMETRY", "1")
                    .put("OTEL_LOGS_EXPORTER", "otlp")
                    .put("OTEL_METRICS_EXPORTER", "otlp")
                    .put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                    .put("OTEL_EXPORTER_OTLP_ENDPOINT", hub.url())
                    .put("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer " + hub.token());
            parts.add(new JsonPart.Telemetry(
                    List.of("env"),
                    "CLAUDE_CODE_ENABLE_TELEMETRY",
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    values.object().members(),
                    Map.of()));
        });
        // a project's settings.json is shared with others, who have no launcher at this path
        String name = wanted.project() ? "settings.local.json" : "settings.json";
        return List.of(new JsonFile(folder(SetupAgent.CLAUDE_CODE).resolve(name), Dialect.LENIENT, parts));
    }

    private List<SettingsFile> codex(boolean hooksInToml) {
        List<JsonPart> json = new ArrayList<>();
        List<TomlPart> toml = new ArrayList<>();
        wanted.otlp().ifPresent(hub -> toml.add(codexExporters(hub)));
        if (wanted.mcp()) {
            toml.add(new TomlPart.Server(List.of("mcp_servers", SERVER), wanted.launcher()));
        }
        if (wanted.hooks()) {
            for (String event : List.of("SessionStart", "PostToolUse", "SessionEnd")) {
                JsonObject handler = handler(SetupAgent.CODEX);
                // of SessionEnd Codex allows at most 3 s, and takes 1 by itself
                if (!event.equals("SessionEnd")) {
                    handler.put("timeout", TIMEOUT_SECONDS);
                }
                if (hooksInToml) {
                    toml.add(new TomlPart.Hook(
                            event, SetupAgent.CODEX.id(), command(SetupAgent.CODEX), handler.object()));
                } else {
                    json.add(hook(SetupAgent.CODEX, event, group(handler.object(), false)));
                }
            }
        }
        return List.of(new JsonFile(codexHooks(), Dialect.STRICT, json), new TomlFile(codexConfig(), toml));
    }

    private static TomlPart codexExporters(Hub hub) {
        Map<String, String> exporters = new LinkedHashMap<>();
        // an exporter of metrics that is not set is the vendor's
        for (Map.Entry<String, String> signal : List.of(
                Map.entry("exporter", "logs"),
                Map.entry("trace_exporter", "traces"),
                Map.entry("metrics_exporter", "metrics"))) {
            exporters.put(
                    signal.getKey(),
                    "{ otlp-http = { endpoint = \"" + hub.url() + "/v1/" + signal.getValue()
                            + "\", protocol = \"binary\", headers = { \"Authorization\" = \"Bearer " + hub.token()
                            + "\" } } }");
        }
        return new TomlPart.Exporters(List.of("otel"), exporters, Map.of("log_user_prompt", "false"));
    }

    private List<SettingsFile> gemini() {
        List<JsonPart> parts = new ArrayList<>();
        if (wanted.hooks()) {
            ObjectValue handler = handler(SetupAgent.GEMINI_CLI)
                    .put("name", SERVER)
                    .put("timeout", TIMEOUT_SECONDS * 1000L)
                    .object();
            for (String event : List.of("SessionStart", "AfterTool", "SessionEnd")) {
                parts.add(hook(SetupAgent.GEMINI_CLI, event, group(handler, event.equals("AfterTool"))));
            }
        }
        wanted.otlp().ifPresent(hub -> {
            JsonObject values = new JsonObject()
                    .put("enabled", true)
                    .put("target", "local")
                    .put("otlpEndpoint", hub.url() + "/otlp/" + hub.token())
                    .put("otlpProtocol", "http");
            parts.add(new JsonPart.Telemetry(
                    List.of("telemetry"),
                    "enabled",
                    "otlpEndpoint",
                    values.object().members(),
                    Map.of("logPrompts", JsonValue.of(false))));
        });
        if (wanted.mcp()) {
            parts.add(server(launched(new JsonObject())));
        }
        return List.of(new JsonFile(folder(SetupAgent.GEMINI_CLI).resolve("settings.json"), Dialect.COMMENTS, parts));
    }

    private List<SettingsFile> copilot() {
        List<JsonPart> hooks = new ArrayList<>();
        if (wanted.hooks()) {
            hooks.add(new JsonPart.Needed(List.of("version"), JsonValue.of(1)));
            ObjectValue handler = new JsonObject()
                    .put("type", "command")
                    .put("bash", command(SetupAgent.COPILOT))
                    .put("timeoutSec", TIMEOUT_SECONDS)
                    .object();
            // names with a capital have their payloads in snake case
            for (String event : List.of("SessionStart", "PostToolUse", "PostToolUseFailure", "SessionEnd")) {
                hooks.add(hook(SetupAgent.COPILOT, event, handler));
            }
        }
        List<JsonPart> servers = new ArrayList<>();
        if (wanted.mcp() && !wanted.project()) {
            servers.add(server(launched(new JsonObject().put("type", "local")).put("tools", List.of(ANY))));
        }
        return List.of(
                new JsonFile(folder(SetupAgent.COPILOT).resolve("hooks/candor.json"), Dialect.STRICT, hooks),
                new JsonFile(folder(SetupAgent.COPILOT).resolve("mcp-config.json"), Dialect.LENIENT, servers));
    }

    private List<SettingsFile> cursor() {
        List<JsonPart> hooks = new ArrayList<>();
        if (wanted.hooks()) {
            hooks.add(new JsonPart.Needed(List.of("version"), JsonValue.of(1)));
            for (String event : List.of("sessionStart", "postToolUse", "postToolUseFailure", "sessionEnd")) {
                hooks.add(hook(
                        SetupAgent.CURSOR,
                        event,
                        new JsonObject()
                                .put("command", command(SetupAgent.CURSOR))
                                .object()));
            }
        }
        List<JsonPart> servers = wanted.mcp() ? List.of(server(launched(new JsonObject()))) : List.of();
        return List.of(
                new JsonFile(folder(SetupAgent.CURSOR).resolve("hooks.json"), Dialect.LENIENT, hooks),
                new JsonFile(folder(SetupAgent.CURSOR).resolve("mcp.json"), Dialect.LENIENT, servers));
    }
}
