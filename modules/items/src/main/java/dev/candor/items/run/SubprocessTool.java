package dev.candor.items.run;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.items.file.ParameterSchema;
import dev.candor.items.file.Placeholders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A YAML tool whose executor is {@code subprocess}: {@code command, args, env, cwd, timeout, input_data}. */
final class SubprocessTool {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final JsonValue NONE = new NullValue();

    private SubprocessTool() {}

    static RunResult run(ToolRun run, ObjectValue config, Template template, Optional<Duration> timeout)
            throws ToolException {
        Optional<JsonValue> data = config.member("input_data").filter(Placeholders::isGiven);
        String input = data.isPresent() ? template.text(data.get()) : JsonWriter.compact(template.params());
        ProcessSpec spec = new ProcessSpec(
                command(config, template), folder(run, config, template), environment(run, config, template), input);
        return run.run(spec, run.timeoutOr(timeout));
    }

    /** Each entry stays one argument, whatever is filled in; parameters that no text names follow at the end. */
    private static List<String> command(ObjectValue config, Template template) throws ToolException {
        List<JsonValue> texts = new ArrayList<>();
        texts.addAll(list(config.member("command").orElse(NONE)));
        texts.addAll(list(config.member("args").orElse(NONE)));
        List<String> command = new ArrayList<>();
        for (JsonValue text : texts) {
            Optional<String> entry = template.entry(text);
            if (entry.isPresent()) {
                command.add(ScriptTool.argument("an entry of config.args", entry.get()));
            }
        }
        if (config.member("command").filter(Placeholders::isGiven).isEmpty()
                || command.isEmpty()
                || command.getFirst().isBlank()) {
            throw ParameterSchema.broken("config.command must name a program");
        }
        command.addAll(ScriptTool.arguments(template.unnamedIn(config)));
        return command;
    }

    private static List<JsonValue> list(JsonValue value) throws ToolException {
        return switch (value) {
            case ArrayValue array -> array.items();
            case NullValue none -> List.of();
            case ObjectValue object -> throw ParameterSchema.broken("config.command and config.args are texts");
            default -> List.of(value);
        };
    }

    private static Path folder(ToolRun run, ObjectValue config, Template template) throws ToolException {
        Optional<JsonValue> named = config.member("cwd").filter(Placeholders::isGiven);
        Optional<String> cwd = named.isPresent() ? template.entry(named.get()) : Optional.empty();
        if (cwd.filter(text -> text.indexOf('\0') >= 0).isPresent()) {
            throw ParameterSchema.invalid("cwd must not contain the character NUL");
        }
        return cwd.map(name -> RealPath.of(run.folder().resolve(name))).orElse(run.folder());
    }

    private static Map<String, String> environment(ToolRun run, ObjectValue config, Template template)
            throws ToolException {
        Map<String, String> more = new HashMap<>();
        for (Map.Entry<String, JsonValue> variable :
                YamlTool.section(config, "env").members().entrySet()) {
            String name = variable.getKey();
            if (!VARIABLE.matcher(name).matches() || name.startsWith("CANDOR_")) {
                throw ParameterSchema.broken("config.env cannot set '" + name + "'");
            }
            Optional<String> value = template.entry(variable.getValue());
            if (value.isPresent()) {
                more.put(name, ScriptTool.argument(name, value.get()));
            }
        }
        return run.environmentWith(more);
    }
}
