package dev.candor.execution.internal;

/** How often a run used the two primitives. */
record Calls(long http, long subprocess) {
    Calls plus(Calls more) {
        return new Calls(http + more.http, subprocess + more.subprocess);
    }
}
