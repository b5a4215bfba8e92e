package dev.candor.export.internal.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.score.Scenario;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people call what a scenario has ids for.
 *
 * @param labels of objectives and drills, by id
 * @param words phases, event types, errors and states as people write them, by id
 */
record Names(Map<String, String> labels, Map<String, String> words) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+(?:[_.-]+[A-Za-z0-9]+)+");

    static Names of(Scenario scenario, ObjectValue report, ObjectValue drills) {
        Map<String, String> labels = new HashMap<>();
        report.objects("objective_breakdown")
                .forEach(it -> labels.put(PageText.text(it, "objective_id"), PageText.text(it, "label")));
        drills.objects("microdrills")
                .forEach(it -> labels.put(PageText.text(it, "microdrill_id"), PageText.text(it, "title")));
        Map<String, String> words = new HashMap<>();
        words.put("conditional_pass", "conditional pass");
        scenario.phases().forEach(phase -> words.put(phase, PageText.words(phase)));
        scenario.eventTypes().forEach(type -> words.put(type, PageText.words(type)));
        for (ObjectValue error : report.objects("critical_errors")) {
            String code = PageText.text(error, "code");
            words.put(code, PageText.words(code));
        }
        return new Names(labels, words);
    }

    /** What an objective or a drill is called; its id when it has no name. */
    String label(String id) {
        String label = labels.getOrDefault(id, "");
        return label.isEmpty() ? id : label;
    }

    /** A sentence with names for ids. */
    String in(String sentence) {
        return ID.matcher(sentence).replaceAll(found -> Matcher.quoteReplacement(name(found.group())));
    }

    private String name(String id) {
        return labels.containsKey(id) ? "“" + label(id) + "”" : words.getOrDefault(id, id);
    }
}
