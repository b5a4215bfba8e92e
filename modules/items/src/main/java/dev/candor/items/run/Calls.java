package dev.candor.items.run;

/** How often a run used the two primitives. */
record Calls(long http, long subprocess) {
    Calls plus(Calls more) {
        return new Calls(http + more.http, subprocess + more.subprocess);
    }
}
