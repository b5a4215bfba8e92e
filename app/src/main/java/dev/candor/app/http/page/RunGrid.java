package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The latest attempt of each repository and tool.
 *
 * @param columns the tools, or phases where there is no tool
 * @param rows by repository, then by column
 */
record RunGrid(List<String> columns, SortedMap<String, SortedMap<String, ObjectValue>> rows) {
    /** Of runs as they are listed. */
    static RunGrid of(List<ObjectValue> runs) {
        SortedMap<String, SortedMap<String, ObjectValue>> rows = new TreeMap<>();
        for (ObjectValue run : runs) {
            String column = run.text("tool").orElse(Format.text(run, "phase"));
            rows.computeIfAbsent(run.text("repository").orElse("(all)"), repository -> new TreeMap<>())
                    .merge(column, run, RunGrid::later);
        }
        return new RunGrid(
                rows.values().stream()
                        .map(Map::keySet)
                        .flatMap(java.util.Set::stream)
                        .distinct()
                        .sorted()
                        .toList(),
                rows);
    }

    private static ObjectValue later(ObjectValue one, ObjectValue other) {
        return Format.text(one, "last_at").compareTo(Format.text(other, "last_at")) >= 0 ? one : other;
    }
}
