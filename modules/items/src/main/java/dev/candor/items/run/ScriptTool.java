package dev.candor.items.run;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.PrivateCopy;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.items.file.ItemFile;
import dev.candor.items.file.ParameterSchema;
import dev.candor.items.file.Placeholders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool that is a script or a program. */
final class ScriptTool {
    /** The variable that names a script's file: {@code $0} names a copy. */
    private static final String ITEM_VARIABLE = "CANDOR_ITEM";

    private ScriptTool() {}

    static RunResult run(ToolRun run) throws ToolException {
        return run(
                run,
                interpreter(run.file()),
                run.file(),
                ParameterSchema.none().checked(run.params()),
                Optional.empty());
    }

    /** Runs a script with parameters that were checked: a copy of what was read, since others may replace the file. */
    static RunResult run(
            ToolRun run, List<String> interpreter, ItemFile script, ObjectValue params, Optional<Duration> timeout)
            throws ToolException {
        List<String> arguments = arguments(params);
        Map<String, String> environment =
                run.environmentWith(Map.of(ITEM_VARIABLE, script.path().toString()));
        try (PrivateCopy copy = copy(script, run.context().copyFolder())) {
            List<String> command = new ArrayList<>(interpreter);
            command.add(copy.file().toString());
            command.addAll(arguments);
            ProcessSpec spec = new ProcessSpec(command, run.folder(), environment, JsonWriter.compact(params));
            return run.run(spec, run.timeoutOr(timeout));
        }
    }

    private static PrivateCopy copy(ItemFile script, Path folder) throws ToolException {
        try {
            return script.copiedInto(folder);
        } catch (IOException e) {
            throw new ToolException(
                    ToolException.Kind.UNAVAILABLE,
                    "context-unwritable",
                    "No copy of " + script.path() + " can be kept in " + folder + " while it runs: " + Reasons.of(e)
                            + ".");
        }
    }

    /** {@code --name value} for each parameter that is not null. */
    static List<String> arguments(ObjectValue params) throws ToolException {
        List<String> arguments = new ArrayList<>();
        for (Map.Entry<String, JsonValue> param : params.members().entrySet()) {
            if (Placeholders.isGiven(param.getValue())) {
                arguments.add("--" + param.getKey());
                arguments.add(argument(param.getKey(), Placeholders.text(param.getValue())));
            }
        }
        return arguments;
    }

    /** A text that can be an argument as it is. */
    static String argument(String name, String text) throws ToolException {
        if (text.indexOf('\0') >= 0) {
            throw ParameterSchema.invalid(name + " must not contain the character NUL");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > Placeholders.MAX_ARGUMENT) {
            throw ParameterSchema.invalid(name + " may have " + Placeholders.MAX_ARGUMENT + " bytes as an argument");
        }
        return text;
    }

    /** By the first line, else by the file's ending; empty for a program. */
    private static List<String> interpreter(ItemFile file) throws ToolException {
        String text = file.latin();
        if (text.startsWith("#!")) {
            List<String> shebang =
                    shebang(text.lines().findFirst().orElse("").substring(2).strip());
            if (!shebang.isEmpty()) {
                return shebang;
            }
        }
        String name = file.fileName();
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "py" -> List.of("python3");
            case "sh" -> List.of("sh");
            case "bash" -> List.of("bash");
            case "js", "mjs", "cjs" -> List.of("node");
            default -> {
                if (!file.isExecutable()) {
                    throw ParameterSchema.broken(name
                            + " has no first line that names an interpreter (#!), no known ending (.py, .sh, .bash,"
                            + " .js, .mjs, .cjs, .yaml) and no right to be executed");
                }
                yield List.of();
            }
        };
    }

    /** As Linux reads it: the interpreter, and the rest of the line as one argument. */
    private static List<String> shebang(String line) {
        String[] parts = line.split("[ \\t]+", 2);
        return line.isEmpty() ? List.of() : List.of(parts);
    }
}
