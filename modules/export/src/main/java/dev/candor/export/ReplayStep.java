package dev.candor.export;

import java.math.BigDecimal;
import java.util.List;

/**
 * An event as a replay tells it.
 *
 * @param number counted from 1
 * @param timestamp as it was written
 * @param words what the event says beside type, phase, actor and outcome: objective, target, error, details; may be empty
 * @param running the score after it
 * @param change by how much that differs from before
 * @param why what it did or did not count for, a sentence each
 */
public record ReplayStep(
        long number,
        String eventId,
        String timestamp,
        String phase,
        String actorId,
        String type,
        String outcome,
        String words,
        BigDecimal running,
        BigDecimal change,
        List<String> why) {}
