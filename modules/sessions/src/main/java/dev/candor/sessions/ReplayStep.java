package dev.candor.sessions;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.sessions.event.CanonicalJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An event as a replay tells it. Its texts are those of whoever wrote the event: a door that shows them must not obey them.
 *
 * @param number counted from 1
 * @param timestamp as it was written
 * @param at the same moment
 * @param since the session's first event
 * @param words what the event says beside type, phase, actor and outcome: objective, target, error, details; may be empty
 * @param running the score after it
 * @param change by how much that differs from before
 * @param why what it did or did not count for, a sentence each
 */
public record ReplayStep(
        long number,
        String eventId,
        String timestamp,
        Instant at,
        Duration since,
        String phase,
        String actorId,
        String type,
        String outcome,
        String words,
        BigDecimal running,
        BigDecimal change,
        List<String> why) {

    public ReplayStep {
        why = List.copyOf(why);
    }

    /** How long after the first event: {@code 01:10.000}, or {@code 1:01:10.000} from an hour on. */
    public String clock() {
        String rest = String.format(Locale.ROOT, "%02d.%03d", since.toSecondsPart(), since.toMillisPart());
        return since.toHours() == 0
                ? String.format(Locale.ROOT, "%02d:%s", since.toMinutesPart(), rest)
                : String.format(Locale.ROOT, "%d:%02d:%s", since.toHours(), since.toMinutesPart(), rest);
    }

    /** By how much the score changed, with its sign: {@code +25}, {@code -20}, {@code 0}. */
    public String signedChange() {
        String text = CanonicalJson.number(change).text();
        return change.signum() > 0 ? "+" + text : text;
    }

    /** The score after it, in the one spelling of numbers. */
    public String score() {
        return CanonicalJson.number(running).text();
    }

    /** Whether it has to do with the score: it changed it, or there is a sentence why it did not. */
    public boolean bears() {
        return change.signum() != 0 || !why.isEmpty();
    }

    /** The step as one object, numbers in their one spelling. */
    public ObjectValue json() {
        return SessionReplayStepShape.INSTANCE.write(told());
    }

    SessionReplay.Step told() {
        return new SessionReplay.Step(
                number,
                eventId,
                timestamp,
                since.toMillis(),
                phase,
                actorId,
                type,
                outcome,
                words,
                CanonicalJson.number(running).number(),
                CanonicalJson.number(change).number(),
                why);
    }
}
