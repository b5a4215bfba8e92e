package dev.candor.skillusage;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often the required skills occur.
 *
 * @param total rows in the file or log
 * @param window rows that were counted: the last ones
 * @param skills in the order of the request
 */
public record CoverageReport(CoverageRequest request, long total, long window, List<SkillCount> skills) {
    /** One required skill and how many counted rows name it. */
    public record SkillCount(String skill, long count, boolean covered) {}

    /** Whether every required skill is covered. */
    public boolean covered() {
        return missing().isEmpty();
    }

    /** The skills that are not covered, in the order of the request. */
    public List<String> missing() {
        return skills.stream()
                .filter(skill -> !skill.covered())
                .map(SkillCount::skill)
                .toList();
    }

    /**
     * The report for scripts: indented JSON, names sorted.
     *
     * @param eventsPath the events file as the caller named it, or {@link CentralUsageLog#NAME}
     */
    public String json(String eventsPath, long schemaVersion) {
        Map<String, JsonValue> members = new TreeMap<>();
        members.put("coverage", JsonValue.of(skills.stream().map(this::json).toList()));
        members.put("covered", JsonValue.of(covered()));
        members.put("events_path", JsonValue.of(eventsPath));
        members.put("events_total", JsonValue.of(total));
        members.put("events_window", JsonValue.of(window));
        members.put("last_n", JsonValue.of(request.lastRows()));
        members.put("min_events_per_skill", JsonValue.of(request.minEvents()));
        members.put("missing_skills", texts(missing()));
        members.put("required_skills", texts(request.skills()));
        members.put("schema_version", JsonValue.of(schemaVersion));
        return JsonWriter.indented(new ObjectValue(members));
    }

    private JsonValue json(SkillCount skill) {
        return new ObjectValue(Map.of(
                "count", JsonValue.of(skill.count()),
                "covered", JsonValue.of(skill.covered()),
                "min_required", JsonValue.of(request.minEvents()),
                "skill", JsonValue.of(skill.skill())));
    }

    private static JsonValue texts(List<String> texts) {
        List<JsonValue> values = new ArrayList<>();
        texts.forEach(text -> values.add(JsonValue.of(text)));
        return JsonValue.of(values);
    }
}
