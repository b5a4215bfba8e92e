package dev.candor.execution;

import dev.candor.config.UserPath;
import dev.candor.execution.internal.ItemRunner;
import dev.candor.execution.internal.ResultWords;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import java.util.Map;

/**
 * Runs an item (a directive, a tool or a knowledge entry) and tells the recorder. A run that fails is a result, not an
 * exception: those say that nothing was run. What items are and how they run is told in {@code docs/items.md}.
 */
public final class RunWithTelemetryTool implements Tool {
    private static final ObjectValue INPUT = schema("""
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "type": "object",
             "additionalProperties": false,
             "required": ["item_type", "item_id"],
             "properties": {
               "item_type": {"enum": ["directive", "tool", "knowledge"],
                 "description": "tool: something to execute; directive: instructions to follow; knowledge: a text to read."},
               "item_id": {"type": "string", "minLength": 1, "maxLength": 256,
                 "description": "name or category/name, each optionally with @version."},
               "project_path": {"type": "string", "minLength": 1, "maxLength": 4096,
                 "description": "The project whose .ai folder is looked into first, and in which a tool works: absolute, or with a leading ~. Without it only the user path is looked into."},
               "params": {"type": "object",
                 "description": "A tool's parameters or a directive's inputs, by name."},
               "timeout_s": {"type": "number", "exclusiveMinimum": 0, "maximum": 86400,
                 "description": "After so many seconds the run is ended. Default: what the tool says, else 300."}}}
            """);

    private static final ObjectValue OUTPUT = schema("""
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "type": "object",
             "additionalProperties": false,
             "required": ["item_id", "item_type", "path", "outcome", "exit_code", "stdout", "stderr",
               "stdout_truncated", "stderr_truncated", "duration_ms", "http_calls", "subprocess_calls", "recorded",
               "error"],
             "properties": {
               "item_id": {"type": "string", "description": "What the statistics are kept under."},
               "item_type": {"enum": ["directive", "tool", "knowledge"], "description": "What the item is."},
               "path": {"type": "string", "description": "The item's file."},
               "outcome": {"enum": ["success", "failure", "timeout", "cancelled"], "description": "How the run ended."},
               "exit_code": {"type": ["integer", "null"], "description": "null when no process ended by itself."},
               "stdout": {"type": "string", "description": "What a tool wrote to standard output."},
               "stderr": {"type": "string", "description": "What a tool wrote to standard error."},
               "stdout_truncated": {"type": "boolean", "description": "Whether there was more of it."},
               "stderr_truncated": {"type": "boolean", "description": "Whether there was more of it."},
               "duration_ms": {"type": "integer", "minimum": 0, "description": "How long the run took."},
               "http_calls": {"type": "integer", "minimum": 0, "description": "How many HTTP requests it made."},
               "subprocess_calls": {"type": "integer", "minimum": 0, "description": "How many processes it started."},
               "recorded": {"type": "boolean", "description": "false when telemetry is off, or recording failed."},
               "error": {"type": ["string", "null"], "maxLength": 500,
                 "description": "What went wrong, on one line; null for a success."},
               "content": {"type": "string", "description": "The text of a directive or a knowledge entry."},
               "status_code": {"type": "integer", "description": "What a server answered."},
               "body": {"description": "What a server answered: JSON as it is, else a string."},
               "body_truncated": {"type": "boolean", "description": "Whether there was more of it."},
               "warnings": {"type": "array", "minItems": 1, "items": {"type": "string"},
                 "description": "What did not go as it should, a sentence each."}}}
            """);

    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "run_with_telemetry", "Run an item", """
            Runs one of the user's items and, when telemetry is on, records how it went. Use it instead of reading or \
            starting the item's file yourself: a tool is executed and its output returned, a directive comes back as \
            instructions to follow with its inputs filled in, a knowledge entry comes back as text. Items are found in \
            <project_path>/.ai/{directives,tools,knowledge} first, then in the user path. A run that fails is a result with \
            outcome "failure" and the reason in error. A tool may do whatever its author wrote: run what the user asked for. \
            When a run takes longer than timeout_s, or the call is cancelled, all its processes are ended. The item's file \
            is never changed.

            Example: {"item_type": "tool", "item_id": "web/scraper", "project_path": "~/shop", \
            "params": {"url": "https://example.org", "depth": 2}, "timeout_s": 60}""", INPUT, OUTPUT, new Annotations(false, true, false, true));

    private final ItemRunner runner;

    /**
     * The tool for one user.
     *
     * @param environment what processes find in their environment, less what is Candor's own ({@code CANDOR_*})
     * @param policy which projects' items may be run
     */
    public RunWithTelemetryTool(
            UserPath userPath,
            Map<String, String> environment,
            RunPolicy policy,
            RunLimits limits,
            RunRecorder recorder) {
        this.runner = new ItemRunner(userPath, environment, policy, limits, recorder);
    }

    private static ObjectValue schema(String json) {
        return (ObjectValue) JsonValue.parse(json);
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    /**
     * Runs the item, on the calling thread.
     *
     * @throws ToolException when nothing was run: {@code run-not-allowed}, {@code root-not-allowed},
     *     {@code project-path-invalid}, {@code project-not-found}, {@code item-id-invalid}, {@code protected-item},
     *     {@code item-not-found}, {@code item-ambiguous}, {@code version-mismatch}, {@code item-outside},
     *     {@code item-not-regular}, {@code item-too-large}, {@code item-unreadable}, {@code item-changed},
     *     {@code item-invalid}, {@code executor-unsupported}, {@code params-invalid}, {@code timeout-invalid},
     *     {@code too-many-runs}, {@code context-unwritable}; {@code cancelled} when it was before the item was found
     */
    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        return runner.call(arguments, context);
    }

    @Override
    public String summary(ObjectValue result) {
        return ResultWords.of(result);
    }
}
