package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.List;
import java.util.Map;

/** {@code candor export session ID}: a bundle of a session. */
final class SessionExport {
    static final List<Flag> FLAGS = List.of();

    private SessionExport() {}

    static int run(List<String> operands, Arguments arguments, Surroundings surroundings) throws UsageException {
        if (operands.size() != 2) {
            throw new UsageException("session needs the id of one session");
        }
        return new ToolCall(surroundings)
                .say(
                        "export_session",
                        Map.of("session_id", JsonValue.of(operands.getLast())),
                        arguments.has("--json") ? JsonWriter::compact : JsonWriter::indented);
    }
}
