package dev.candor.items.run;

import dev.candor.aggregatestore.ItemType;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.yaml.YamlReader;
import dev.candor.foundation.yaml.YamlSyntaxException;
import dev.candor.items.file.FileNames;
import dev.candor.items.file.ItemFile;
import dev.candor.items.file.ItemRoot;
import dev.candor.items.file.ParameterSchema;
import dev.candor.items.file.Placeholders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool that is described in YAML: which executor runs it, with what parameters and configuration. */
final class YamlTool {
    private static final String EXECUTORS = "subprocess, http_client, python_runtime, node_runtime";

    private YamlTool() {}

    /**
     * Checks the parameters and runs it.
     *
     * @throws ToolException before anything has started: {@code item-invalid}, {@code executor-unsupported},
     *     {@code params-invalid}
     */
    static RunResult run(ToolRun run) throws ToolException {
        ObjectValue tool = parsed(run.file());
        String executor = tool.text("executor_id").orElse("");
        ParameterSchema rules = ParameterSchema.of(tool);
        ObjectValue config = section(tool, "config");
        Template template = new Template(run.environment(), rules.names(), rules.checked(run.params()));
        Optional<Duration> timeout = seconds(config, "timeout");
        return switch (executor) {
            case "subprocess" -> SubprocessTool.run(run, config, template, timeout);
            case "http_client" -> HttpTool.run(run, config, template, timeout);
            case "python_runtime", "python" -> script(run, tool, template, "python3", ".py", timeout);
            case "node_runtime", "node" -> script(run, tool, template, "node", ".js", timeout);
            default ->
                throw new ToolException(
                        ToolException.Kind.REFUSED,
                        "executor-unsupported",
                        "executor_id must be one of " + EXECUTORS + ", found '" + executor + "' in "
                                + run.file().path() + ".");
        };
    }

    private static ObjectValue parsed(ItemFile file) throws ToolException {
        try {
            return YamlReader.readMapping(file.text(), ItemRoot.MAX_VALUES);
        } catch (YamlSyntaxException e) {
            throw ParameterSchema.broken(file.path() + " is no YAML as it is needed: " + e.sentence());
        }
    }

    /** The script that the entry point names, else the one beside it with the same name. */
    private static RunResult script(
            ToolRun run,
            ObjectValue tool,
            Template template,
            String interpreter,
            String ending,
            Optional<Duration> timeout)
            throws ToolException {
        Optional<String> entry = Optional.empty();
        for (ObjectValue place : List.of(section(tool, "manifest"), section(tool, "config"), tool)) {
            entry = entry.or(() -> place.text("entrypoint"));
        }
        String name = entry.orElse(FileNames.stem(ItemType.TOOL, run.file().fileName()) + ending);
        if (name.indexOf('\0') >= 0) {
            throw ParameterSchema.broken("entrypoint must be the name of a file");
        }
        ItemFile script = run.file().root().read(run.file().folder().resolve(name));
        return ScriptTool.run(run, List.of(interpreter), script, template.params(), timeout);
    }

    static ObjectValue section(ObjectValue tool, String name) throws ToolException {
        return switch (tool.member(name).filter(Placeholders::isGiven).orElse(new ObjectValue(Map.of()))) {
            case ObjectValue object -> object;
            default -> throw ParameterSchema.broken(name + " must be a mapping");
        };
    }

    private static Optional<Duration> seconds(ObjectValue config, String name) throws ToolException {
        Optional<JsonValue> said = config.member(name).filter(Placeholders::isGiven);
        Optional<Duration> seconds = said.flatMap(RunLimits::seconds);
        if (said.isPresent() && seconds.isEmpty()) {
            throw ParameterSchema.broken("config." + name + " must be a number of seconds " + RunLimits.BOUNDS);
        }
        return seconds;
    }
}
