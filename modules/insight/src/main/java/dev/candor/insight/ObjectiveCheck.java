package dev.candor.insight;

import dev.candor.insight.ObjectivesReport.Judgement;
import dev.candor.insight.RunWindow.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the last runs of each skill and item that is judged. Takes all runs in their order. */
final class ObjectiveCheck {
    private static final long SCHEMA_VERSION = 1;

    private final Objectives objectives;
    private final Map<Subject, Limits> limits = new LinkedHashMap<>();
    private final Map<Subject, Deque<Outcome>> runs = new HashMap<>();
    private long events;

    ObjectiveCheck(Objectives objectives) {
        this.objectives = objectives;
        objectives.named().forEach(one -> limits.put(one.subject(), one.limits()));
    }

    void add(Run run) {
        events++;
        Limits asked = limits.get(run.subject());
        if (asked == null) {
            if (objectives.others().isEmpty()) {
                return;
            }
            asked = objectives.others().get();
        }
        Deque<Outcome> last = runs.computeIfAbsent(run.subject(), subject -> new ArrayDeque<>());
        last.addLast(new Outcome(run.succeeded(), run.durationMs()));
        if (last.size() > objectives.window() * (asked.trendWindows() + 1)) {
            last.removeFirst();
        }
    }

    ObjectivesReport report(boolean strict, List<String> notes) {
        Map<Subject, Limits> judged = new LinkedHashMap<>(limits);
        objectives
                .others()
                .ifPresent(others -> new TreeMap<>(runs).keySet().forEach(seen -> judged.putIfAbsent(seen, others)));
        List<Judgement> judgements = judged.entrySet().stream()
                .map(entry -> judgement(entry.getKey(), entry.getValue()))
                .toList();
        return new ObjectivesReport(
                SCHEMA_VERSION,
                events,
                objectives.window(),
                judgements.stream().allMatch(one -> one.violations().isEmpty()),
                judgements,
                notes,
                strict);
    }

    private Judgement judgement(Subject subject, Limits asked) {
        List<Outcome> last = List.copyOf(runs.getOrDefault(subject, new ArrayDeque<>()));
        return new Judge(subject, asked, last, objectives.window(), objectives.insufficientFails()).judgement();
    }
}
