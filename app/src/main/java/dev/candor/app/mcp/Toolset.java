package dev.candor.app.mcp;

import dev.candor.aggregatestore.ClearTelemetry;
import dev.candor.aggregatestore.RecordExecution;
import dev.candor.aggregatestore.ShowTelemetry;
import dev.candor.app.tools.Toolbox;
import dev.candor.config.ConfigureTelemetry;
import dev.candor.export.ExportTelemetry;
import dev.candor.foundation.capability.Declaration;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.ingestion.RecordEvent;
import dev.candor.insight.ShowStats;
import dev.candor.items.run.RunWithTelemetry;
import dev.candor.skillusage.ShowCoverage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tools an agent is offered: their list is in its context from the first word on. */
public enum Toolset {
    /** The five tools for items, those that take events and runs, and the gate of skills, without the schemas of their results. */
    CORE,
    /** All. */
    ALL;

    private static final Set<String> CORE_TOOLS = Stream.of(
                    ConfigureTelemetry.DECLARATION,
                    ShowTelemetry.DECLARATION,
                    ClearTelemetry.DECLARATION,
                    ExportTelemetry.DECLARATION,
                    RunWithTelemetry.DECLARATION,
                    RecordEvent.DECLARATION,
                    RecordExecution.DECLARATION,
                    ShowStats.DECLARATION,
                    ShowCoverage.DECLARATION)
            .map(Declaration::name)
            .collect(Collectors.toUnmodifiableSet());

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
