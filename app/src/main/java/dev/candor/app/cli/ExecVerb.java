package dev.candor.app.cli;

import dev.candor.app.tools.ArgumentNames;
import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor exec}: run an item and record it. */
final class ExecVerb implements Verb {
    private static final int TIMED_OUT = 124;
    private static final int CANCELLED = 130;
    private static final int REFUSED = 125;
    private static final int LARGEST_CODE = 255;

    @Override
    public Manual manual() {
        return new Manual(
                "exec",
                "Run a directive, a tool or a knowledge item, and record it if telemetry is on.",
                Optional.of("ITEM-ID"),
                false,
                List.of(
                        Flag.required("--item-type", "TYPE", "directive, tool or knowledge")
                                .of("directive", "tool", "knowledge"),
                        Flag.optional(
                                "--item-id",
                                "ITEM-ID",
                                "the item, if no operand says it: name, category/name, each with @version or without"),
                        Flag.optional("--project-path", Flag.DIR, "the project, whose .ai folder comes first"),
                        Flag.optional("--params", "JSON", "its parameters, one JSON object"),
                        Flag.optional("--timeout", "DURATION", "then end it with all its processes (default 300s)"),
                        ToolCall.JSON),
                USAGE_ERROR,
                List.of(
                        "0..255  a tool's own; 0 for text that was found",
                        "124     it was ended at its time limit; 130 by a signal to us",
                        "125     refused, nothing ran; 2 the flags make no sense"),
                List.of(
                        "candor exec web/fetch --item-type tool --params '{\"url\": \"http://localhost\"}'",
                        "candor exec core/create_tool --item-type directive --project-path . --json",
                        "candor exec core/telemetry_status --item-type tool"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        ObjectValue envelope = new ObjectValue(envelope(arguments, surroundings));
        ToolCall call = new ToolCall(surroundings);
        try (EndingSignal signal = new EndingSignal()) {
            ObjectValue result = call.toolbox()
                    .execute(
                            envelope,
                            new ToolContext(signal.cancellation(), progress -> {}),
                            ArgumentNames.InJson.MEMBERS)
                    .json();
            call.checkpoint();
            return say(result, arguments.has("--json"), surroundings.terminal());
        } catch (ToolException e) {
            int code = call.tell(e);
            return code == USAGE_ERROR ? USAGE_ERROR : REFUSED;
        }
    }

    private static Map<String, JsonValue> envelope(Arguments arguments, Surroundings surroundings)
            throws UsageException {
        Map<String, JsonValue> envelope = new HashMap<>();
        envelope.put("item_type", JsonValue.of(arguments.text("--item-type", "")));
        envelope.put("item_id", JsonValue.of(arguments.itemId("exec")));
        Optional<String> project = arguments.text("--project-path");
        if (project.isPresent()) {
            String absolute = surroundings
                    .path(project.get())
                    .toAbsolutePath()
                    .normalize()
                    .toString();
            envelope.put("project_path", JsonValue.of(absolute));
        }
        if (arguments.has("--params")) {
            envelope.put("params", params(arguments.text("--params", "")));
        }
        if (arguments.has("--timeout")) {
            arguments
                    .duration("--timeout", Arguments.MAX_TIMEOUT)
                    .ifPresent(timeout -> envelope.put(
                            "timeout_s",
                            new JsonValue.NumberValue(
                                    BigDecimal.valueOf(timeout.toMillis(), 3).toPlainString())));
        }
        return envelope;
    }

    private static JsonValue params(String json) throws UsageException {
        try {
            if (JsonValue.parse(json) instanceof ObjectValue object) {
                return object;
            }
        } catch (JsonSyntaxException e) {
            throw new UsageException(
                    "the flag --params needs one JSON object: " + e.sentence() + " (byte " + (e.offset() + 1) + ")");
        }
        throw new UsageException("the flag --params needs one JSON object, for instance '{\"url\": \"x\"}'");
    }

    private static int say(ObjectValue result, boolean json, Terminal terminal) {
        Optional<String> outcome = result.text("outcome");
        if (json || outcome.isEmpty()) {
            terminal.say(JsonWriter.compact(result));
        } else {
            terminal.pass(result.text("content").orElse(""), "");
            terminal.pass(
                    result.text("stdout").orElse(""), result.text("stderr").orElse(""));
            if (!outcome.get().equals("failure")
                    || result.text("stderr").orElse("").isEmpty()) {
                result.text("error").ifPresent(terminal::tell);
            }
        }
        return switch (outcome.orElse("success")) {
            case "success" -> 0;
            case "timeout" -> TIMED_OUT;
            case "cancelled" -> CANCELLED;
            default ->
                result.integer("exit_code")
                        .filter(code -> code > 0 && code <= LARGEST_CODE)
                        .map(Math::toIntExact)
                        .orElse(1);
        };
    }
}
