package dev.candor.app.cli;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code candor health}: ask the server how it is. */
final class HealthVerb implements Verb {
    private static final int DOWN = 1;
    private static final int OK = 200;

    @Override
    public Manual manual() {
        return new Manual(
                "health",
                "Ask the server that runs on this user path how it is.",
                Optional.empty(),
                false,
                List.of(Flag.choice("--json", "print its answer, one line of JSON")),
                USAGE_ERROR,
                List.of("0  it is up and can do its work", "1  it is not, or there is none", "2  unknown flags"),
                List.of("candor health", "candor health --json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        try {
            ServerCall.Answer answer =
                    ServerCall.find(surroundings.userPath()).get("/actuator/health", ServerCall.TO_READ);
            if (answer.body().text("status").isEmpty()) {
                throw new ToolException(
                        ToolException.Kind.UNAVAILABLE,
                        "server-not-answering",
                        answer.body().text("detail").orElse("the server does not say how it is"));
            }
            boolean up = answer.status() == OK;
            surroundings
                    .terminal()
                    .say(arguments.has("--json") ? JsonWriter.compact(answer.body()) : text(answer.body()));
            return up ? 0 : DOWN;
        } catch (ToolException e) {
            return ToolCall.tellAsTool(e, surroundings.terminal());
        }
    }

    private static String text(ObjectValue health) {
        List<String> lines = new ArrayList<>();
        lines.add("server " + health.text("status").orElse("UNKNOWN"));
        if (health.members().get("components") instanceof ObjectValue components) {
            components.members().forEach((name, component) -> {
                if (component instanceof ObjectValue object) {
                    lines.add("  " + name + " " + object.text("status").orElse("UNKNOWN"));
                }
            });
        }
        return String.join("\n", lines);
    }
}
