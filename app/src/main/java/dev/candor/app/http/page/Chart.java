package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Runs by time as bars of equal width, the failed ones at the foot of each.
 *
 * @param max the runs of the highest bar, at least 1
 * @param mark a time that is marked
 */
record Chart(List<Bar> bars, long max, Optional<Instant> mark) {
    /** The width of a bar of {@link #ofDays}. */
    static final Duration DAY = Duration.ofDays(1);

    /** The height of the drawing, in its own units. */
    private static final int HEIGHT = 100;

    private static final double GAP = 0.25;
    private static final int MAX_EMPTY = 400;

    /**
     * A stretch of time.
     *
     * @param index from 0
     */
    record Bar(int index, Instant at, long runs, long failures) {
        String date() {
            return Format.date(at);
        }

        /** The day after it, which ends what it counts. */
        String next() {
            return Format.date(at.plus(DAY));
        }

        /** What a person is told of it. */
        String sentence() {
            return Format.day(at) + ": " + Format.grouped(runs) + (runs == 1 ? " run, " : " runs, ")
                    + Format.grouped(failures) + " failed";
        }
    }

    /** The days of these groups of statistics, as far as they have begun. */
    static Chart ofDays(ObjectValue statistics, List<ObjectValue> groups, Instant now) {
        List<ObjectValue> buckets = groups.stream()
                .flatMap(group -> group.objects("buckets").stream())
                .toList();
        // the end itself is no longer counted
        Instant end = Format.time(statistics, "until").orElse(now).minusNanos(1);
        return of(buckets, Format.time(statistics, "from").orElse(now), end.isAfter(now) ? now : end, DAY);
    }

    /** The buckets of statistics between two times, those without a run as well; of a long time from the first run on. */
    static Chart of(List<ObjectValue> buckets, Instant from, Instant until, Duration length) {
        Map<Long, ObjectValue> byTime = new HashMap<>();
        for (ObjectValue bucket : buckets) {
            Format.time(bucket, "at").ifPresent(at -> byTime.put(at.getEpochSecond() / length.toSeconds(), bucket));
        }
        List<Bar> bars = new ArrayList<>();
        long max = 1;
        long last = until.getEpochSecond() / length.toSeconds();
        long asked = Math.min(from.getEpochSecond() / length.toSeconds(), last);
        boolean isLong = last - asked >= MAX_EMPTY;
        long first = isLong
                ? byTime.keySet().stream().mapToLong(Long::longValue).min().orElse(last)
                : asked;
        for (long i = first; i <= last; i++) {
            ObjectValue bucket = byTime.getOrDefault(i, new ObjectValue(Map.of()));
            Bar bar = new Bar(
                    bars.size(),
                    Instant.ofEpochSecond(i * length.toSeconds()),
                    bucket.integer("runs").orElse(0L),
                    bucket.integer("failures").orElse(0L));
            bars.add(bar);
            max = Math.max(max, bar.runs());
        }
        return new Chart(bars, max, Optional.empty());
    }

    /** The same with a time marked, if there is one in it. */
    Chart marked(Optional<Instant> time) {
        return new Chart(
                bars,
                max,
                time.filter(at -> !bars.isEmpty()
                        && !at.isBefore(bars.getFirst().at())
                        && at.isBefore(bars.getLast().at().plus(DAY))));
    }

    /** Where the marked time is. */
    String markedAt() {
        Duration all =
                Duration.between(bars.getFirst().at(), bars.getLast().at()).plusDays(1);
        Duration part = Duration.between(bars.getFirst().at(), mark.orElseThrow());
        return percent((double) part.toSeconds() * HEIGHT / all.toSeconds());
    }

    /** Where a bar begins, as SVG says it. */
    String x(Bar bar) {
        return percent((bar.index() + GAP / 2) * HEIGHT / bars.size());
    }

    String width() {
        return percent((1 - GAP) * HEIGHT / bars.size());
    }

    /** How high so many runs are. */
    String height(long runs) {
        return decimal((double) runs * HEIGHT / max);
    }

    /** Where so many runs, on top of others, begin from above. */
    String top(long runs) {
        return decimal(HEIGHT - (double) runs * HEIGHT / max);
    }

    private static String percent(double value) {
        return decimal(value) + "%";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
