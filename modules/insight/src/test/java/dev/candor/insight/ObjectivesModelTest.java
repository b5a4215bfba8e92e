package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolContext;
import dev.candor.insight.ObjectivesReport.Judgement;
import dev.candor.insight.ObjectivesReport.Trend;
import dev.candor.insight.ObjectivesReport.Verdict;
import dev.candor.testing.Seeds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** The judgement of each skill and item against one by exact fractions over the list of all runs. */
class ObjectivesModelTest {
    private static final int ROWS = 10_000;
    private static final int MAX_WINDOW = 20;
    /** The least common multiple of 1 to 20: every rate of a window is a whole number of its parts. */
    private static final long PARTS = 232_792_560;

    @ParameterizedTest
    @Seeds(200)
    void anyRuns_areJudgedAsAnIndependentComputationDoes(long seed) throws Exception {
        Random random = new Random(seed);
        List<Run> runs = RandomRuns.of(random, ROWS / (1 + random.nextInt(2) * 99));
        int trend = random.nextInt(5);
        int window = 1 + random.nextInt(MAX_WINDOW);
        CheckObjectives.Query query = new CheckObjectives.Query(
                List.of(),
                List.of(),
                Optional.of(window),
                Optional.of(random.nextInt(window + 1)),
                Optional.of(BigDecimal.valueOf(random.nextInt(21), 2).multiply(BigDecimal.valueOf(5))),
                Optional.of(BigDecimal.valueOf(random.nextInt(2500))),
                Optional.of(trend),
                trend == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(random.nextInt(20), 2)),
                trend == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(random.nextInt(300))),
                random.nextBoolean(),
                Optional.empty(),
                false);
        ObjectivesReport report =
                new CheckObjectives((last, visitor) -> runs.forEach(visitor)).call(query, ToolContext.unattended());
        assertThat(report.eventsTotal()).isEqualTo(runs.size());
        assertThat(report.objectives())
                .extracting(one -> new Subject(one.kind(), one.key()))
                .containsExactlyElementsOf(
                        runs.stream().map(Run::subject).distinct().sorted().toList());
        List<Found> wanted = new ArrayList<>();
        for (Judgement one : report.objectives()) {
            List<Run> own = runs.stream()
                    .filter(run -> run.kind().equals(one.kind()) && run.key().equals(one.key()))
                    .toList();
            wanted.add(new Model(query, own).found());
        }
        assertThat(report.objectives().stream().map(Found::of)).containsExactlyElementsOf(wanted);
        assertThat(report.passed())
                .isEqualTo(wanted.stream().allMatch(found -> found.violations().isEmpty()));
    }

    /** What a judgement says. */
    private record Found(
            Verdict verdict,
            List<Long> counts,
            Optional<BigDecimal> rate,
            Optional<BigDecimal> p95,
            Optional<BigDecimal> drop,
            Optional<BigDecimal> increase,
            List<String> violations) {
        static Found of(Judgement one) {
            return new Found(
                    one.verdict(),
                    List.of(one.invocations(), one.successes(), one.failures(), one.unknown()),
                    one.successRate(),
                    one.p95DurationMs(),
                    one.trend().flatMap(Trend::successRateDrop),
                    one.trend().flatMap(Trend::p95IncreaseMs),
                    one.violations().stream()
                            .map(ObjectivesReport.Violation::type)
                            .toList());
        }
    }

    private record Model(CheckObjectives.Query query, List<Run> own) {
        /** The runs of a window, counted from the last one, which is 0. */
        private List<Run> window(int number) {
            int size = query.window().orElseThrow();
            int end = own.size() - number * size;
            return own.subList(Math.max(0, end - size), Math.max(0, end));
        }

        private static long count(List<Run> runs, Optional<Boolean> outcome) {
            return runs.stream().filter(run -> run.succeeded().equals(outcome)).count();
        }

        private static long known(List<Run> runs) {
            return count(runs, Optional.of(true)) + count(runs, Optional.of(false));
        }

        /** In parts of one. */
        private static long rate(List<Run> runs) {
            return count(runs, Optional.of(true)) * (PARTS / known(runs));
        }

        private static BigDecimal p95(List<Run> runs) {
            BigDecimal rank = new BigDecimal("0.95").multiply(BigDecimal.valueOf(runs.size() - 1));
            int index = rank.setScale(0, RoundingMode.HALF_EVEN).intValueExact();
            return BigDecimal.valueOf(runs.stream()
                    .map(run -> run.durationMs().orElseThrow())
                    .sorted()
                    .toList()
                    .get(index));
        }

        private static BigDecimal divided(BigDecimal number, long by, int decimals) {
            return number.divide(BigDecimal.valueOf(by), decimals, RoundingMode.HALF_EVEN);
        }

        private static BigDecimal ms(BigDecimal number) {
            return new BigDecimal(number.stripTrailingZeros().toPlainString());
        }

        Found found() {
            List<Run> last = window(0);
            int trend = query.trendWindows().orElseThrow();
            List<String> violations = new ArrayList<>();
            Optional<BigDecimal> rate = Optional.empty();
            Optional<BigDecimal> drop = Optional.empty();
            Optional<BigDecimal> increase = Optional.empty();
            boolean isInsufficient =
                    known(last) == 0 || last.size() < query.minInvocations().orElseThrow();
            if (isInsufficient && query.insufficientFails()) {
                violations.add("min_invocations");
            }
            if (known(last) > 0) {
                rate = Optional.of(divided(BigDecimal.valueOf(rate(last)), PARTS, 4));
            }
            if (!isInsufficient) {
                BigDecimal least = query.minSuccessRate().orElseThrow().multiply(BigDecimal.valueOf(PARTS));
                if (BigDecimal.valueOf(rate(last)).compareTo(least) < 0) {
                    violations.add("min_success_rate");
                }
                if (p95(last).compareTo(query.maxP95DurationMs().orElseThrow()) > 0) {
                    violations.add("max_p95_duration_ms");
                }
            }
            if (!isInsufficient && trend > 0) {
                long rates = 0;
                BigDecimal p95s = BigDecimal.ZERO;
                for (int i = 1; i <= trend; i++) {
                    List<Run> window = window(i);
                    isInsufficient |= window.size() < query.window().orElseThrow() || known(window) == 0;
                    rates += isInsufficient ? 0 : rate(window);
                    p95s = isInsufficient ? p95s : p95s.add(p95(window));
                }
                if (!isInsufficient) {
                    drop = Optional.of(divided(BigDecimal.valueOf(rates - trend * rate(last)), trend * PARTS, 4));
                    increase = Optional.of(
                            ms(divided(p95s, trend, 12).negate().add(p95(last)).setScale(3, RoundingMode.HALF_EVEN)));
                    if (drop.get().compareTo(query.maxSuccessRateDrop().orElseThrow()) > 0) {
                        violations.add("max_success_rate_drop");
                    }
                    if (increase.get().compareTo(query.maxP95IncreaseMs().orElseThrow()) > 0) {
                        violations.add("max_p95_increase_ms");
                    }
                } else if (query.insufficientFails()) {
                    violations.add("trend_windows");
                }
            }
            return new Found(
                    violations.isEmpty() ? isInsufficient ? Verdict.INSUFFICIENT_DATA : Verdict.MET : Verdict.VIOLATED,
                    List.of(
                            (long) last.size(),
                            count(last, Optional.of(true)),
                            count(last, Optional.of(false)),
                            count(last, Optional.empty())),
                    rate,
                    Optional.of(ms(p95(last).setScale(3, RoundingMode.HALF_EVEN))),
                    drop,
                    increase,
                    violations);
        }
    }
}
