package dev.candor.app.mcp;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.items.file.Directive;
import dev.candor.items.file.Directives;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directives {@code telemetry_enable}, {@code telemetry_disable}, {@code telemetry_status},
 * {@code telemetry_clear} and {@code telemetry_export} as prompts. A user's or project's directive of the same name
 * stands in for the one that ships.
 */
public final class DirectivePrompts implements PromptFeature {
    private final Directives directives;
    private final Optional<Path> defaultProject;
    private final KnownItems knownItems;

    /**
     * The prompts for one user.
     *
     * @param defaultProject the project when a client names none; not looked into when it may not be
     * @param knownItems the ids of items that fit what was typed, the best first
     */
    public DirectivePrompts(Directives directives, Optional<Path> defaultProject, KnownItems knownItems) {
        this.directives = directives;
        this.defaultProject = defaultProject.map(Path::toAbsolutePath);
        this.knownItems = knownItems;
    }

    @Override
    public List<ObjectValue> list() {
        return DirectivePrompt.ALL.stream().map(DirectivePrompt::json).toList();
    }

    @Override
    public ObjectValue get(String name, Map<String, String> arguments) throws McpError {
        DirectivePrompt prompt = DirectivePrompt.named(name);
        Map<String, String> given = prompt.checked(arguments);
        Optional<Directive> own = own(prompt, Optional.ofNullable(given.get(DirectiveArgument.PROJECT_PATH.name())));
        if (own.isEmpty()) {
            return result(prompt.description(), filled(prompt, ShippedDirective.read(prompt.name()), given));
        }
        // a text that somebody else may have written: whoever asks for the prompt shall see where it comes from
        return result(
                prompt.description() + " Not Candor's own text, but that of "
                        + own.get().path() + ".",
                filled(prompt, own.get(), given));
    }

    private Optional<Directive> own(DirectivePrompt prompt, Optional<String> named) throws McpError {
        Optional<String> project =
                named.or(() -> defaultProject.filter(directives::mayLookInto).map(Path::toString));
        try {
            return directives.find(prompt.name(), project);
        } catch (ToolException e) {
            boolean isFile = e.code().startsWith("item-");
            throw refusal(
                    e,
                    isFile
                            ? "There is a directive that stands in for the prompt " + prompt.name()
                                    + ", but it cannot be used. " + e.sentence()
                                    + " To have Candor's own text again, take it away."
                            : "The prompt " + prompt.name() + " cannot be looked up. " + e.sentence());
        }
    }

    private static String filled(DirectivePrompt prompt, Directive directive, Map<String, String> given)
            throws McpError {
        Map<String, JsonValue> inputs = new LinkedHashMap<>();
        given.forEach((name, value) -> inputs.put(name, JsonValue.of(value)));
        inputs.remove(DirectiveArgument.PROJECT_PATH.name());
        String text;
        try {
            text = directive.filled(new ObjectValue(inputs));
        } catch (ToolException e) {
            throw refusal(
                    e,
                    "The prompt " + prompt.name() + " is the directive " + directive.path()
                            + ", which does not take these arguments. " + e.sentence());
        }
        if (text.isBlank()) {
            throw McpError.invalidParams("The prompt " + prompt.name() + " is the directive " + directive.path()
                    + ", which says nothing. Write it, or take it away to have Candor's own text again.");
        }
        return text;
    }

    private static McpError refusal(ToolException e, String sentence) {
        return new McpError(
                e.kind() == ToolException.Kind.UNAVAILABLE
                        ? McpError.Code.INTERNAL_ERROR
                        : McpError.Code.INVALID_PARAMS,
                sentence);
    }

    private static ObjectValue result(String description, String text) {
        Map<String, JsonValue> content = new LinkedHashMap<>();
        content.put("type", JsonValue.of("text"));
        content.put("text", JsonValue.of(text));
        JsonObject message = new JsonObject();
        message.put("role", "user");
        message.put("content", new ObjectValue(content));
        return new JsonObject()
                .put("description", description)
                .put("messages", List.of(message.object()))
                .object();
    }

    @Override
    public List<String> complete(String name, String argument, String typed) throws McpError {
        DirectiveArgument completed = DirectivePrompt.named(name).argument(argument);
        if (completed.isItem()) {
            boolean all = typed.equals(DirectiveArgument.ALL_ITEMS) && !completed.required();
            return all ? List.of(typed) : knownItems.matching(typed);
        }
        return BestMatches.of(typed.strip(), completed.words());
    }
}
