package dev.candor.app.mcp;

import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tools an agent is offered: their list is in its context from the first word on. */
public enum Toolset {
    /** The five tools for items, those that take events and runs, and the gate of skills, without the schemas of their results. */
    CORE,
    /** All. */
    ALL;

    private static final Set<String> CORE_TOOLS = Set.of(
            "configure_telemetry",
            "telemetry_status",
            "clear_telemetry",
            "export_telemetry",
            "run_with_telemetry",
            "record_event",
            "record_execution",
            "skill_coverage");

    /** Whether the tool of that name is offered. */
    boolean has(String name) {
        return this == ALL || CORE_TOOLS.contains(name);
    }

    /** What {@code tools/list} says. */
    List<ObjectValue> list(Toolbox toolbox) {
        return toolbox.descriptions().stream()
                .filter(tool -> has(tool.name()))
                .map(ToolDescription::json)
                .map(this::told)
                .toList();
    }

    private ObjectValue told(ObjectValue tool) {
        Map<String, JsonValue> members = new LinkedHashMap<>(tool.members());
        if (this == CORE) {
            members.remove("outputSchema");
        }
        return new ObjectValue(members);
    }
}
