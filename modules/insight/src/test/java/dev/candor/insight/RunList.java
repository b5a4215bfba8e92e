package dev.candor.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs in a list, given as the index gives them: the last ones of each skill and item. */
record RunList(List<Run> runs) implements RunSource {
    @Override
    public void visit(long last, Consumer<Run> visitor) {
        Map<Subject, Long> seen = new HashMap<>();
        List<Run> visited = new ArrayList<>();
        for (Run run : runs.reversed()) {
            if (seen.merge(run.subject(), 1L, Long::sum) <= last) {
                visited.add(run);
            }
        }
        Collections.reverse(visited);
        visited.forEach(visitor);
    }
}
