package dev.candor.app.tools;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All tools, called by name with arguments that are checked first. Safe for concurrent calls. */
public final class Toolbox {
    /** The tool that runs items; the envelope of {@link #execute} is its arguments. */
    public static final String RUN = "run_with_telemetry";

    /** The category of the items that are our own tools; no file of that name is ever run instead. */
    private static final String PROTECTED = "core/";

    private static final int MOST_SHOWN = 5;

    private final Map<String, Tool> tools = new LinkedHashMap<>();

    /** A toolbox of these, listed in this order. */
    public Toolbox(List<Tool> tools) {
        tools.forEach(tool -> this.tools.put(tool.description().name(), tool));
    }

    /** What the tools are, in their order. */
    public List<ToolDescription> descriptions() {
        return tools.values().stream().map(Tool::description).toList();
    }

    /** What the tool of that name is. */
    public Optional<ToolDescription> description(String name) {
        return tool(name).map(Tool::description);
    }

    /** What a result of the tool of that name says, in a few short lines; empty when there is no such tool. */
    public Optional<String> summary(String name, ObjectValue result) {
        return tool(name).map(tool -> tool.summary(result));
    }

    private Optional<Tool> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    /**
     * Calls a tool.
     *
     * @param arguments one JSON object, UTF-8
     * @throws ToolException {@code tool-not-found}, {@code arguments-not-json}, {@code arguments-invalid}, or as the
     *     tool says
     */
    public ObjectValue call(String name, byte[] arguments, ToolContext context) throws ToolException {
        Tool tool = tool(name).orElseThrow(() -> unknown(name));
        return tool.call(checked(tool.description(), arguments), context);
    }

    /**
     * Executes an item, as the envelope {@code item_type, item_id, project_path, params} names it: one of our own tools
     * for {@code core/…}, else a file, through the tool {@value #RUN}.
     */
    public ObjectValue execute(byte[] envelope, ToolContext context) throws ToolException {
        Tool runner = tool(RUN).orElseThrow(() -> unknown(RUN));
        ObjectValue checked = checked(runner.description(), envelope);
        Optional<Tool> own = protectedTool(checked);
        if (own.isEmpty()) {
            return runner.call(checked, context);
        }
        JsonValue params = checked.member("params").orElseGet(() -> JsonValue.parse("{}"));
        byte[] arguments = JsonWriter.compact(params).getBytes(StandardCharsets.UTF_8);
        return own.get().call(checked(own.get().description(), arguments), context);
    }

    /** Whether an envelope names one of our own tools, which runs no file. */
    private Optional<Tool> protectedTool(ObjectValue envelope) throws ToolException {
        String id = envelope.text("item_id").orElse("");
        if (!id.startsWith(PROTECTED) || !envelope.text("item_type").equals(Optional.of("tool"))) {
            return Optional.empty();
        }
        String name = id.substring(PROTECTED.length());
        if (name.equals(RUN)) {
            throw new ToolException(
                    Kind.REFUSED, "protected-item", RUN + " runs items and is none itself; name the item to run");
        }
        return Optional.of(tool(name).orElseThrow(() -> unknown(name)));
    }

    private ToolException unknown(String name) {
        String names = descriptions().stream().map(ToolDescription::name).collect(Collectors.joining(", "));
        return new ToolException(
                Kind.NOT_FOUND,
                "tool-not-found",
                "there is no tool " + Violation.quoted(name) + "; the tools are " + names);
    }

    private static ObjectValue checked(ToolDescription description, byte[] arguments) throws ToolException {
        JsonValue parsed;
        try {
            parsed = JsonValue.parse(arguments);
        } catch (JsonSyntaxException e) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "arguments-not-json",
                    "the arguments must be one JSON object: " + e.sentence() + " (byte " + (e.offset() + 1) + ")");
        }
        if (!(parsed instanceof ObjectValue object)) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "arguments-not-json",
                    "the arguments must be one JSON object, for instance {}, found " + JsonWriter.compact(parsed));
        }
        // a checker is not for two threads at once, and compiling so small a schema costs microseconds
        List<Violation> violations = RowChecker.of(description.inputSchema(), List.of())
                .check(arguments)
                .violations();
        if (!violations.isEmpty()) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "arguments-invalid",
                    "the arguments of " + description.name() + " are not as its input schema says: "
                            + sentences(violations) + "; " + taken(description.inputSchema()));
        }
        return object;
    }

    /** What a caller who guessed may write instead. */
    private static String taken(ObjectValue schema) {
        List<String> required = new ArrayList<>();
        if (schema.members().get("required") instanceof ArrayValue names) {
            names.items().forEach(name -> required.add(JsonWriter.compact(name)));
        }
        List<String> taken = new ArrayList<>();
        if (schema.members().get("properties") instanceof ObjectValue properties) {
            properties
                    .members()
                    .keySet()
                    .forEach(name -> taken.add(
                            required.contains(JsonWriter.compact(JsonValue.of(name))) ? name + " (required)" : name));
        }
        return taken.isEmpty() ? "it takes none" : "it takes " + String.join(", ", taken);
    }

    private static String sentences(List<Violation> violations) {
        List<String> sentences = new ArrayList<>();
        violations.stream().limit(MOST_SHOWN).map(Violation::sentence).forEach(sentences::add);
        if (violations.size() > MOST_SHOWN) {
            sentences.add("and " + (violations.size() - MOST_SHOWN) + " more");
        }
        return String.join("; ", sentences);
    }
}
