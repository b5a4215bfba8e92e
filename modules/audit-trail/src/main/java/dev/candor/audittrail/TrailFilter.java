package dev.candor.audittrail;

import java.time.Instant;
import java.util.Optional;

/**
 * Which executions are asked for: those with a record that has all of actor, action, repository and time that are given,
 * and the worst outcome that is given.
 *
 * @param actor exactly, or the part before its colon: {@code workflow} is every workflow
 * @param action exactly, or a namespace of it: {@code repo.prepare} is everything in it
 * @param repo {@code owner/name}, in small or capital letters
 * @param outcome the worst of an execution's records
 * @param since the record was made then or later
 * @param until the record was made before
 * @param limit how many are told at most, 0 to {@value #MOST}
 */
public record TrailFilter(
        Optional<String> actor,
        Optional<String> action,
        Optional<String> repo,
        Optional<Outcome> outcome,
        Optional<Instant> since,
        Optional<Instant> until,
        int limit) {
    /** The most executions that are told at once. */
    public static final int MOST = 1000;

    /** How many are told unless somebody says otherwise. */
    public static final int USUAL = 50;

    public TrailFilter {
        if (limit < 0 || limit > MOST) {
            throw new IllegalArgumentException("the limit must be 0 to " + MOST + ", found " + limit);
        }
    }

    /** All executions, as usual. */
    public static TrailFilter all() {
        return new TrailFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                USUAL);
    }

    boolean wants(RecordHead head) {
        return isOrBeginsWith(actor, ":", head.actor())
                && isOrBeginsWith(action, ".", head.action())
                && repo.filter(wanted -> !wanted.equalsIgnoreCase(head.repo())).isEmpty()
                && since.filter(head.at()::isBefore).isEmpty()
                && until.filter(end -> !head.at().isBefore(end)).isEmpty();
    }

    private static boolean isOrBeginsWith(Optional<String> wanted, String separator, String found) {
        if (wanted.isEmpty() || found.equals(wanted.get())) {
            return true;
        }
        return found.startsWith(wanted.get() + separator);
    }
}
