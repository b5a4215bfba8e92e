package dev.candor.export.internal.verify;

import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Holds the score and the report of a bundle against what its own events give. */
final class ScoreComparison {
    /** Members for people, which bear on no number. */
    private static final Set<String> WORDS = Set.of("label", "why", "reason");

    private final String file;
    private final Assessment expected;
    private final WhyNot why;
    private final Differences differences;
    private Optional<JsonValue> claimedTotal = Optional.empty();

    ScoreComparison(String file, Assessment expected, WhyNot why, Differences differences) {
        this.file = file;
        this.expected = expected;
        this.why = why;
        this.differences = differences;
    }

    /** Compares both, member by member. */
    void compare(ObjectValue score, ObjectValue report) {
        claimedTotal = score.member("score_total");
        for (String name : Json.differing(expected.score(), score)) {
            member("/score", name, expected.score().member(name), score.member(name));
        }
        for (String name : Json.differing(expected.report(), report)) {
            reportMember(name, expected.report().member(name), report.member(name));
        }
    }

    private void reportMember(String name, Optional<JsonValue> wanted, Optional<JsonValue> found) {
        String pointer = "/report" + Json.pointer(name);
        switch (name) {
            case "objective_breakdown" ->
                entries(Code.OBJECTIVE_DIFFERS, pointer, "objective_id", wanted, found, why::objective);
            case "critical_errors" ->
                entries(Code.CRITICAL_ERROR_DIFFERS, pointer, "code", wanted, found, why::criticalError);
            case "recommended_microdrills" ->
                entries(
                        Code.MICRODRILL_DIFFERS,
                        pointer,
                        "microdrill_id",
                        wanted,
                        found,
                        (id, entry) -> "the microdrills follow from the critical errors and the objectives that were"
                                + " missed, by the scenario's own policy");
            case "re_audit_delta" -> differences.add(Code.REAUDIT_DIFFERS, file, pointer, wanted, found, why.reAudit());
            default -> member("/report", name, wanted, found);
        }
    }

    private void member(String parent, String name, Optional<JsonValue> wanted, Optional<JsonValue> found) {
        String pointer = parent + Json.pointer(name);
        switch (name) {
            case "score_total" ->
                differences.add(
                        Code.SCORE_DIFFERS,
                        file,
                        pointer,
                        wanted,
                        found,
                        parent.equals("/report") && Json.isSame(found, claimedTotal)
                                ? "the score has the same total, which the rubric does not give"
                                : why.total(found));
            case "status" ->
                differences.add(
                        Code.STATUS_DIFFERS,
                        file,
                        pointer,
                        wanted,
                        found,
                        "the status follows from the total, the rubric's thresholds and its hard fails");
            case "why" -> sentences(pointer, wanted, found);
            default ->
                differences.add(
                        Code.REPORT_DIFFERS,
                        file,
                        pointer,
                        wanted,
                        found,
                        wanted.isEmpty()
                                ? "an export writes no such member"
                                : "the events and the scenario give another");
        }
    }

    /** Tells the first sentence that differs: one that is missing moves all behind it. */
    private void sentences(String pointer, Optional<JsonValue> wanted, Optional<JsonValue> found) {
        List<JsonValue> ours = wanted.orElseThrow() instanceof ArrayValue array ? array.items() : List.of();
        List<JsonValue> theirs =
                found.isPresent() && found.get() instanceof ArrayValue array ? array.items() : List.of();
        int i = 0;
        while (i < ours.size() && i < theirs.size() && Json.isSame(at(ours, i), at(theirs, i))) {
            i++;
        }
        boolean isArray = found.isPresent() && found.get() instanceof ArrayValue;
        differences.add(
                Code.WHY_DIFFERS,
                file,
                isArray ? pointer + "/" + i : pointer,
                at(ours, i),
                isArray ? at(theirs, i) : found,
                "the rubric gives " + ours.size() + " sentences, the bundle has " + theirs.size()
                        + "; this is the first that differs");
    }

    private static Optional<JsonValue> at(List<JsonValue> items, int i) {
        return i < items.size() ? Optional.of(items.get(i)) : Optional.empty();
    }

    /** Compares arrays whose entries have a name of their own. */
    private void entries(
            Code code,
            String pointer,
            String key,
            Optional<JsonValue> wanted,
            Optional<JsonValue> found,
            BiFunction<String, Optional<ObjectValue>, String> reason) {
        Optional<Map<String, Entry>> ours = keyed(wanted, key);
        Optional<Map<String, Entry>> theirs = keyed(found, key);
        if (ours.isEmpty() || theirs.isEmpty()) {
            differences.add(
                    code,
                    file,
                    pointer,
                    wanted,
                    found,
                    "it is no array of objects, each with a " + key + " of its own");
            return;
        }
        boolean isSame = true;
        for (Map.Entry<String, Entry> entry : ours.get().entrySet()) {
            isSame &= entry(code, pointer, entry.getKey(), entry.getValue(), theirs.get(), reason);
        }
        for (Map.Entry<String, Entry> entry : theirs.get().entrySet()) {
            if (!ours.get().containsKey(entry.getKey())) {
                isSame = false;
                differences.add(
                        code,
                        file,
                        pointer + "/" + entry.getValue().place(),
                        Optional.empty(),
                        Optional.of(entry.getValue().value()),
                        reason.apply(
                                entry.getKey(), Optional.of(entry.getValue().value())));
            }
        }
        if (isSame) {
            differences.add(
                    code,
                    file,
                    pointer,
                    wanted,
                    found,
                    wanted.isPresent() && found.isPresent()
                            ? "the entries are the same, in another order"
                            : "a list without entries is not the same as none");
        }
    }

    private boolean entry(
            Code code,
            String pointer,
            String id,
            Entry ours,
            Map<String, Entry> theirs,
            BiFunction<String, Optional<ObjectValue>, String> reason) {
        Entry found = theirs.get(id);
        if (found == null) {
            differences.add(
                    code,
                    file,
                    pointer,
                    Optional.of(ours.value()),
                    Optional.empty(),
                    "the entry of " + id + " is missing; " + reason.apply(id, Optional.empty()));
            return false;
        }
        List<String> differing = Json.differing(ours.value(), found.value());
        if (!differing.isEmpty()) {
            boolean isOnlyWords = WORDS.containsAll(differing);
            differences.add(
                    isOnlyWords ? Code.REPORT_DIFFERS : code,
                    file,
                    pointer + "/" + found.place(),
                    Optional.of(Json.only(ours.value(), differing)),
                    Optional.of(Json.only(found.value(), differing)),
                    isOnlyWords
                            ? "the points of " + id + " are right, the words for people are not those of the scenario"
                            : reason.apply(id, Optional.of(found.value())));
        }
        return differing.isEmpty();
    }

    /** An entry of an array, and where it stands. */
    private record Entry(int place, ObjectValue value) {}

    /** The entries by name; empty when they have none, or two the same. An absent array has no entries. */
    private static Optional<Map<String, Entry>> keyed(Optional<JsonValue> array, String key) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (array.isEmpty()) {
            return Optional.of(entries);
        }
        if (!(array.get() instanceof ArrayValue items)) {
            return Optional.empty();
        }
        for (JsonValue item : items.items()) {
            Optional<String> id = item instanceof ObjectValue object ? object.text(key) : Optional.empty();
            if (id.isEmpty() || entries.putIfAbsent(id.get(), new Entry(entries.size(), (ObjectValue) item)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(entries);
    }
}
