package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened in a session of an agent, each thing where it was between the first and the last of them. */
record SessionTimeline(List<Entry> entries) {
    private static final double WHOLE = 100;
    private static final double LEAST_WIDTH = 0.4;

    /**
     * One thing.
     *
     * @param x where it began, as SVG says it
     * @param width how long it took
     */
    record Entry(ObjectValue what, String x, String width) {
        String clock() {
            return Format.time(what, "at").map(Format::clock).orElse("");
        }

        /** Whether it happened in a call or turn that is listed before it. */
        boolean isInside() {
            return what.text("kind").equals(Optional.of("run"));
        }

        /** What else is known of it, in few words. */
        String facts() {
            return Stream.of(
                            Format.number(what, "duration_ms").map(Format::duration),
                            what.integer("exit_code").map(code -> "exit code " + code),
                            what.integer("input_tokens").map(tokens -> Format.compact(tokens) + " tokens in"),
                            what.integer("output_tokens").map(tokens -> Format.compact(tokens) + " out"),
                            what.text("outcome_from")
                                    .filter(from -> from.equals("derived"))
                                    .map(from -> "derived by "
                                            + what.text("outcome_rule").orElse("a rule")),
                            what.isTrue("is_contradicted")
                                    ? Optional.of("a witness says otherwise")
                                    : Optional.<String>empty())
                    .flatMap(Optional::stream)
                    .reduce((first, next) -> first + " · " + next)
                    .orElse("");
        }
    }

    /** Of entries by time. */
    static SessionTimeline of(List<ObjectValue> listed) {
        List<Instant> begins =
                listed.stream().flatMap(one -> Format.time(one, "at").stream()).toList();
        if (begins.isEmpty()) {
            return new SessionTimeline(List.of());
        }
        Instant first = begins.getFirst();
        long whole = Math.max(
                1,
                listed.stream()
                        .mapToLong(one -> millis(first, one) + length(one))
                        .max()
                        .orElse(1));
        List<Entry> entries = new ArrayList<>();
        for (ObjectValue one : listed) {
            double x = millis(first, one) * WHOLE / whole;
            double width = Math.max(LEAST_WIDTH, length(one) * WHOLE / whole);
            entries.add(new Entry(one, percent(Math.min(x, WHOLE - LEAST_WIDTH)), percent(width)));
        }
        return new SessionTimeline(entries);
    }

    private static long millis(Instant first, ObjectValue one) {
        return Math.max(
                0, Duration.between(first, Format.time(one, "at").orElse(first)).toMillis());
    }

    private static long length(ObjectValue one) {
        return Format.number(one, "duration_ms").map(BigDecimal::longValue).orElse(0L);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
