package dev.candor.app;

import dev.candor.aggregatestore.AggregateStore;
import dev.candor.aggregatestore.Execution;
import dev.candor.aggregatestore.ItemType;
import dev.candor.items.run.RunRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Puts what was run into the store: the two modules do not know each other. */
final class StoreRecorder implements RunRecorder {
    private final AggregateStore store;

    StoreRecorder(AggregateStore store) {
        this.store = store;
    }

    @Override
    public boolean run(ItemRun run) throws IOException {
        return store.recordExecution(new Execution(
                run.itemId(),
                ItemType.of(run.itemType()).orElseThrow(),
                outcome(run.outcome()),
                run.duration().toMillis(),
                run.httpCalls(),
                run.subprocessCalls(),
                run.error(),
                Optional.of(run.path().toString()),
                run.traceparent()));
    }

    private static dev.candor.aggregatestore.Outcome outcome(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> dev.candor.aggregatestore.Outcome.SUCCESS;
            case FAILURE -> dev.candor.aggregatestore.Outcome.FAILURE;
            case TIMEOUT -> dev.candor.aggregatestore.Outcome.TIMEOUT;
            case CANCELLED -> dev.candor.aggregatestore.Outcome.CANCELLED;
        };
    }

    @Override
    public boolean access(String itemId, Path path, Optional<String> traceparent) throws IOException {
        return store.recordAccess(itemId, Optional.of(path.toString()), traceparent);
    }
}
