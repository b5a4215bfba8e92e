package dev.candor.app.server;

import dev.candor.aggregatestore.StoreProbe;
import dev.candor.foundation.files.Reasons;
import java.io.IOException;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health that is tried, not remembered: each indicator really touches what it speaks of. */
@Configuration(proxyBeanMethods = false)
class StoreHealthConfiguration {
    private interface Trial {
        Health.Builder run() throws IOException;
    }

    @Bean
    HealthIndicator logHealthIndicator(StoreProbe probe) {
        return () -> health(() -> {
            probe.tryLog();
            return Health.up();
        });
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
            return (lag.compareTo(most) > 0 ? Health.down() : Health.up())
                    .withDetail("lag_ms", lag.toMillis())
                    .withDetail("most_ms", most.toMillis());
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
