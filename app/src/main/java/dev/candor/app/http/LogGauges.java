package dev.candor.app.http;

import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogExtent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

/** What Prometheus is told of the logs: looked up in their folders at each scrape, without a look into any file. */
final class LogGauges {
    private static final double MS_IN_A_SECOND = 1000;

    /**
     * Gauges of these logs.
     *
     * @param logs by name; there is one of each gauge for each of them
     */
    LogGauges(MeterRegistry registry, SortedMap<String, KeptLog> logs) {
        logs.forEach((name, log) -> {
            register(registry, name, log, "candor.log.bytes", "How much of the disk the parts of a log take", extent ->
                    (double) extent.bytes());
            register(
                    registry,
                    name,
                    log,
                    "candor.log.last.write.timestamp.seconds",
                    "When a log was written last, in seconds since 1970; nothing was ever written into one without",
                    extent -> extent.written().map(LogGauges::seconds).orElse(Double.NaN));
        });
    }

    private static void register(
            MeterRegistry registry,
            String name,
            KeptLog log,
            String gauge,
            String description,
            ToDoubleFunction<LogExtent> value) {
        Gauge.builder(gauge, log, of -> extent(of).map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .tag("log", name)
                .register(registry);
    }

    /** Readiness tells of a disk that cannot be read. */
    private static Optional<LogExtent> extent(KeptLog log) {
        try {
            return Optional.of(log.extent());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static double seconds(Instant moment) {
        return moment.toEpochMilli() / MS_IN_A_SECOND;
    }
}
