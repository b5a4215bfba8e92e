package dev.candor.sessions.score;

import dev.candor.foundation.capability.InvalidArgumentException;
import dev.candor.foundation.capability.Shape;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads scenarios from their three files: strict JSON of at most {@value #MAX_BYTES} bytes each, in UTF-8 with or without
 * a byte order mark. Each is checked against its schema, bound to its record, and then checked against the others.
 */
public final class ScenarioReader {
    /** The names of the files. */
    public static final List<String> FILES =
            List.of(Scenario.SCENARIO_FILE, Scenario.RUBRIC_FILE, Scenario.MICRODRILLS_FILE);

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_PROBLEMS = 10;
    private static final int MAX_DECIMALS = 6;
    private static final ObjectValue NOTHING = new ObjectValue(Map.of());

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
            return new ScenarioFile(Input.regularFile(file, MAX_BYTES)
                    .orElseThrow(() -> invalid(file + " has more than " + MAX_BYTES + " bytes.")));
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
        List<String> problems = new ArrayList<>();
        ObjectValue spec = checked(Scenario.SCENARIO_FILE, files, problems);
        ObjectValue rubric = checked(Scenario.RUBRIC_FILE, files, problems);
        ObjectValue drills = checked(Scenario.MICRODRILLS_FILE, files, problems);
        refuse(problems, where);
        decimals(Scenario.SCENARIO_FILE + " ", spec, problems);
        decimals(Scenario.RUBRIC_FILE + " ", rubric, problems);
        decimals(Scenario.MICRODRILLS_FILE + " ", drills, problems);
        FileScenario scenario = FileScenario.of(
                bound(ScenarioSpecShape.INSTANCE, spec),
                bound(RubricShape.INSTANCE, rubric),
                bound(MicrodrillsShape.INSTANCE, drills),
                Collections.unmodifiableSortedMap(new TreeMap<>(files)));
        ScenarioChecks.check(scenario, problems);
        refuse(problems, where);
        return scenario;
    }

    /** What a file says, as its schema demands; else problems are added. */
    private ObjectValue checked(String name, Map<String, ScenarioFile> files, List<String> problems) {
        ScenarioFile file = files.get(name);
        if (file == null) {
            problems.add(name + " is missing");
            return NOTHING;
        }
        byte[] bytes = file.bytes();
        try {
            JsonValue value = file.json();
            for (Violation violation :
                    schema(name).check(bytes, file.textStart(), bytes.length).violations()) {
                problems.add((name + " " + violation.pointer()).strip() + predicate(violation));
            }
            return value instanceof ObjectValue object ? object : NOTHING;
        } catch (JsonSyntaxException e) {
            int at = file.textStart() + e.offset() + 1;
            problems.add(name + " is no valid JSON: " + e.sentence() + " (byte " + at + ")");
            return NOTHING;
        }
    }

    /** Sums stay numbers that can be written down. */
    private static void decimals(String place, JsonValue value, List<String> problems) {
        if (value instanceof NumberValue number && number.number().scale() > MAX_DECIMALS) {
            problems.add(place + " must have at most " + MAX_DECIMALS + " decimals");
        } else if (value instanceof ObjectValue object) {
            object.members().forEach((name, member) -> decimals(place + "/" + name, member, problems));
        } else if (value instanceof ArrayValue array) {
            for (int i = 0; i < array.items().size(); i++) {
                decimals(place + "/" + i, array.items().get(i), problems);
            }
        }
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
        return sentence.startsWith(subject + " ") ? sentence.substring(subject.length()) : " : " + sentence;
    }

    private static <T> T bound(Shape.Reading<T> shape, ObjectValue object) {
        try {
            return shape.read(object, Instant.EPOCH);
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("what keeps its schema has a place in its record", e);
        }
    }

    private static void refuse(List<String> problems, String where) throws ToolException {
        if (!problems.isEmpty()) {
            int further = problems.size() - MAX_PROBLEMS;
            throw invalid("The scenario in " + where + " cannot be used: "
                    + problems.stream().limit(MAX_PROBLEMS).collect(Collectors.joining("; "))
                    + (further > 0 ? "; and " + Wording.count(further, "further problem") : "") + ".");
        }
    }

    private static ToolException invalid(String sentence) {
        return new ToolException(Kind.REFUSED, "scenario-invalid", sentence);
    }
}
