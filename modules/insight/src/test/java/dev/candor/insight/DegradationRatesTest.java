package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.insight.DegradationReport.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often the method is wrong, on runs whose rates are known. */
class DegradationRatesTest {
    private static final int SKILLS = 2000;
    private static final int BEFORE = 100;

    private final Random random = new Random(1);

    /** Of skills that are judged together, how many are degraded after so many runs at another rate. */
    private long degraded(int together, double rate, double later, int runs) throws Exception {
        long degraded = 0;
        for (int done = 0; done < SKILLS; done += together) {
            DegradationCheck check = new DegradationCheck(20, new BigDecimal("0.1"));
            for (int skill = 0; skill < together; skill++) {
                for (int i = 0; i < BEFORE + runs; i++) {
                    check.add(new Run(
                            Run.SKILL,
                            "s" + skill,
                            Instant.EPOCH.plusSeconds(i),
                            Optional.of(random.nextDouble() < (i < BEFORE ? rate : later)),
                            Optional.of(1.0),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            "{}"));
                }
            }
            degraded += check.report(false, new RunList(List.of())).groups().stream()
                    .filter(group -> group.state() == State.DEGRADED)
                    .count();
        }
        return degraded;
    }

    @Test
    void rateThatStays_isSeldomCalledDegraded() throws Exception {
        assertThat(degraded(1, 0.8, 0.8, 200)).as("alone").isLessThan(SKILLS * 4 / 100);
        assertThat(degraded(100, 0.8, 0.8, 200)).as("among a hundred").isLessThan(SKILLS / 400);
    }

    @Test
    void rateThatFallsByHalf_isNoticedWithinAWindow() throws Exception {
        assertThat(degraded(1, 0.95, 0.45, 20)).isGreaterThan(SKILLS * 8 / 10);
        assertThat(degraded(100, 0.95, 0.45, 20)).isGreaterThan(SKILLS * 8 / 10);
    }
}
