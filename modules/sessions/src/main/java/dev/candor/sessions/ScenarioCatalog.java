package dev.candor.sessions;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.sessions.score.Scenario;
import dev.candor.validation.schema.Violation;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scenarios that were at hand at one time. Safe for concurrent calls. */
public final class ScenarioCatalog {
    private static final int MAX_WORDS = 10;

    private final List<Path> folders;
    private final SortedMap<String, Scenario> scenarios;
    private final SortedMap<String, String> problems;

    ScenarioCatalog(List<Path> folders, SortedMap<String, Scenario> scenarios, SortedMap<String, String> problems) {
        this.folders = List.copyOf(folders);
        this.scenarios = Collections.unmodifiableSortedMap(new TreeMap<>(scenarios));
        this.problems = Collections.unmodifiableSortedMap(new TreeMap<>(problems));
    }

    /** Those that can be used, by id. */
    public SortedMap<String, Scenario> scenarios() {
        return scenarios;
    }

    /** The sentence why, for each that cannot be used, by id. */
    public SortedMap<String, String> problems() {
        return problems;
    }

    /** The scenarios that know all of these words, by id. */
    public List<Scenario> knowing(SortedSet<String> phases, SortedSet<String> types) {
        return scenarios.values().stream()
                .filter(scenario -> scenario.phases().containsAll(phases)
                        && scenario.eventTypes().containsAll(types))
                .toList();
    }

    Scenario named(String id) throws ToolException {
        Scenario found = scenarios.get(id);
        if (found != null) {
            return found;
        }
        throw problems.containsKey(id)
                ? new ToolException(Kind.REFUSED, "scenario-invalid", problems.getOrDefault(id, ""))
                : new ToolException(
                        Kind.NOT_FOUND,
                        "scenario-unknown",
                        "There is no scenario " + Violation.quoted(id) + "; there are " + candidates()
                                + ". A scenario is a folder of that name with scenario.json in one of " + places()
                                + ".");
    }

    Scenario fitting(SortedSet<String> phases, SortedSet<String> types) throws ToolException {
        List<Scenario> knowing = knowing(phases, types);
        if (knowing.size() == 1) {
            return knowing.getFirst();
        }
        String hint = " Name the scenario to use it all the same.";
        throw new ToolException(
                Kind.REFUSED,
                "scenario-unclear",
                knowing.isEmpty()
                        ? "No scenario knows all words of the session." + nearest(phases, types) + hint
                        : "Several scenarios know all words of the session: "
                                + knowing.stream().map(Scenario::id).collect(Collectors.joining(", ")) + "." + hint);
    }

    /** What the scenario that lacks the fewest words lacks. */
    private String nearest(SortedSet<String> phases, SortedSet<String> types) {
        Optional<Scenario> nearest = scenarios.values().stream()
                .min(Comparator.comparingInt((Scenario scenario) ->
                        lacking(phases, scenario.phases()).size()
                                + lacking(types, scenario.eventTypes()).size()));
        return nearest.map(scenario -> " The nearest of " + candidates() + " is " + scenario.id() + ", which lacks "
                        + Stream.of(
                                        words("phase", lacking(phases, scenario.phases())),
                                        words("event type", lacking(types, scenario.eventTypes())))
                                .filter(words -> !words.isEmpty())
                                .collect(Collectors.joining(" and "))
                        + "." + broken())
                .orElse(" There is none in " + places() + "." + broken());
    }

    private String broken() {
        return problems.isEmpty() ? "" : " Not looked at: " + String.join(" ", problems.values());
    }

    private static SortedSet<String> lacking(SortedSet<String> words, SortedSet<String> known) {
        SortedSet<String> lacking = new TreeSet<>(words);
        lacking.removeAll(known);
        return lacking;
    }

    private static String words(String what, SortedSet<String> words) {
        String shown = words.stream().limit(MAX_WORDS).collect(Collectors.joining(", "));
        String more = words.size() > MAX_WORDS ? " and " + (words.size() - MAX_WORDS) + " more" : "";
        return words.isEmpty() ? "" : "the " + what + (words.size() == 1 ? " " : "s ") + shown + more;
    }

    private String candidates() {
        return scenarios.isEmpty() ? "none" : String.join(", ", scenarios.keySet());
    }

    private String places() {
        return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
