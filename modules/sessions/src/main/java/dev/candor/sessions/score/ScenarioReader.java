package dev.candor.sessions.score;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads scenarios from their three files: strict JSON of at most {@value #MAX_BYTES} bytes each, in UTF-8 with or without
 * a byte order mark, as their schemas and each other say.
 */
public final class ScenarioReader {
    /** The names of the files. */
    public static final List<String> FILES =
            List.of(Scenario.SCENARIO_FILE, Scenario.RUBRIC_FILE, Scenario.MICRODRILLS_FILE);

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_VIOLATIONS = 5;

    private final Map<String, RowChecker> schemas = new HashMap<>();

    /** A reader; not for two threads at a time. */
    public ScenarioReader() {}

    /**
     * Reads the scenario in a folder.
     *
     * @throws ToolException {@code scenario-invalid}: what is wrong, and where
     */
    public Scenario read(Path folder) throws ToolException {
        SortedMap<String, ScenarioFile> files = new TreeMap<>();
        for (String name : FILES) {
            files.put(name, file(folder.resolve(name)));
        }
        return of(files, folder.toString());
    }

    private static ScenarioFile file(Path file) throws ToolException {
        try {
            byte[] bytes = Input.regularFile(file, MAX_BYTES)
                    .orElseThrow(() -> invalid(file + " has more than " + MAX_BYTES + " bytes."));
            return new ScenarioFile(bytes);
        } catch (IOException e) {
            throw invalid(file + " cannot be read: " + Reasons.of(e) + ".");
        }
    }

    /**
     * The scenario of files that were read.
     *
     * @param files by name
     * @param where they were found, for sentences
     * @throws ToolException {@code scenario-invalid}: what is wrong, and where
     */
    public Scenario of(SortedMap<String, ScenarioFile> files, String where) throws ToolException {
        Problems problems = new Problems();
        Map<String, ObjectValue> objects = new HashMap<>();
        for (String name : FILES) {
            ScenarioFile file = files.get(name);
            if (file == null) {
                problems.add(name, "", "is missing");
            } else {
                checked(name, file.bytes(), problems).ifPresent(object -> objects.put(name, object));
            }
        }
        refuse(problems, where);
        ScenarioParts parts = new ScenarioParts(
                part(objects, Scenario.SCENARIO_FILE),
                part(objects, Scenario.RUBRIC_FILE),
                part(objects, Scenario.MICRODRILLS_FILE));
        ScenarioChecks.check(parts, problems);
        refuse(problems, where);
        return new FileScenario(parts, Collections.unmodifiableSortedMap(new TreeMap<>(files)));
    }

    private static JsonView part(Map<String, ObjectValue> objects, String name) {
        return new JsonView("", objects.getOrDefault(name, new ObjectValue(Map.of())));
    }

    private Optional<ObjectValue> checked(String name, byte[] bytes, Problems problems) {
        int from = LineScanner.byteOrderMark(bytes, 0, bytes.length);
        JsonValue value;
        try {
            value = JsonValue.parse(bytes, from, bytes.length);
        } catch (JsonSyntaxException e) {
            problems.add(name, "", "is no valid JSON: " + e.sentence() + " (byte " + (from + e.offset() + 1) + ")");
            return Optional.empty();
        }
        schema(name).check(bytes, from, bytes.length).violations().stream()
                .limit(MAX_VIOLATIONS)
                .forEach(violation -> problems.add(name, violation.pointer(), predicate(violation)));
        return value instanceof ObjectValue object ? Optional.of(object) : Optional.empty();
    }

    private RowChecker schema(String name) {
        return schemas.computeIfAbsent(
                name,
                file -> RowChecker.of(
                        JsonValue.parse(Contract.SESSION.file(file.replace(".json", ".schema.json"))), List.of()));
    }

    /** What follows the subject of a violation, which is its pointer or "the row". */
    private static String predicate(Violation violation) {
        String subject = violation.pointer().isEmpty() ? "the row" : violation.pointer();
        String sentence = violation.sentence();
        return sentence.startsWith(subject + " ") ? sentence.substring(subject.length() + 1) : ": " + sentence;
    }

    private static void refuse(Problems problems, String where) throws ToolException {
        if (!problems.isEmpty()) {
            throw invalid("The scenario in " + where + " cannot be used: " + problems.words() + ".");
        }
    }

    private static ToolException invalid(String sentence) {
        return new ToolException(Kind.REFUSED, "scenario-invalid", sentence);
    }
}
