package dev.candor.orchestrationevents;

import java.time.Instant;

/**
 * One run of the table.
 *
 * @param repositoryQuarantined whether its repository is in quarantine, whichever run put it there
 */
record RunLine(RunKey key, RunState state, RunHistory history, boolean repositoryQuarantined) {
    Instant lastHeard() {
        return history.last().heard();
    }
}
