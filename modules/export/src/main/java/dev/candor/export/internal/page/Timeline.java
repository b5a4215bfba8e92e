package dev.candor.export.internal.page;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import dev.candor.sessions.Replay;
import dev.candor.sessions.ReplayStep;
import dev.candor.sessions.event.SessionEvents;
import dev.candor.sessions.score.Scenario;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The steps that a page shows: all of a session of at most {@value #MAX_EVENTS} events. Of a longer one those that the result
 * rests on, then those that bear on the score, then the failed ones, up to the same number.
 *
 * @param numbers of those that the result rests on, by the id of the event
 */
record Timeline(long count, long failedCount, List<ReplayStep> steps, Map<String, Long> numbers) {
    static final int MAX_EVENTS = 2000;

    private static final int OTHER = 3;

    /** Steps of one phase on one day. */
    record Part(String phase, String day, List<Row> rows) {}

    /**
     * A step.
     *
     * @param omitted how many steps before it are not shown
     */
    record Row(long omitted, ReplayStep step) {}

    /**
     * The timeline of a session.
     *
     * @param evidence ids of the events that the result rests on
     */
    static Timeline of(SessionEvents events, Scenario scenario, Set<String> evidence) throws IOException {
        long count = events.facts().count();
        ToIntFunction<ReplayStep> rank =
                step -> evidence.contains(step.eventId()) ? 0 : step.bears() ? 1 : isFailed(step) ? 2 : OTHER;
        List<ReplayStep> steps = new ArrayList<>();
        LongAdder failed = new LongAdder();
        Replay.over(events, scenario, step -> {
            if (isFailed(step)) {
                failed.increment();
            }
            if (count <= MAX_EVENTS || rank.applyAsInt(step) < OTHER) {
                steps.add(step);
            }
        });
        List<ReplayStep> shown = steps.stream()
                .sorted(comparingInt(rank))
                .limit(MAX_EVENTS)
                .sorted(comparingLong(ReplayStep::number))
                .toList();
        Map<String, Long> numbers = shown.stream()
                .filter(step -> evidence.contains(step.eventId()))
                .collect(Collectors.toMap(ReplayStep::eventId, ReplayStep::number, Math::max));
        return new Timeline(count, failed.sum(), shown, numbers);
    }

    private static boolean isFailed(ReplayStep step) {
        return step.outcome().equals("fail");
    }

    /** All that is shown, in its order. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        long before = 0;
        for (ReplayStep step : steps) {
            Part next = new Part(step.phase(), step.at().toString().substring(0, 10), new ArrayList<>());
            Part last = parts.isEmpty() ? next : parts.getLast();
            boolean isSame = last.phase().equals(next.phase()) && last.day().equals(next.day());
            if (parts.isEmpty() || !isSame) {
                parts.add(next);
            }
            parts.getLast().rows().add(new Row(step.number() - before - 1, step));
            before = step.number();
        }
        return parts;
    }

    long omitted() {
        return count - steps.size();
    }

    /** How many steps after the last one are not shown. */
    long omittedAtEnd() {
        return count - (steps.isEmpty() ? 0 : steps.getLast().number());
    }
}
