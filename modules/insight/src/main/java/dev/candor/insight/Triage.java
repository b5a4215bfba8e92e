package dev.candor.insight;

import dev.candor.insight.FailureGroup.Summary;
import dev.candor.insight.TriageReport.ErrorClassCount;
import dev.candor.insight.TriageReport.FailOn;
import dev.candor.insight.TriageReport.FailedSkill;
import dev.candor.insight.TriageReport.ReasonCount;
import dev.candor.insight.TriageReport.ReasonMax;
import dev.candor.insight.TriageReport.SkillCount;
import dev.candor.insight.TriageReport.SkillMax;
import dev.candor.insight.TriageReport.Thresholds;
import dev.candor.insight.TriageReport.TotalMax;
import dev.candor.insight.TriageReport.Violation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts failures by reason code, error class, and skill or item. Takes all runs: those before the span decide what is new,
 * or failed again.
 */
final class Triage implements RunSource.RunCounter {
    /** Stands for a reason or a class that a failure does not have. */
    static final String UNKNOWN = "unknown";

    private static final long SCHEMA_VERSION = 1;

    private final Request request;
    private final Map<String, FailureGroup> byReason = new HashMap<>();
    private final Map<String, FailureGroup> byErrorClass = new HashMap<>();
    private final Map<Subject, FailureGroup> bySubject = new HashMap<>();
    private final Map<Subject, Set<FailureGroup>> failedBefore = new HashMap<>();
    private long events;
    private long failures;
    private long unknown;

    /**
     * What is asked.
     *
     * @param since the first moment of the span; empty for all
     * @param top how many skills and items are listed as those that failed most
     * @param sources only runs that these recorded; empty for all
     * @param reasonCodes only runs with one of these codes, so no successes; empty for all
     */
    record Request(
            Optional<Instant> since,
            int top,
            List<String> sources,
            List<String> reasonCodes,
            List<Threshold> maxByReason,
            List<Threshold> maxBySkill,
            Optional<Long> maxTotal) {
        boolean isOfSource(Run run) {
            return sources.isEmpty() || sources.contains(run.source().orElse(""));
        }

        boolean isOfReason(Run run) {
            return reasonCodes.isEmpty() || reasonCodes.contains(reason(run));
        }
    }

    /** Of all runs. */
    private final Set<String> keys = new HashSet<>();

    private final List<Track> tracks = new ArrayList<>();

    /**
     * What a run of a tally changes.
     *
     * @param groups that it is a failure of
     * @param failedBefore the groups of its subject's failures so far, which a success is quiet for
     */
    private record Track(
            List<FailureGroup> groups, Set<FailureGroup> failedBefore, boolean isSuccess, boolean isInSpan) {}

    Triage(Request request) {
        this.request = request;
    }

    private static String reason(Run run) {
        return run.reason().orElse(run.hasFailed() ? UNKNOWN : "");
    }

