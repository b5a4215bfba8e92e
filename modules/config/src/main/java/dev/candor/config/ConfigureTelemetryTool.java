package dev.candor.config;

import dev.candor.config.SwitchState.Decider;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.tool.Tool;
import dev.candor.foundation.tool.ToolContext;
import dev.candor.foundation.tool.ToolDescription;
import dev.candor.foundation.tool.ToolDescription.Annotations;
import dev.candor.foundation.tool.ToolException;
import dev.candor.foundation.tool.ToolException.Kind;
import dev.candor.foundation.tool.Wording;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@code configure_telemetry}: switches collection on or off in {@code config.yaml}. */
public final class ConfigureTelemetryTool implements Tool {
    private static final String WORDS = """
            Switches the recording of runs on or off, for this user, until it is switched again. Call it when the user \
            asks to turn telemetry on or off; do not turn it on unasked. What is recorded stays on this machine. It \
            changes telemetry.enabled in config.yaml and nothing else, and creates the file if there is none. What was \
            recorded before stays: clear_telemetry forgets it.
            Example: {"enabled": true}
            Read 'enabled' in the result: it says what holds now. It is false after {"enabled": true} when the \
            environment variable DO_NOT_TRACK forbids recording; tell the user the 'note' then.\
            """;

    private static final String INPUT = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "enabled": {"type": "boolean", "description": "true to record runs, false to stop"}
              },
              "required": ["enabled"],
              "additionalProperties": false
            }
            """;

    private static final String OUTPUT = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "enabled": {"type": "boolean", "description": "whether runs are recorded now"},
                "requested": {"type": "boolean", "description": "what config.yaml says now, as asked for"},
                "decided_by": {"enum": ["default", "config", "do_not_track"], "description": "who has the last word"},
                "config_path": {"type": "string", "description": "the absolute path of config.yaml"},
                "changed": {"type": "boolean", "description": "whether the file had to be changed"},
                "note": {"type": "string", "description": "why enabled is not what was requested"}
              },
              "required": ["enabled", "requested", "decided_by", "config_path", "changed"],
              "additionalProperties": false
            }
            """;

    private static final ToolDescription DESCRIPTION = new ToolDescription(
            "configure_telemetry",
            "Switch telemetry on or off",
            WORDS,
            (ObjectValue) JsonValue.parse(INPUT),
            (ObjectValue) JsonValue.parse(OUTPUT),
            new Annotations(false, false, true, false));

    private static final int LONGEST_PATH = 1000;

    private final ConfigFile config;

    public ConfigureTelemetryTool(ConfigFile config) {
        this.config = config;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String summary(ObjectValue result) {
        boolean enabled = JsonValue.of(true).equals(result.members().get("enabled"));
        boolean changed = JsonValue.of(true).equals(result.members().get("changed"));
        String path = Wording.line(result.text("config_path").orElse(""), LONGEST_PATH);
        return (enabled
                        ? "Telemetry is on: runs are recorded on this machine."
                        : "Telemetry is off: nothing is recorded.")
                + (changed ? " " + path + " was changed." : " " + path + " said so before.")
                + result.text("note")
                        .map(note -> "\n" + Wording.line(note, LONGEST_PATH + LONGEST_PATH))
                        .orElse("");
    }

    @Override
    public ObjectValue call(ObjectValue arguments, ToolContext context) throws ToolException {
        if (!(arguments.member("enabled").orElse(new JsonValue.NullValue()) instanceof BooleanValue requested)) {
            throw new ToolException(
                    Kind.INVALID_ARGUMENTS,
                    "invalid-arguments",
                    "enabled must be true or false; write {\"enabled\": true}");
        }
        boolean changed = config.change(requested.value());
        SwitchState now = config.state();
        Map<String, JsonValue> result = new LinkedHashMap<>();
        result.put("enabled", JsonValue.of(now.enabled()));
        result.put("requested", JsonValue.of(requested.value()));
        result.put("decided_by", JsonValue.of(now.decidedBy().name().toLowerCase(Locale.ROOT)));
        result.put("config_path", JsonValue.of(config.path().toString()));
        result.put("changed", JsonValue.of(changed));
        if (now.decidedBy() == Decider.DO_NOT_TRACK) {
            result.put("note", JsonValue.of(note(requested.value())));
        }
        return new ObjectValue(result);
    }

    private String note(boolean requested) {
        return ConfigFile.DO_NOT_TRACK + " is set in the environment of Candor and wins over " + config.path()
                + ", which says " + requested + " now: nothing is recorded until that variable is removed.";
    }
}
