package dev.candor.orchestrationevents;

import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Size;
import java.time.Duration;
import java.util.Optional;

/** Which runs are asked for: those that have all that is given. */
@Arguments
record RunQuery(
        @Doc("Only runs of this repository, by its exact name.") @Size(min = 1, max = 256)
        Optional<String> repository,

        @Doc("Only runs of this tool, by its exact name.") @Size(min = 1, max = 256)
        Optional<String> tool,

        @Doc("Only runs that this subsystem reports: orchestrator, clones, visitor, pip_updates, pypi or legatus.")
        @Size(min = 1, max = 64)
        Optional<String> source,

        @Doc("Only runs in this state.") Optional<RunState> state,

        @Doc("A run that was started or retried is lost after so much silence, in seconds (default 3600).")
        @Range(min = 1, max = 31_536_000)
        @Default("3600")
        Duration lostAfter,

        @Doc("How many runs are listed at most, the latest first (default 50).")
        @Range(min = 0, max = 1000)
        @Default("50")
        int limit) {}
