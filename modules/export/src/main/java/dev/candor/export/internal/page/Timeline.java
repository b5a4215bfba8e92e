package dev.candor.export.internal.page;

import dev.candor.export.ReplayStep;
import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.session.SessionEvents;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The steps that a page shows: all of a session of at most {@value #MAX_EVENTS} events. Of a longer one those that the result
 * rests on, then those that bear on the score, then the failed ones, up to the same number.
 */
final class Timeline {
    static final int MAX_EVENTS = 2000;

    private static final int MAX_TEXT = 300;
    private static final int MAX_SENTENCES = 10;

    private final Set<String> evidence;
    private final boolean isWhole;
    private final Map<String, Long> numbers = new HashMap<>();
    private final SortedMap<Long, ReplayStep> shown = new TreeMap<>();
    private final List<ReplayStep> bearing = new ArrayList<>();
    private final List<ReplayStep> failed = new ArrayList<>();
    private long count;
    private long failedCount;

    private Timeline(Set<String> evidence, boolean isWhole) {
        this.evidence = evidence;
        this.isWhole = isWhole;
    }

    /**
     * The timeline of a session.
     *
     * @param evidence ids of the events that the result rests on
     */
    static Timeline of(SessionEvents events, Scenario scenario, Set<String> evidence) throws IOException {
        Timeline timeline = new Timeline(evidence, events.facts().count() <= MAX_EVENTS);
        Replay.over(events, scenario, timeline::take);
        timeline.fill(timeline.bearing);
        timeline.fill(timeline.failed);
        return timeline;
    }

    private void take(ReplayStep step) {
        count++;
        boolean isFailed = step.outcome().equals("fail");
        failedCount += isFailed ? 1 : 0;
        if (evidence.contains(step.eventId())) {
            numbers.put(step.eventId(), step.number());
            shown.put(step.number(), cut(step));
        } else if (isWhole) {
            shown.put(step.number(), cut(step));
        } else if (step.bears() && bearing.size() < MAX_EVENTS) {
            bearing.add(cut(step));
        } else if (isFailed && failed.size() < MAX_EVENTS) {
            failed.add(cut(step));
        }
    }

    private void fill(List<ReplayStep> steps) {
        steps.stream().limit(Math.max(0, MAX_EVENTS - shown.size())).forEach(step -> shown.put(step.number(), step));
        steps.clear();
    }

    /** A step in memory must not be as long as an event may be. */
    private static ReplayStep cut(ReplayStep step) {
        return new ReplayStep(
                step.number(),
                cut(step.eventId()),
                step.timestamp(),
                step.at(),
                step.since(),
                step.phase(),
                cut(step.actorId()),
                step.type(),
                step.outcome(),
                step.words(),
                step.running(),
                step.change(),
                step.why().stream()
                        .limit(MAX_SENTENCES)
                        .map(Timeline::cutSentence)
                        .toList());
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : Wording.visible(text, MAX_TEXT);
    }

    private static String cutSentence(String text) {
        return text.length() <= 2 * MAX_TEXT ? text : Wording.visible(text, 2 * MAX_TEXT);
    }

    /** In their order. */
    Collection<ReplayStep> shown() {
        return shown.values();
    }

    long count() {
        return count;
    }

    long failedCount() {
        return failedCount;
    }

    long omitted() {
        return count - shown.size();
    }

    /** The number of an event that the result rests on, which its row is named by; 0 when there is no such event. */
    long number(String eventId) {
        return numbers.getOrDefault(eventId, 0L);
    }
}
