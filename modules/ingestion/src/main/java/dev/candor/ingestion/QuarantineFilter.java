package dev.candor.ingestion;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries of the quarantine are meant: those that fit everything that is said here.
 *
 * @param ids these; any when empty
 * @param code refused with this code
 * @param contract of the contract of this id; {@value #UNKNOWN} for those of none
 * @param source from there
 * @param since refused then or later
 * @param until refused before then
 */
public record QuarantineFilter(
        Set<String> ids,
        Optional<String> code,
        Optional<String> contract,
        Optional<String> source,
        Optional<Instant> since,
        Optional<Instant> until) {
    /** Says that no contract is known. */
    public static final String UNKNOWN = "unknown";

    public QuarantineFilter {
        ids = Set.copyOf(ids);
    }

    /** Everything. */
    public static QuarantineFilter all() {
        return of(Set.of());
    }

    /** The entries of these ids; all when there are none. */
    public static QuarantineFilter of(Set<String> ids) {
        return new QuarantineFilter(
                ids, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether it leaves nothing out. */
    public boolean isAll() {
        return equals(all());
    }

    boolean fits(QuarantineEntry entry) {
        return (ids.isEmpty() || ids.contains(entry.id()))
                && isOrAny(code, entry.code())
                && isOrAny(contract, entry.contract().orElse(UNKNOWN))
                && isOrAny(source, entry.source())
                && ((since.isEmpty() && until.isEmpty()) || fits(entry.time()));
    }

    private static boolean isOrAny(Optional<String> wanted, String found) {
        return wanted.isEmpty() || wanted.get().equals(found);
    }

    private boolean fits(String time) {
        try {
            Instant refused = Instant.parse(time);
            return (since.isEmpty() || !refused.isBefore(since.get()))
                    && (until.isEmpty() || refused.isBefore(until.get()));
        } catch (DateTimeException damaged) {
            return false;
        }
    }
}
