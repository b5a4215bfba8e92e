package dev.candor.execution.internal;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.text.CodePoints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What parameters an item takes. Checked before anything of it runs. */
final class ParameterRules {
    private static final int MAX_PARAMETERS = 256;
    private static final int MAX_CHARACTERS = 256 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

    private final Map<String, ParameterRule> rules;
    private final boolean others;

    /**
     * Rules by name.
     *
     * @param others whether parameters without a rule are taken too
     */
    ParameterRules(List<ParameterRule> rules, boolean others) {
        this.rules = new LinkedHashMap<>();
        rules.forEach(rule -> this.rules.putIfAbsent(rule.name(), rule));
        this.others = others;
    }

    /** An item that does not say what it takes takes everything. */
    static ParameterRules none() {
        return new ParameterRules(List.of(), true);
    }

    /** Whether a parameter can be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    Set<String> names() {
        return rules.keySet();
    }

    /**
     * The parameters with defaults for those that were not given; one that is null counts as not given.
     *
     * @throws ToolException {@code params-invalid}, with every flaw
     */
    ObjectValue checked(ObjectValue given) throws ToolException {
        List<String> flaws = new ArrayList<>(bounds(given));
        Map<String, JsonValue> checked = new LinkedHashMap<>();
        for (ParameterRule rule : rules.values()) {
            Optional<JsonValue> value = given.member(rule.name())
                    .filter(found -> Placeholders.isGiven(found) || rule.types().contains("null"));
            value.flatMap(rule::flaw).ifPresent(flaws::add);
            value.or(rule::defaultValue).ifPresent(found -> checked.put(rule.name(), found));
            if (rule.required() && !checked.containsKey(rule.name())) {
                flaws.add(rule.name() + " is required (" + rule.words() + ")");
            }
        }
        Set<String> unknown = new LinkedHashSet<>(given.members().keySet());
        unknown.removeAll(rules.keySet());
        if (others) {
            unknown.forEach(name -> given.member(name).ifPresent(value -> checked.put(name, value)));
        } else if (!unknown.isEmpty()) {
            String known = rules.isEmpty() ? "none" : String.join(", ", rules.keySet());
            flaws.add("unknown: " + shown(unknown) + " (it takes " + known + ")");
        }
        refuseIfAny(flaws);
        return new ObjectValue(checked);
    }

    private static List<String> bounds(ObjectValue given) {
        List<String> flaws = new ArrayList<>();
        Set<String> misnamed = given.members().keySet().stream()
                .filter(name -> !isName(name))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!misnamed.isEmpty()) {
            flaws.add("a name is a letter or _ and up to 63 more letters, digits, _ and -, found " + shown(misnamed));
        }
        if (given.members().size() > MAX_PARAMETERS) {
            flaws.add("at most " + MAX_PARAMETERS + " parameters are allowed, found "
                    + given.members().size());
        }
        if (CodePoints.exceed(JsonWriter.compact(given), MAX_CHARACTERS)) {
            flaws.add("params may have " + MAX_CHARACTERS + " characters as JSON");
        }
        return flaws;
    }

    private static String shown(Set<String> names) {
        return names.stream()
                .limit(5)
                .map(name -> JsonWriter.compact(JsonValue.of(CodePoints.first(name, 70))))
                .collect(Collectors.joining(", "));
    }

    private static void refuseIfAny(List<String> flaws) throws ToolException {
        if (!flaws.isEmpty()) {
            throw invalid(String.join("; ", flaws));
        }
    }

    static ToolException invalid(String flaws) {
        return new ToolException(
                ToolException.Kind.INVALID_ARGUMENTS,
                "params-invalid",
                "params are not what the item takes: " + flaws + ". Nothing was run.");
    }
}
