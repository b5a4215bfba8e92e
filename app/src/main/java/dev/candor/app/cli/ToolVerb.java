package dev.candor.app.cli;

import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor tool}: call any tool by name, as an agent does. */
final class ToolVerb implements Verb {
    private static final int MAX_BYTES = 1 << 20;
    private static final int TITLE_COLUMN = 24;
    private static final String SERVER = "--server";

    @Override
    public Manual manual() {
        return new Manual(
                "tool",
                "Call a tool by its name, or list the tools.",
                Optional.of("[NAME [ARGUMENTS]]"),
                false,
                List.of(
                        Flag.choice(SERVER, "let the server that runs call it, instead of this process"),
                        Flag.choice("--json", "list the tools with their schemas, one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  the result is on standard output, one line of JSON",
                        "1  the tool said no, or there is none of that name",
                        "2  the arguments are not what the tool takes"),
                List.of(
                        "candor tool",
                        "candor tool telemetry_status",
                        "candor tool telemetry_status '{\"item_id\": \"core/create_tool@1.0.0\"}'",
                        "candor tool clear_telemetry - < arguments.json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        if (operands.size() > 2) {
            throw new UsageException("a tool takes its arguments as one JSON object in one word, as in '{\"a\": 1}';"
                    + " found " + (operands.size() - 1) + " words");
        }
        ToolCall call = new ToolCall(surroundings);
        if (operands.isEmpty()) {
            return list(call.toolbox().descriptions(), arguments, surroundings.terminal());
        }
        String name = operands.getFirst();
        byte[] json = operands.size() == 1 ? new byte[] {'{', '}'} : json(operands.get(1));
        try {
            ObjectValue result;
            if (arguments.has(SERVER)) {
                result = ServerCall.find(surroundings.userPath()).tool(name, json);
            } else {
                result = call.toolbox()
                        .call(name, json, ToolContext.unattended())
                        .json();
                call.checkpoint();
            }
            return surroundings.terminal().say(JsonWriter.compact(result)) ? 0 : ToolCall.REFUSED;
        } catch (ToolException e) {
            return ToolCall.tellAsTool(e, surroundings.terminal());
        }
    }

    private static int list(List<ToolDescription> tools, Arguments arguments, Terminal terminal) {
        if (arguments.has("--json")) {
            List<JsonValue> all =
                    tools.stream().<JsonValue>map(ToolDescription::json).toList();
            return terminal.say(JsonWriter.compact(new ObjectValue(Map.of("tools", JsonValue.of(all)))))
                    ? 0
                    : ToolCall.REFUSED;
        }
        StringBuilder table = new StringBuilder();
        for (ToolDescription tool : tools) {
            table.append(tool.name())
                    .repeat(' ', Math.max(2, TITLE_COLUMN - tool.name().length()))
                    .append(tool.title())
                    .append('\n');
        }
        return terminal.say(table.toString().stripTrailing()) ? 0 : ToolCall.REFUSED;
    }

    private static byte[] json(String operand) throws UsageException {
        if (!operand.equals("-")) {
            return operand.getBytes(StandardCharsets.UTF_8);
        }
        try (Input in = Input.standardInput()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UsageException("standard input has more than " + MAX_BYTES + " bytes of arguments");
            }
            return bytes;
        } catch (IOException e) {
            throw new UsageException("standard input cannot be read: " + Reasons.of(e));
        }
    }
}
