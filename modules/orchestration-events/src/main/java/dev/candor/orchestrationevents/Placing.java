package dev.candor.orchestrationevents;

/** Gives events that belong together their places. Not for two threads. */
final class Placing {
    private long number;

    /** The event that the log tells next, in its place. */
    Placed next(OrchestrationEvent event) {
        return new Placed(event, event.at(), number++);
    }
}
