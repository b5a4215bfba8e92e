package dev.candor.app.cli;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor enable} and {@code candor disable}: the opt-in switch. */
final class SwitchVerb implements Verb {
    private final boolean enabled;

    SwitchVerb(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Manual manual() {
        String verb = enabled ? "enable" : "disable";
        return new Manual(
                verb,
                enabled
                        ? "Turn telemetry on: runs of items are recorded from now on."
                        : "Turn telemetry off: nothing is recorded from now on; what was recorded stays.",
                Optional.empty(),
                false,
                List.of(ToolCall.JSON),
                USAGE_ERROR,
                List.of("0  config.yaml says so now", "1  config.yaml cannot be changed", "2  unknown flags"),
                List.of("candor " + verb, "candor " + verb + " --json"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        return new ToolCall(surroundings)
                .say(
                        "configure_telemetry",
                        Map.of("enabled", JsonValue.of(enabled)),
                        arguments.has("--json") ? JsonWriter::compact : SwitchVerb::text);
    }

    private static String text(ObjectValue result) {
        boolean on = result.members().get("enabled") instanceof BooleanValue value && value.value();
        String note = result.text("note").map(sentence -> "\n" + sentence).orElse("");
        return "telemetry is " + (on ? "on" : "off") + " ("
                + result.text("config_path").orElse("") + ")" + note;
    }
}
