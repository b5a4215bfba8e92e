package dev.candor.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The thirty days before a moment, with hours that are busy and hours that are not. */
record Month(Instant now) {
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final int FRIDAY = 5;
    private static final double WEEKEND = 0.3;
    /** How busy each hour of a working day is, in UTC; at night mostly runs what is scheduled. */
    private static final List<Double> HOURS = List.of(
            .12, .1, .3, .1, .08, .1, .2, .45, .75, .95, 1.0, .95, .6, .7, .9, 1.0, .95, .8, .55, .4, .35, .3, .22,
            .15);

    /** A day in UTC, or what of it belongs to the month; the share is its part of all that happens in the month. */
    record Day(Instant from, Instant until, double share) {
        /** Moments of the day, in their order, most of them in its busy hours. */
        List<Instant> moments(long count, Chance chance) {
            return Stream.generate(() -> moment(chance))
                    .limit(Math.max(0, count))
                    .sorted()
                    .toList();
        }

        private Instant moment(Chance chance) {
            int length = Math.toIntExact(Duration.between(from, until).toMillis());
            Instant at = from.plusMillis(chance.below(length));
            while (!chance.happens(busyness(at))) {
                at = from.plusMillis(chance.below(length));
            }
            return at;
        }
    }

    Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }

    Instant begin() {
        return ago(30);
    }

    /** The days, the first and the last of which may be short. */
    List<Day> days() {
        List<Day> days = new ArrayList<>();
        double total = busyness(begin(), now);
        for (Instant from = begin(); from.isBefore(now); ) {
            Instant midnight = from.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
            Instant until = midnight.isBefore(now) ? midnight : now;
            days.add(new Day(from, until, busyness(from, until) / total));
            from = until;
        }
        return days;
    }

    private static double busyness(Instant from, Instant until) {
        double sum = 0;
        for (Instant at = from; at.isBefore(until); at = at.plus(STEP)) {
            sum += busyness(at);
        }
        return sum;
    }

    private static double busyness(Instant at) {
        OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
        return HOURS.get(time.getHour()) * (time.getDayOfWeek().getValue() > FRIDAY ? WEEKEND : 1);
    }
}
