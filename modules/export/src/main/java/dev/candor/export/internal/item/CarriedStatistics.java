package dev.candor.export.internal.item;

import dev.candor.aggregatestore.ItemStats;
import dev.candor.aggregatestore.RunStats;
import dev.candor.items.file.ItemStatistics;
import java.math.BigDecimal;
import java.util.Optional;

/** What an item carries of its statistics in its own file. */
public final class CarriedStatistics {
    private CarriedStatistics() {}

    /** The statistics; empty when the item never ran: all six keys are about runs. */
    public static Optional<ItemStatistics> of(ItemStats item) {
        return item.runs().filter(runs -> runs.totalRuns() > 0).map(CarriedStatistics::of);
    }

    private static ItemStatistics of(RunStats runs) {
        return new ItemStatistics(
                runs.totalRuns(),
                runs.successCount(),
                runs.failureCount(),
                BigDecimal.valueOf(runs.successRate().orElse(0.0)),
                BigDecimal.valueOf(runs.avgDurationMs()),
                Timestamp.of(runs.lastRun()));
    }
}
