package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.CodePoints;
import dev.candor.validation.schema.Violation;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An argument of a prompt.
 *
 * @param longest how many characters its value may have
 * @param words the only values; none for any text
 */
record DirectiveArgument(
        String name, String title, String description, boolean required, int longest, List<String> words) {
    /** What stands for all items where one can be named. */
    static final String ALL_ITEMS = "*";

    /** Whose {@code .ai/directives} may hold a version of its own: told to the search, not to the directive. */
    static final DirectiveArgument PROJECT_PATH = new DirectiveArgument(
            "project_path",
            "Project",
            "The project whose .ai/directives may hold its own version of this prompt: absolute, or with a leading ~.",
            false,
            4096,
            List.of());

    /** What would end a line, a tag or an item's id where the value stands in a directive. */
    private static final Pattern FOREIGN = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF<>]");

    DirectiveArgument {
        words = List.copyOf(words);
    }

    /** The id of an item that has statistics. */
    static DirectiveArgument item(String description, boolean required) {
        return new DirectiveArgument("item_id", "Item", description, required, 256, List.of());
    }

    static DirectiveArgument word(String name, String title, String description, String... words) {
        return new DirectiveArgument(name, title, description, false, 64, List.of(words));
    }

    boolean isItem() {
        return name.equals("item_id");
    }

    /**
     * Refuses a value that it does not take.
     *
     * @throws McpError invalid parameters
     */
    void check(String value) throws McpError {
        if (CodePoints.exceed(value, longest)) {
            throw refusal("must have at most " + longest + " characters, found " + CodePoints.count(value));
        }
        if (isItem() && FOREIGN.matcher(value).find()) {
            throw refusal("must not hold control characters, line ends, < or >, found " + Violation.quoted(value));
        }
        if (isItem() && required && value.equals(ALL_ITEMS)) {
            throw refusal("must name one item, found \"*\", which means all");
        }
        if (!words.isEmpty() && !words.contains(value)) {
            throw refusal("must be one of " + String.join(", ", words) + ", found " + Violation.quoted(value));
        }
    }

    private McpError refusal(String what) {
        return McpError.invalidParams("The argument " + name + " " + what + ".");
    }

    /** As {@code prompts/list} shows it. */
    ObjectValue json() {
        return new JsonObject()
                .put("name", name)
                .put("title", title)
                .put("description", description)
                .put("required", required)
                .object();
    }
}
