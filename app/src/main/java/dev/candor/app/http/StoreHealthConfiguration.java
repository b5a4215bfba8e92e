package dev.candor.app.http;

import dev.candor.aggregatestore.StoreProbe;
import dev.candor.eventlog.LogHealth;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health that is tried, not remembered: each indicator really touches what it speaks of. */
@Configuration(proxyBeanMethods = false)
class StoreHealthConfiguration {
    private static final Status DEGRADED = new Status("DEGRADED");

    /** How sound the logs were when they were inspected last. */
    interface LogConditions {
        /** By the name of the log; a log that was not inspected yet is missing. */
        SortedMap<String, LogHealth> conditions();
    }

    private interface Trial {
        Health.Builder run() throws IOException;
    }

    @Bean
    HealthIndicator logHealthIndicator(StoreProbe probe, LogConditions logs) {
        return () -> health(() -> {
            probe.tryLog();
            return condition(logs.conditions());
        });
    }

    /** Rows that cannot be read any more are no reason to turn callers away: what is in order is served. */
    private static Health.Builder condition(SortedMap<String, LogHealth> conditions) {
        SortedMap<String, LogHealth> degraded = new TreeMap<>(conditions);
        degraded.values().removeIf(log -> !log.isDegraded());
        Health.Builder health = degraded.isEmpty() ? Health.up() : Health.status(DEGRADED);
        degraded.forEach((name, log) -> health.withDetail(
                name,
                new TreeMap<>(Map.of(
                        "damaged_rows", log.damagedRows(),
                        "damaged_bytes", log.damagedBytes(),
                        "missing_parts", log.missingParts(),
                        "rows", log.rows(),
                        "torn_tails", log.tornTails()))));
        return health;
    }

    @Bean
    HealthIndicator lockHealthIndicator(StoreProbe probe) {
        return () -> health(() -> Health.up().withDetail("excludes_other_programs", probe.tryLock()));
    }

    @Bean
    HealthIndicator checkpointHealthIndicator(StoreProbe probe, Limits limits) {
        Duration most = limits.checkpointLag();
        return () -> health(() -> {
            Duration lag = probe.checkpointLag();
            List<String> copies = probe.setAside().stream().map(Path::toString).toList();
            Health.Builder health = lag.compareTo(most) > 0
                    ? Health.down()
                    : copies.isEmpty() ? Health.up() : Health.status(DEGRADED).withDetail("set_aside", copies);
            return health.withDetail("lag_ms", lag.toMillis()).withDetail("most_ms", most.toMillis());
        });
    }

    private static Health health(Trial trial) {
        try {
            return trial.run().build();
        } catch (IOException e) {
            return Health.down().withDetail("reason", Reasons.of(e)).build();
        }
    }
}