    /** The values of an argument that takes several, by commas or as several texts. */
    static List<String> values(List<String> texts) {
        return texts.stream()
                .flatMap(text -> List.of(text.split(",")).stream())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Override
    public void count(List<Tally> tallies) {
        for (Tally tally : tallies) {
            Run run = tally.last();
            keys.add(run.key());
            boolean isAsked = request.isOfSource(run) && request.isOfReason(run);
            if (isAsked && tally.isInSpan()) {
                events += tally.count();
                failures += run.hasFailed() ? tally.count() : 0;
                unknown += run.succeeded().isEmpty() ? tally.count() : 0;
            }
            List<FailureGroup> groups = isAsked && run.hasFailed() ? groups(tally) : List.of();
            groups.forEach(group -> group.count(tally));
            tracks.add(new Track(
                    groups,
                    failedBefore.computeIfAbsent(run.subject(), subject -> new LinkedHashSet<>()),
                    run.hasSucceeded() && request.isOfSource(run),
                    tally.isInSpan()));
        }
    }

    private List<FailureGroup> groups(Tally tally) {
        Run run = tally.last();
        return List.of(
                byReason.computeIfAbsent(reason(run), reason -> new FailureGroup(tally)),
                byErrorClass.computeIfAbsent(run.errorClass().orElse(UNKNOWN), name -> new FailureGroup(tally)),
                bySubject.computeIfAbsent(run.subject(), subject -> new FailureGroup(tally)));
    }

    @Override
    public boolean needsOrder() {
        return groups().anyMatch(group -> group.needsOrder(request.since()));
    }

    private Stream<FailureGroup> groups() {
        return Stream.of(byReason, byErrorClass, bySubject).flatMap(by -> by.values().stream());
    }

    @Override
    public void next(int tally) {
        Track track = tracks.get(tally);
        if (track.isSuccess()) {
            track.failedBefore().forEach(FailureGroup::addSuccess);
        }
        if (!track.groups().isEmpty()) {
            track.groups().forEach(group -> group.addFailure(track.isInSpan()));
            track.failedBefore().addAll(track.groups());
        }
    }

    /** Whether a run that was added has failed for this reason. */
    boolean hasSeen(String reason) {
        return byReason.containsKey(reason);
    }

    TriageReport report(RunSource source) throws IOException {
        Map<Run, String> rows = source.rows(groups().filter(group -> group.count() > 0)
                .map(FailureGroup::last)
                .collect(Collectors.toSet()));
        List<SkillCount> skills =
                sorted(bySubject, rows, (subject, group) -> new SkillCount(subject.key(), subject.kind(), group));
        return new TriageReport(
                SCHEMA_VERSION,
                request.since(),
                events,
                failures,
                unknown,
                sorted(byReason, rows, ReasonCount::new),
                sorted(byErrorClass, rows, ErrorClassCount::new),
                skills,
                skills.stream()
                        .limit(request.top())
                        .map(row -> new FailedSkill(
                                row.skill(), row.kind(), row.group().count()))
                        .toList(),
                failOn(),
                notes(source));
    }

    private List<String> notes(RunSource source) throws IOException {
        Stream<String> unseen = request.maxBySkill().stream()
                .map(Threshold::name)
                .filter(name -> !keys.contains(name))
                .map(name -> "no run of '" + name + "' was recorded, so its threshold judges nothing");
        return Stream.concat(source.gaps(request.since()).stream(), unseen).toList();
    }

    private <K extends Comparable<K>, T> List<T> sorted(
            Map<K, FailureGroup> groups, Map<Run, String> rows, BiFunction<K, Summary, T> counted) {
        return groups.entrySet().stream()
                .filter(entry -> entry.getValue().count() > 0)
                .sorted(Comparator.<Map.Entry<K, FailureGroup>>comparingLong(
                                entry -> -entry.getValue().count())
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> counted.apply(
                        entry.getKey(),
                        entry.getValue()
                                .summary(
                                        request.since(),
                                        rows.getOrDefault(entry.getValue().last(), "{}"))))
                .toList();
    }

    private FailOn failOn() {
        List<Violation> violations = new ArrayList<>();
        for (Threshold max : request.maxByReason()) {
            long count =
                    byReason.containsKey(max.name()) ? byReason.get(max.name()).count() : 0;
            if (count > max.max()) {
                violations.add(
                        new Violation("reason_code", Optional.of(max.name()), Optional.empty(), count, max.max()));
            }
        }
        for (Threshold max : request.maxBySkill()) {
            long count = failuresOf(max.name());
            if (count > max.max()) {
                violations.add(new Violation("skill", Optional.empty(), Optional.of(max.name()), count, max.max()));
            }
        }
        request.maxTotal()
                .filter(max -> failures > max)
                .ifPresent(max ->
                        violations.add(new Violation("total", Optional.empty(), Optional.empty(), failures, max)));
        return new FailOn(violations.isEmpty(), thresholds(), List.copyOf(violations));
    }

    /** Of the skill and of the item that have this name. */
    private long failuresOf(String key) {
        return bySubject.entrySet().stream()
                .filter(entry -> entry.getKey().key().equals(key))
                .mapToLong(entry -> entry.getValue().count())
                .sum();
    }

    private Thresholds thresholds() {
        return new Thresholds(
                request.maxByReason().stream()
                        .map(max -> new ReasonMax(max.name(), max.max()))
                        .toList(),
                request.maxBySkill().stream()
                        .map(max -> new SkillMax(max.name(), max.max()))
                        .toList(),
                request.maxTotal().map(TotalMax::new));
    }
}
