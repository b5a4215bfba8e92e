package dev.candor.insight;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.MeantWord;
import dev.candor.foundation.text.Numbers;
import dev.candor.foundation.text.Wording;
import dev.candor.foundation.yaml.YamlReader;
import dev.candor.foundation.yaml.YamlSyntaxException;
import dev.candor.insight.Objectives.Objective;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Objectives as YAML. What an objective does not say is taken from the defaults, and what those do not say from {@link
 * Limits#STANDARD}; without the key {@code objectives} everything that ran is judged.
 *
 * <pre>
 * window: 20
 * insufficient_fails: false
 * defaults: {min_success_rate: 0.9}
 * objectives:
 *   - {skill: publish, max_p95_duration_ms: 5000}
 *   - {item: linter}
 * </pre>
 */
final class ObjectivesFile {
    /** The longest text, in characters. */
    static final int MAX_LENGTH = 1 << 20;

    private static final int MAX_VALUES = 20_000;
    private static final int MAX_SHOWN = 40;
    private static final String WINDOW = "window";
    private static final String INSUFFICIENT_FAILS = "insufficient_fails";
    private static final String DEFAULTS = "defaults";
    private static final String OBJECTIVES = "objectives";
    private static final List<String> KEYS = List.of(WINDOW, INSUFFICIENT_FAILS, DEFAULTS, OBJECTIVES);

    private final String text;
    private final ObjectValue file;
    private final ObjectValue defaults;

    private ObjectivesFile(String text, ObjectValue file) throws ToolException {
        this.text = text;
        this.file = file;
        mustHaveOnly(KEYS, file, List.of());
        this.defaults = mapping(file.given(DEFAULTS).orElse(new ObjectValue(Map.of())), List.of(DEFAULTS));
        mustHaveOnly(Limits.NAMES, defaults, List.of(DEFAULTS));
    }

    /**
     * Reads it.
     *
     * @throws ToolException with a sentence that says where, what was expected and what was found
     */
    static Objectives parse(String text) throws ToolException {
        try {
            return new ObjectivesFile(text, YamlReader.readMapping(text, MAX_VALUES)).objectives();
        } catch (YamlSyntaxException e) {
            throw Threshold.invalid("{config} is no YAML: " + e.sentence());
        }
    }

    private Objectives objectives() throws ToolException {
        List<Objective> named = named();
        try {
            return new Objectives(
                    window(),
                    insufficientFails(),
                    named.isEmpty() ? Optional.of(limits(List.of(DEFAULTS), defaults)) : Optional.empty(),
                    named);
        } catch (IllegalArgumentException e) {
            throw problem(List.of(WINDOW), String.valueOf(e.getMessage()));
        }
    }

    private int window() throws ToolException {
        JsonValue value = file.given(WINDOW).orElse(JsonValue.of(Objectives.DEFAULT_WINDOW));
        OptionalLong runs = value instanceof NumberValue number ? Numbers.whole(number.text()) : OptionalLong.empty();
        if (runs.isEmpty() || runs.getAsLong() < 1 || runs.getAsLong() > Objectives.MAX_WINDOW) {
            throw problem(
                    List.of(WINDOW),
                    "window must be a whole number from 1 to " + Objectives.MAX_WINDOW + ", found " + shown(value));
        }
        return (int) runs.getAsLong();
    }

    private boolean insufficientFails() throws ToolException {
        JsonValue value = file.given(INSUFFICIENT_FAILS).orElse(JsonValue.of(false));
        if (value instanceof BooleanValue bool) {
            return bool.value();
        }
        throw problem(
                List.of(INSUFFICIENT_FAILS), INSUFFICIENT_FAILS + " must be true or false, found " + shown(value));
    }

    private List<Objective> named() throws ToolException {
        Optional<JsonValue> given = file.member(OBJECTIVES);
        if (given.isEmpty()) {
            return List.of();
        }
        if (!(given.get() instanceof ArrayValue list) || list.items().isEmpty()) {
            throw problem(
                    List.of(OBJECTIVES),
                    OBJECTIVES + " must be a list of at least one, found " + shown(given.get())
                            + "; omit it to judge everything that ran");
        }
        List<Objective> named = new ArrayList<>();
        Set<Subject> seen = new HashSet<>();
        for (int i = 0; i < list.items().size(); i++) {
            List<String> path = List.of(OBJECTIVES, Integer.toString(i));
            ObjectValue entry = mapping(list.items().get(i), path);
            Map<String, JsonValue> limits = new LinkedHashMap<>(entry.members());
            limits.remove(Run.SKILL);
            limits.remove(Run.ITEM);
            mustHaveOnly(Limits.NAMES, new ObjectValue(limits), path);
            Subject subject = subject(entry, path);
            if (!seen.add(subject)) {
                throw problem(path, subject + " is named twice; omit one of them");
            }
            named.add(new Objective(subject, limits(path, new ObjectValue(limits))));
        }
        return named;
    }

    private Subject subject(ObjectValue entry, List<String> path) throws ToolException {
        Optional<String> skill = entry.text(Run.SKILL).filter(name -> !name.isEmpty());
        Optional<String> item = entry.text(Run.ITEM).filter(id -> !id.isEmpty());
        if (skill.isPresent() == item.isPresent()) {
            throw problem(path, "an objective needs either skill, a name, or item, an id; found " + shown(entry));
        }
        return skill.map(name -> new Subject(Run.SKILL, name))
                .orElseGet(() -> new Subject(Run.ITEM, item.orElseThrow()));
    }

    private Limits limits(List<String> path, ObjectValue own) throws ToolException {
        Map<String, BigDecimal> given = new HashMap<>();
        putNumbers(given, defaults, List.of(DEFAULTS));
        putNumbers(given, own, path);
        try {
            return Limits.of(given);
        } catch (IllegalArgumentException e) {
            throw problem(path, String.valueOf(e.getMessage()));
        }
    }

    private void putNumbers(Map<String, BigDecimal> numbers, ObjectValue mapping, List<String> path)
            throws ToolException {
        for (Map.Entry<String, JsonValue> entry : mapping.members().entrySet()) {
            if (!(entry.getValue() instanceof NumberValue number)) {
                throw problem(path, entry.getKey(), "must be a number, found " + shown(entry.getValue()));
            }
            numbers.put(entry.getKey(), number.number());
        }
    }

    private ObjectValue mapping(JsonValue value, List<String> path) throws ToolException {
        if (value instanceof ObjectValue object) {
            return object;
        }
        throw problem(path, "a mapping of names to values is needed, found " + shown(value));
    }

    private void mustHaveOnly(List<String> keys, ObjectValue mapping, List<String> path) throws ToolException {
        for (String key : mapping.members().keySet()) {
            if (!keys.contains(key)) {
                throw problem(
                        path,
                        key,
                        "is not known" + MeantWord.hint(key, keys) + "; there are " + String.join(", ", keys));
            }
        }
    }

    private ToolException problem(List<String> path, String key, String what) {
        List<String> whole = Stream.concat(path.stream(), Stream.of(key)).toList();
        return problem(whole, Wording.visible(key, MAX_SHOWN) + " " + what);
    }

    private ToolException problem(List<String> path, String sentence) {
        return Threshold.invalid("{config}, " + YamlPlace.of(text, path) + sentence);
    }

    private static String shown(JsonValue value) {
        return Wording.visible(JsonWriter.compact(value), MAX_SHOWN);
    }
}
