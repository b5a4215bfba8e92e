package dev.candor.app.rest;

import dev.candor.app.tools.CallObserver;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.capability.ToolException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What Prometheus is told. Every label has few values, whatever callers send. */
public final class Counts implements CallObserver {
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Set<String> tools;
    private final Counter recorded;

    /** Counts into this registry. */
    public Counts(MeterRegistry registry, Toolbox toolbox) {
        this.registry = registry;
        this.tools = toolbox.descriptions().stream().map(ToolDescription::name).collect(Collectors.toSet());
        this.recorded = Counter.builder("candor.executions.recorded")
                .description("Executions that were recorded for a harness")
                .register(registry);
    }

    @Override
    public void succeeded(String tool) {
        called(tool, "success");
    }

    @Override
    public void failed(String tool, ToolException.Kind kind) {
        called(tool, kind.name().toLowerCase(Locale.ROOT));
    }

    private void called(String tool, String outcome) {
        Counter.builder("candor.tool.calls")
                .description("Calls of tools, by how they ended")
                .tag("tool", tools.contains(tool) ? tool : OTHER)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    /** Counts an answer that is a problem; the codes are those that stand in the source. */
    void refused(Problem problem) {
        Counter.builder("candor.refusals")
                .description("Answers that are problems, by code")
                .tag("code", problem.code())
                .register(registry)
                .increment();
    }

    void recorded(long executions) {
        recorded.increment((double) executions);
    }
}
