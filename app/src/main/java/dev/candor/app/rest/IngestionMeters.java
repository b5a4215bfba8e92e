package dev.candor.app.rest;

import dev.candor.ingestion.IngestionCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What Prometheus is told of the pipeline. */
public final class IngestionMeters {
    private static final double NANOS_IN_A_SECOND = 1e9;

    private final MeterRegistry registry;
    private final IngestionCounts counts;

    /** Meters of these counts. */
    public IngestionMeters(MeterRegistry registry, IngestionCounts counts) {
        this.registry = registry;
        this.counts = counts;
    }

    /** Has the registry read the counts whenever it is asked. */
    public void register() {
        rows("received", IngestionCounts::received);
        rows("accepted", IngestionCounts::accepted);
        rows("duplicate", IngestionCounts::duplicate);
        rows("quarantined", IngestionCounts::quarantined);
        seconds("decode", IngestionCounts::decodeNanos);
        seconds("validate", IngestionCounts::validateNanos);
        seconds("append", IngestionCounts::appendNanos);
    }

    private void rows(String result, ToDoubleFunction<IngestionCounts> count) {
        FunctionCounter.builder("candor.ingest.rows", counts, count)
                .description("Rows that were handed over, by what became of them:"
                        + " received = accepted + duplicate + quarantined, and never less while some are under way")
                .tag("result", result)
                .register(registry);
    }

    private void seconds(String stage, ToDoubleFunction<IngestionCounts> nanos) {
        FunctionCounter.builder("candor.ingest.seconds", counts, of -> nanos.applyAsDouble(of) / NANOS_IN_A_SECOND)
                .description("Time that rows spent in each stage of the pipeline, in seconds over all threads")
                .tag("stage", stage)
                .register(registry);
    }
}
