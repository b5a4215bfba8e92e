package dev.candor.sessions;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.Wording;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A session event by event, or a piece of it. */
@Result
record SessionReplay(
        String sessionId,
        String scenarioId,
        @Doc("How many there are.") @Range(min = 1) long events,

        @Doc("The events asked for, in the order of time.") List<Step> steps,

        @Doc("Where to go on; absent when there is nothing more.")
        Optional<Long> nextOffset,

        @Doc("Each objective from first assessment over a drill to the repeated one, a line each.")
        List<String> lineage,

        @Doc("score_total, status and why of the whole session.")
        ObjectValue score,

        List<String> warnings) {

    /** An event. */
    @Result
    record Step(
            @Doc("Counted from 1.") long number,
            String eventId,
            @Doc("As it was written.") String timestamp,
            @Doc("Since the first event.") long offsetMs,
            String phase,
            String actorId,
            String eventType,
            String outcome,
            @Doc("What else it says.") String words,
            @Doc("After it.") BigDecimal score,

            @Doc("By how much that differs from before.") BigDecimal change,

            @Doc("What it did or did not count for.") List<String> why) {}

    void tell(Page page) {
        String total = score.members().get("score_total") instanceof NumberValue number ? number.text() : "?";
        page.line(sessionId + ", " + scenarioId + ": " + Wording.count(events, "event") + ", score " + total + " ("
                + score.text("status").orElse("?") + ")");
        page.lines(score.texts("why"));
        page.lines(lineage);
        warnings.forEach(warning -> page.line("warning: " + warning));
        page.line(Wording.count(steps.size(), "event") + " told"
                + nextOffset.map(next -> "; go on with offset " + next).orElse(", up to the last"));
    }
}
