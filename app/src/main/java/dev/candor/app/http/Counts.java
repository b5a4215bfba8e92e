package dev.candor.app.http;

import dev.candor.app.http.message.Problem;
import dev.candor.app.tools.CallObserver;
import dev.candor.app.tools.Toolbox;
import dev.candor.foundation.capability.ToolDescription;
import dev.candor.foundation.capability.ToolException;
import dev.candor.ingestion.IngestionCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What Prometheus is told. Every label has few values, whatever callers send. */
final class Counts implements CallObserver {
    private static final String OTHER = "other";
    private static final double NANOS_IN_A_SECOND = 1e9;

    private final MeterRegistry registry;
    private final Set<String> tools;
    private final Counter recorded;

    /** Counts into this registry. */
    Counts(MeterRegistry registry, Toolbox toolbox) {
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

    /** Has the registry read the counts of the pipeline whenever it is asked. */
    void follow(IngestionCounts pipeline) {
        pipeline.contracts().forEach((contract, rows) -> {
            rows("received", contract, rows, IngestionCounts.Rows::received);
            rows("accepted", contract, rows, IngestionCounts.Rows::accepted);
            rows("duplicate", contract, rows, IngestionCounts.Rows::duplicate);
            rows("quarantined", contract, rows, IngestionCounts.Rows::quarantined);
        });
        seconds("decode", pipeline, IngestionCounts::decodeNanos);
        seconds("validate", pipeline, IngestionCounts::validateNanos);
        seconds("append", pipeline, IngestionCounts::appendNanos);
    }

    private void rows(
            String result, String contract, IngestionCounts.Rows rows, ToDoubleFunction<IngestionCounts.Rows> count) {
        FunctionCounter.builder("candor.ingest.rows", rows, count)
                .description("Rows that were handed over, by contract and by what became of them:"
                        + " received = accepted + duplicate + quarantined, and never less while some are under way")
                .tag("contract", contract)
                .tag("result", result)
                .register(registry);
    }

    private void seconds(String stage, IngestionCounts pipeline, ToDoubleFunction<IngestionCounts> nanos) {
        FunctionCounter.builder("candor.ingest.seconds", pipeline, of -> nanos.applyAsDouble(of) / NANOS_IN_A_SECOND)
                .description("Time that rows spent in each stage of the pipeline, in seconds over all threads")
                .tag("stage", stage)
                .register(registry);
    }
}
