package dev.candor.export.internal.page;

import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.ScenarioFile;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.BooleanValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a page draws of a scenario's files.
 *
 * @param max the most points there are
 * @param pass from how many points on a session passes
 * @param conditional from how many points on it passes on condition
 * @param hardFails codes of the critical errors that make a session fail whatever its points
 * @param drillTitles what the drills are called, by id
 */
record RubricFacts(
        BigDecimal max,
        BigDecimal pass,
        BigDecimal conditional,
        Set<String> hardFails,
        Map<String, String> drillTitles) {

    RubricFacts {
        hardFails = Set.copyOf(hardFails);
        drillTitles = Map.copyOf(drillTitles);
    }

    static RubricFacts of(Scenario scenario) {
        ObjectValue rubric = file(scenario, Scenario.RUBRIC_FILE);
        Set<String> hardFails = new HashSet<>();
        for (ObjectValue error : objects(rubric, "critical_errors")) {
            if (error.members().get("hard_fail") instanceof BooleanValue hard && hard.value()) {
                error.text("code").ifPresent(hardFails::add);
            }
        }
        Map<String, String> titles = new HashMap<>();
        for (ObjectValue drill : objects(file(scenario, Scenario.MICRODRILLS_FILE), "microdrills")) {
            drill.text("microdrill_id").ifPresent(id -> drill.text("title").ifPresent(title -> titles.put(id, title)));
        }
        return new RubricFacts(
                number(rubric, "max_score"),
                number(rubric, "pass_threshold"),
                number(rubric, "conditional_pass_threshold"),
                hardFails,
                titles);
    }

    private static ObjectValue file(Scenario scenario, String name) {
        ScenarioFile file = scenario.files().get(name);
        if (file == null) {
            return new ObjectValue(Map.of());
        }
        byte[] bytes = file.bytes();
        return JsonValue.parse(bytes, LineScanner.byteOrderMark(bytes, 0, bytes.length), bytes.length)
                        instanceof ObjectValue object
                ? object
                : new ObjectValue(Map.of());
    }

    static List<ObjectValue> objects(ObjectValue object, String name) {
        return object.members().get(name) instanceof ArrayValue array
                ? array.items().stream()
                        .filter(ObjectValue.class::isInstance)
                        .map(ObjectValue.class::cast)
                        .toList()
                : List.of();
    }

    static BigDecimal number(ObjectValue object, String name) {
        return Optional.ofNullable(object.members().get(name))
                .filter(NumberValue.class::isInstance)
                .map(value -> ((NumberValue) value).number())
                .orElse(BigDecimal.ZERO);
    }
}
