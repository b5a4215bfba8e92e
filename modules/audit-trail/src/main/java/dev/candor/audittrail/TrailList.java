package dev.candor.audittrail;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Result;
import java.time.Instant;
import java.util.List;

/** The executions that somebody asked for, the latest first. */
@Result
record TrailList(
        @Doc("How many executions match, listed or not.") long total,
        List<Line> trails,
        @Doc("What is left out, a sentence each.") List<String> notes) {

    /** What the records of one execution add up to. */
    @Result
    record Line(
            String correlationId,
            @Doc("ISO 8601 in UTC.") Instant firstAt,
            Instant lastAt,
            @Doc("How many records it has.") long records,
            Outcome worstOutcome,
            String lastAction,
            @Doc("At most eight.") List<String> actors,
            @Doc("At most eight.") List<String> repos) {}
}
