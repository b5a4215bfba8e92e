package dev.candor.insight;

import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Where questions get the runs from. */
public interface RunSource {
    /**
     * Visits the runs of all skills and items, by time, those of one time in the order of their log.
     *
     * @param last how many of each skill and item at most: the last ones
     */
    void visit(long last, Consumer<Run> visitor) throws IOException, ToolException;

    /** As {@link #visit(long, Consumer)}, and before each run how many there were. */
    default void visit(long last, Consumer<Run> visitor, LongConsumer counted) throws IOException, ToolException {
        long[] count = {0};
        visit(last, run -> {
            counted.accept(++count[0]);
            visitor.accept(run);
        });
    }

    /**
     * What was logged and is in no answer, a sentence each.
     *
     * @param since the time from which on runs are asked for; all of them without one
     */
    default List<String> gaps(Optional<Instant> since) throws IOException {
        return List.of();
    }

    /** The row of each of these runs, a JSON object; one without members when it was pruned meanwhile. */
    default Map<Run, String> rows(Collection<Run> runs) throws IOException {
        Map<Run, String> rows = new LinkedHashMap<>();
        runs.forEach(run -> rows.put(run, run.row()));
        return rows;
    }

    /**
     * Counts all runs, and goes through them in their order as far as the counter asks for it.
     *
     * @param since parts the runs before from those later
     */
    default void tally(Optional<Instant> since, RunCounter counter) throws IOException, ToolException {
        Map<Tally.Traits, Tally> tallies = new LinkedHashMap<>();
        List<Tally.Traits> order = new ArrayList<>();
        visit(Long.MAX_VALUE, run -> {
            Tally.Traits traits = Tally.Traits.of(run, since);
            Tally before = tallies.remove(traits);
            tallies.put(traits, before == null ? new Tally(run, traits.isInSpan(), 1, run.at()) : before.and(run));
            order.add(traits);
        });
        counter.count(List.copyOf(tallies.values()));
        List<Tally.Traits> places = List.copyOf(tallies.keySet());
        Map<Tally.Traits, Integer> indexes = new LinkedHashMap<>();
        places.forEach(traits -> indexes.put(traits, indexes.size()));
        for (int i = 0; i < order.size() && counter.needsOrder(); i++) {
            counter.next(indexes.getOrDefault(order.get(i), 0));
        }
    }

    /** Takes the runs as counts. */
    interface RunCounter {
        /** All runs, as many tallies as differ, in the order of their last runs. */
        void count(List<Tally> tallies);

        /** Whether the counts alone, and what came of the order so far, leave something open. */
        boolean needsOrder();

        /** The next run in the order of all runs, by the index of its tally. */
        void next(int tally);
    }
}
