package dev.candor.app.http.page;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Refused rows with one code.
 *
 * @param contracts of which they should have been
 * @param sentence of the newest of them
 */
record QuarantineGroup(String code, long rows, String contracts, String sentence) {
    /** Of rows, the most first. */
    static List<QuarantineGroup> of(List<ObjectValue> rows) {
        Map<String, List<ObjectValue>> byCode = rows.stream()
                .collect(Collectors.groupingBy(row -> Format.text(row, "code"), TreeMap::new, Collectors.toList()));
        List<QuarantineGroup> groups = new ArrayList<>();
        byCode.forEach((code, own) -> groups.add(new QuarantineGroup(
                code,
                own.size(),
                own.stream()
                        .map(row -> row.text("contract").orElse("an unknown contract"))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ")),
                Format.text(own.getFirst(), "sentence"))));
        groups.sort((one, other) -> Long.compare(other.rows(), one.rows()));
        return groups;
    }
}
