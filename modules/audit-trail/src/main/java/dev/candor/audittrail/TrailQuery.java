package dev.candor.audittrail;

import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Default;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Size;
import java.time.Instant;
import java.util.Optional;

/**
 * Which executions are asked for: those with a record that has all of actor, action, repository, time and outcome that are
 * given. Nearly every execution has a record of success, so who asks for that means those that have no other.
 */
@Arguments
record TrailQuery(
        @Doc("Who acted: exactly, or the part before the colon (workflow).") @Size(min = 1, max = 256)
        Optional<String> actor,

        @Doc("What was done: exactly, or a namespace (repo.prepare).") @Size(min = 1, max = 256)
        Optional<String> action,

        @Doc("The repository, as owner/name.") @Size(min = 1, max = 256)
        Optional<String> repo,

        @Doc("How such a record ended; success asks for executions in which every record did.")
        Optional<Outcome> outcome,

        @Doc("Records made then or later: a day (2026-11-20), a moment (2026-11-20T08:00:00Z) or how long ago (7d).")
        @Size(min = 2, max = 40)
        Optional<Instant> since,

        @Doc("Records made before that: a day, a moment or how long ago.") @Size(min = 2, max = 40)
        Optional<Instant> until,

        @Doc("How many are listed at most (default 50).") @Range(min = 0, max = 1000) @Default("50")
        int limit) {}
