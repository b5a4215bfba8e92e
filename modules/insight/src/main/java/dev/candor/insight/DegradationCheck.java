package dev.candor.insight;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.time.Utc;
import dev.candor.insight.DegradationDetector.Counts;
import dev.candor.insight.DegradationReport.FirstBad;
import dev.candor.insight.DegradationReport.Group;
import dev.candor.insight.DegradationReport.State;
import dev.candor.insight.DegradationReport.Window;
import dev.candor.insight.internal.BenjaminiHochberg;
import dev.candor.insight.internal.BernoulliCusum;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Judges all skills and items together by their last runs. Takes the runs in their order. */
final class DegradationCheck {
    private static final MathContext P_DIGITS = new MathContext(3);

    private final int window;
    private final BigDecimal minDrop;
    /** Of the runs with a known outcome; a success, of which nothing is told, is empty. */
    private final Map<Subject, List<Optional<Run>>> runs = new TreeMap<>();

    /** How many runs there were, whatever their outcome. */
    private final Map<Subject, Integer> counts = new HashMap<>();

    private final List<String> notes = new ArrayList<>();
    private long unknown;

    DegradationCheck(int window, BigDecimal minDrop) {
        this.window = window;
        this.minDrop = minDrop;
    }

    /** How many runs of each skill and item it takes at most: the last ones. */
    int runsNeeded() {
        return window * DegradationDetector.HISTORY_WINDOWS;
    }

    void add(Run run) {
        counts.merge(run.subject(), 1, Integer::sum);
        List<Optional<Run>> own = runs.computeIfAbsent(run.subject(), subject -> new ArrayList<>());
        if (run.succeeded().isEmpty()) {
            unknown++;
        } else {
            own.add(run.hasFailed() ? Optional.of(run) : Optional.empty());
        }
    }

    /**
     * Of what was added.
     *
     * @param rows where the rows of the first bad runs are read
     */
    DegradationReport report(boolean strict, RunSource rows) throws IOException {
        Map<Subject, DegradationDetector> detectors = new LinkedHashMap<>();
        runs.forEach((subject, own) -> detectors.put(subject, new DegradationDetector(own, window, minDrop)));
        Map<Subject, Double> adjusted = adjusted(detectors);
        if (unknown > 0) {
            notes.add(Wording.count(unknown, "run") + " without a known outcome, which no comparison counts");
        }
        long longer = detectors.keySet().stream().filter(this::isCut).count();
        if (longer > 0) {
            notes.add(longer + " of them ran " + runsNeeded() + " times or more, of which the last " + runsNeeded()
                    + " are looked at; what dropped before is what is usual by now");
        }
        // only the last runs are looked at, which pruning leaves
        notes.addAll(rows.gaps(Optional.of(Instant.MAX)));
        List<Judged> judged = detectors.entrySet().stream()
                .map(entry ->
                        judged(entry.getKey(), entry.getValue(), Optional.ofNullable(adjusted.get(entry.getKey()))))
                .sorted(Comparator.comparing(Judged::state))
                .toList();
        Map<Run, String> read = rows.rows(
                judged.stream().flatMap(one -> one.firstBad().stream()).toList());
        List<Group> groups =
                judged.stream().map(one -> group(one, adjusted.size(), read)).toList();
        return new DegradationReport(
                window,
                runsNeeded(),
                minDrop,
                BigDecimal.valueOf(DegradationDetector.MAX_P),
                BigDecimal.valueOf(BernoulliCusum.THRESHOLD),
                adjusted.size(),
                groups.stream().noneMatch(group -> group.state().isBad()),
                groups,
                notes,
                strict);
    }

    /** Whether there may be runs before those that are looked at. */
    private boolean isCut(Subject subject) {
        return counts.getOrDefault(subject, 0) >= runsNeeded();
    }

    private static Map<Subject, Double> adjusted(Map<Subject, DegradationDetector> detectors) {
        Map<Subject, Double> p = new LinkedHashMap<>();
        detectors.forEach((subject, one) -> one.p().ifPresent(value -> p.put(subject, value)));
        double[] corrected = BenjaminiHochberg.adjusted(
                p.values().stream().mapToDouble(Double::doubleValue).toArray());
        int next = 0;
        for (Map.Entry<Subject, Double> entry : p.entrySet()) {
            entry.setValue(corrected[next++]);
        }
        return p;
    }

    private record Judged(
            Subject subject,
            DegradationDetector found,
            Optional<Double> adjusted,
            State state,
            Optional<Run> firstBad) {}

    private Judged judged(Subject subject, DegradationDetector found, Optional<Double> adjusted) {
        boolean isDegraded = found.hasDropped() && adjusted.orElseThrow() < DegradationDetector.MAX_P;
        State state = found.broken().isPresent()
                ? State.BROKEN
                : isDegraded
                        ? State.DEGRADED
                        : found.isFlaky()
                                ? State.FLAKY
                                : adjusted.isPresent() ? State.HEALTHY : State.INSUFFICIENT_DATA;
        if (state == State.BROKEN && isCut(subject) && found.failedInARow() == found.runs()) {
            notes.add(subject
                    + " failed in all runs that are looked at; the first of these is named as the first bad one");
        }
        Optional<Run> firstBad = switch (state) {
            case BROKEN -> found.broken();
            case DEGRADED -> found.firstBad();
            case FLAKY, INSUFFICIENT_DATA, HEALTHY -> Optional.empty();
        };
        return new Judged(subject, found, adjusted, state, firstBad);
    }

    private Group group(Judged one, int judged, Map<Run, String> rows) {
        DegradationDetector found = one.found();
        return new Group(
                one.subject().key(),
                one.subject().kind(),
                one.state(),
                Window.of(found.recent()),
                found.baseline().map(Window::of),
                found.flips(),
                found.p().map(DegradationCheck::rounded),
                one.adjusted().map(DegradationCheck::rounded),
                one.firstBad().map(run -> new FirstBad(run.at(), ObjectValue.parse(rows.getOrDefault(run, "{}")))),
                one.subject() + ": " + finding(one.state(), found, one.adjusted(), judged)
                        + one.firstBad()
                                .map(run -> "; the first bad run was at " + Utc.timestamp(run.at()))
                                .orElse(""));
    }

    private String finding(State state, DegradationDetector found, Optional<Double> adjusted, int judged) {
        Counts recent = found.recent();
        String rates = recent.successes() + " of the last " + Wording.count(recent.runs(), "run") + " succeeded"
                + found.baseline()
                        .map(before -> ", " + before.successes() + " of " + before.runs() + " before")
                        .orElse("");
        return switch (state) {
            case BROKEN -> "the last " + found.failedInARow() + " runs failed";
            case DEGRADED ->
                rates + " (p = " + rounded(adjusted.orElseThrow()) + ", corrected for " + judged + " judged)";
            case FLAKY -> rates + ", and the outcome changed " + Wording.count(found.flips(), "time");
            case INSUFFICIENT_DATA ->
                "insufficient data: " + found.runs() + " of " + DegradationDetector.runsNeeded(window) + " runs";
            case HEALTHY -> rates;
        };
    }

    private static BigDecimal rounded(double p) {
        return new BigDecimal(p).round(P_DIGITS);
    }
}
