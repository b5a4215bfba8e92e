package dev.candor.items.file;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.nio.file.Path;

/**
 * A directive: instructions for a model.
 *
 * @param path its file
 * @param text all of the file, front matter and signature included
 */
public record Directive(Path path, String text) {
    /**
     * The text for a model, as {@code run_with_telemetry} gives it: without front matter and signature, inputs filled in.
     *
     * @param inputs by name; those it declares and that are missing here have their defaults
     * @throws ToolException {@code params-invalid} when they are not what it declares, or would make too long a text
     */
    public String filled(ObjectValue inputs) throws ToolException {
        return DirectiveText.filled(text, inputs);
    }
}
