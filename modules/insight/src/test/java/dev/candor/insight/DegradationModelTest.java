package dev.candor.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolContext;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.insight.DegradationReport.Group;
import dev.candor.insight.DegradationReport.State;
import dev.candor.testing.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;

/** The findings against those of an independent computation: exact fractions, and every window counted anew from a list. */
class DegradationModelTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @Seeds(200)
    void anyRuns_areJudgedAsAnIndependentComputationDoes(long seed) throws Exception {
        Random random = new Random(seed);
        int window = 10 + random.nextInt(6);
        BigDecimal minDrop = BigDecimal.valueOf(random.nextInt(30), 2);
        List<Run> runs = runs(random);
        DegradationReport report = new FindDegraded(new RunList(runs))
                .call(new FindDegraded.Query(window, Optional.of(minDrop), true), ToolContext.unattended());

        Map<Subject, Model> models = new HashMap<>();
        for (Subject subject : runs.stream().map(Run::subject).distinct().toList()) {
            List<Run> own =
                    runs.stream().filter(run -> run.subject().equals(subject)).toList();
            List<Run> last = own.subList(Math.max(0, own.size() - 50 * window), own.size()).stream()
                    .filter(run -> run.succeeded().isPresent())
                    .toList();
            models.put(subject, new Model(last, window, minDrop));
        }
        List<Double> judged =
                models.values().stream().flatMap(model -> model.p().stream()).toList();
        assertThat(report.judged()).isEqualTo(judged.size());
        List<Found> found = report.groups().stream().map(Found::of).toList();
        assertThat(report.groups().stream().map(Group::state)).isSorted();
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(models.entrySet().stream()
                        .map(entry -> entry.getValue().found(entry.getKey(), judged))
                        .toList());
        assertThat(report.passed())
                .isEqualTo(
                        found.stream().noneMatch(one -> one.state() == State.BROKEN || one.state() == State.DEGRADED));
    }

    /** Of some skills and items, each with a rate that changes now and then. */
    private static List<Run> runs(Random random) {
        int keys = 1 + random.nextInt(8);
        double[] rates = new double[keys];
        int count = keys * (10 + random.nextInt(random.nextInt(4) == 0 ? 1500 : 150));
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int key = random.nextInt(keys);
            if (rates[key] == 0 || random.nextInt(60) == 0) {
                rates[key] = random.nextInt(3) > 0 ? 1 - random.nextDouble() / 10 : random.nextDouble();
            }
            runs.add(new Run(
                    key % 2 == 0 ? Run.ITEM : Run.SKILL,
                    "k" + key / 2,
                    FIRST.plusSeconds(i / 3),
                    random.nextInt(50) == 0 ? Optional.empty() : Optional.of(random.nextDouble() < rates[key]),
                    Optional.of(1.0),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "{\"n\":" + i + "}"));
        }
        return runs;
    }

    /** What a group says. */
    private record Found(
            Subject subject,
            State state,
            int recent,
            int failed,
            Optional<Integer> before,
            Optional<Integer> failedBefore,
            int flips,
            Optional<BigDecimal> p,
            Optional<BigDecimal> adjusted,
            Optional<String> firstBad) {
        static Found of(Group group) {
            return new Found(
                    new Subject(group.kind(), group.key()),
                    group.state(),
                    group.recent().runs(),
                    group.recent().failures(),
                    group.baseline().map(DegradationReport.Window::runs),
                    group.baseline().map(DegradationReport.Window::failures),
                    group.flips(),
                    group.pValue().map(BigDecimal::stripTrailingZeros),
                    group.pAdjusted().map(BigDecimal::stripTrailingZeros),
                    group.firstBad().map(first -> JsonWriter.compact(first.row())));
        }
    }

    private static final class Model {
        private final List<Run> runs;
        private final int window;
        private final BigDecimal minDrop;
        /** Where the drop was noticed that lasts, as the number of runs until then; 0 for none. */
        private int noticed;

        private BigDecimal leastP = BigDecimal.ONE;

        Model(List<Run> runs, int window, BigDecimal minDrop) {
            this.runs = runs;
            this.window = window;
            this.minDrop = minDrop;
            for (int now = window + 20; now <= runs.size(); now++) {
                BigDecimal dropped = dropTimesBoth(noticed > 0 ? noticed : now, now);
                BigDecimal both = BigDecimal.valueOf(
                        (long) window * before(noticed > 0 ? noticed : now).size());
                if (noticed > 0 && dropped.add(dropped).compareTo(minDrop.multiply(both)) <= 0) {
                    noticed = 0;
                } else if (noticed > 0) {
                    leastP = leastP.min(fisher(noticed, now));
                } else if (dropped.compareTo(minDrop.multiply(both)) >= 0
                        && fisher(now, now).compareTo(new BigDecimal("0.01")) < 0) {
                    noticed = now;
                    leastP = fisher(now, now);
                }
            }
        }

        private List<Run> recent(int now) {
            return runs.subList(Math.max(0, now - window), now);
        }

        private List<Run> before(int now) {
            return runs.subList(Math.max(0, now - 6 * window), now - window);
        }

        private static int failures(List<Run> some) {
            return (int) some.stream().filter(Run::hasFailed).count();
        }

        /** The failure rate of the window minus that of the baseline, times the runs of both. */
        private BigDecimal dropTimesBoth(int baseline, int now) {
            List<Run> before = before(baseline);
            return BigDecimal.valueOf((long) failures(recent(now)) * before.size() - (long) failures(before) * window);
        }

        /** Counts the ways to choose which runs are the window's, among all that failed and succeeded. */
        private BigDecimal fisher(int baseline, int now) {
            List<Run> before = before(baseline);
            int all = window + before.size();
            int failed = failures(recent(now)) + failures(before);
            BigInteger ways = IntStream.rangeClosed(failures(recent(now)), Math.min(failed, window))
                    .filter(k -> window - k <= all - failed)
                    .mapToObj(k -> choose(failed, k).multiply(choose(all - failed, window - k)))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            return new BigDecimal(ways).divide(new BigDecimal(choose(all, window)), MathContext.DECIMAL128);
        }

        private static BigInteger choose(int n, int k) {
            BigInteger product = BigInteger.ONE;
            for (int i = 1; i <= k; i++) {
                product = product.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
            }
            return product;
        }

        Optional<Double> p() {
            return runs.size() < window + 20
                    ? Optional.empty()
                    : Optional.of((noticed > 0 ? leastP : fisher(runs.size(), runs.size())).doubleValue());
        }

        /** The least of what p times all, divided by how many are not greater, is for p and each greater one. */
        private static double adjusted(double p, List<Double> all) {
            return all.stream()
                    .filter(other -> other >= p)
                    .mapToDouble(other -> other
                            * all.size()
                            / all.stream().filter(one -> one <= other).count())
                    .min()
                    .orElseThrow();
        }

        private static BigDecimal rounded(double p) {
            return new BigDecimal(p, new MathContext(3)).stripTrailingZeros();
        }

        Found found(Subject subject, List<Double> judged) {
            int end = runs.size();
            Optional<Double> adjusted = p().map(p -> adjusted(p, judged));
            List<Run> recent = recent(end);
            int flips = (int) IntStream.range(1, recent.size())
                    .filter(i -> recent.get(i).hasFailed() != recent.get(i - 1).hasFailed())
                    .count();
            int successes = end - failures(runs);
            int failedInARow = successes == 0
                    ? end
                    : end
                            - 1
                            - runs.lastIndexOf(runs.stream()
                                    .filter(Run::hasSucceeded)
                                    .toList()
                                    .getLast());
            State state = adjusted.isPresent() ? State.HEALTHY : State.INSUFFICIENT_DATA;
            Optional<Run> firstBad = Optional.empty();
            if (failedInARow >= 5) {
                state = State.BROKEN;
                firstBad = Optional.of(runs.get(end - failedInARow));
            } else if (noticed > 0 && adjusted.orElseThrow() < 0.01) {
                state = State.DEGRADED;
                firstBad = Optional.of(runs.get(changePoint()));
            } else if (recent.size() >= 10 && flips >= 0.3 * (recent.size() - 1)) {
                state = State.FLAKY;
            }
            Optional<List<Run>> before =
                    adjusted.isEmpty() ? Optional.empty() : Optional.of(before(noticed > 0 ? noticed : end));
            return new Found(
                    subject,
                    state,
                    recent.size(),
                    failures(recent),
                    before.map(List::size),
                    before.map(Model::failures),
                    flips,
                    p().map(Model::rounded),
                    adjusted.map(Model::rounded),
                    firstBad.map(Run::row));
        }

        /** The walk that is never set back to 0, and where it was lowest before the first alarm or its greatest rise. */
        private int changePoint() {
            List<Run> before = before(noticed);
            int from = noticed - window - before.size();
            double rate = (before.size() - failures(before) + 0.5) / (before.size() + 1);
            double lower = Math.max(rate - 0.15, rate / 2);
            double walk = 0;
            double lowest = 0;
            int lowestAt = from;
            double rise = 0;
            int found = from;
            for (int i = from; i < runs.size() && rise < 4.6; i++) {
                walk += runs.get(i).hasFailed() ? Math.log((1 - lower) / (1 - rate)) : Math.log(lower / rate);
                if (walk <= lowest + 1e-9) {
                    lowest = walk;
                    lowestAt = i + 1;
                }
                if (i >= noticed - window && walk - lowest > rise + 1e-9) {
                    rise = walk - lowest;
                    found = lowestAt;
                }
            }
            return found;
        }
    }
}
