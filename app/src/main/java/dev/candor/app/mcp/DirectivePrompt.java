package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.schema.Violation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directive over the tools of telemetry, as a prompt. What it says stands in {@code config/directives}.
 *
 * @param name also that of the directive
 * @param description a sentence
 * @param arguments its own, and last the project
 */
record DirectivePrompt(String name, String title, String description, List<DirectiveArgument> arguments) {
    /** All of them, in the order of listing. */
    static final List<DirectivePrompt> ALL = List.of(
            of("telemetry_enable", "Turn telemetry on", "Turn the recording of runs on, and say whether it holds."),
            of("telemetry_disable", "Turn telemetry off", "Turn the recording of runs off. What was recorded stays."),
            of(
                    "telemetry_status",
                    "Telemetry status",
                    "Show whether runs are recorded, and the statistics of one item or a summary of all.",
                    DirectiveArgument.item(
                            "The item to show, for instance core/create_tool@1.0.0; all without one.", false)),
            of(
                    "telemetry_clear",
                    "Clear telemetry",
                    "Forget the statistics of one item, or of all after asking. This cannot be undone.",
                    DirectiveArgument.item(
                            "The item to forget, for instance core/create_tool@1.0.0; all without one.", false)),
            of(
                    "telemetry_export",
                    "Export telemetry",
                    "Give the statistics of an item in the form that goes beside it to a registry when it is published.",
                    DirectiveArgument.item("The item to publish, for instance core/create_tool@1.0.0.", true),
                    DirectiveArgument.word(
                            "format",
                            "Format",
                            "How to show it: json (default), yaml or text.",
                            "json",
                            "yaml",
                            "text")));

    DirectivePrompt {
        arguments = List.copyOf(arguments);
    }

    private static DirectivePrompt of(String name, String title, String description, DirectiveArgument... own) {
        return new DirectivePrompt(
                name,
                title,
                description,
                Stream.concat(Arrays.stream(own), Stream.of(DirectiveArgument.PROJECT_PATH))
                        .toList());
    }

    /**
     * The prompt of that name.
     *
     * @throws McpError when there is none
     */
    static DirectivePrompt named(String name) throws McpError {
        for (DirectivePrompt prompt : ALL) {
            if (prompt.name.equals(name)) {
                return prompt;
            }
        }
        throw McpError.invalidParams("There is no prompt " + Violation.quoted(name) + ". The prompts are "
                + ALL.stream().map(DirectivePrompt::name).collect(Collectors.joining(", ")) + ".");
    }

    /**
     * The argument of that name.
     *
     * @throws McpError when it takes none of that name
     */
    DirectiveArgument argument(String argument) throws McpError {
        for (DirectiveArgument known : arguments) {
            if (known.name().equals(argument)) {
                return known;
            }
        }
        throw McpError.invalidParams("The prompt " + name + " takes no argument " + Violation.quoted(argument)
                + ". Its arguments are "
                + arguments.stream().map(DirectiveArgument::name).collect(Collectors.joining(", ")) + ".");
    }

    /**
     * The arguments that were really given: clients send empty texts for fields that were left empty.
     *
     * @throws McpError for the first that is unknown, missing or not what it must be
     */
    Map<String, String> checked(Map<String, String> given) throws McpError {
        for (String argument : given.keySet()) {
            argument(argument);
        }
        Map<String, String> checked = new LinkedHashMap<>();
        for (DirectiveArgument argument : arguments) {
            String value = given.getOrDefault(argument.name(), "");
            if (!value.isBlank()) {
                argument.check(value);
                checked.put(argument.name(), value);
            } else if (argument.required()) {
                throw McpError.invalidParams("The prompt " + name + " needs the argument " + argument.name() + ". "
                        + argument.description());
            }
        }
        return checked;
    }

    /** As {@code prompts/list} shows it. */
    ObjectValue json() {
        return new JsonObject()
                .put("name", name)
                .put("title", title)
                .put("description", description)
                .put(
                        "arguments",
                        arguments.stream().map(DirectiveArgument::json).toList())
                .object();
    }
}
