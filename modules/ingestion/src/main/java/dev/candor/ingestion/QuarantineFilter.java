package dev.candor.ingestion;

import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.Schema.Words;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which entries of the quarantine are meant: those that fit everything that is said here.
 *
 * @param contract of the contract of this id; {@value #UNKNOWN} for those of none
 * @param ids these; any when empty
 */
@Arguments
public record QuarantineFilter(
        @Doc("Only entries refused with this code, as SCHEMA_REQUIRED.") @Size(min = 1, max = 64)
        Optional<String> code,

        @Doc("Only entries of this contract; unknown for those whose contract could not be told.")
        @Words({"skill-usage", "orchestration", "session", "audit", "execution", "agent", UNKNOWN})
        Optional<String> contract,

        @Doc("Only entries that came from there, as http or file:events.jsonl.") @Size(min = 1, max = 512)
        Optional<String> source,

        @Doc("Only entries refused then or later: 2026-11-20T10:00:00Z, 2026-11-20 (UTC) or how long ago (7d).")
        @Size(min = 2, max = 40)
        Optional<Instant> since,

        @Doc("Only entries refused before then.") @Size(min = 2, max = 40)
        Optional<Instant> until,

        @Doc("Only these entries.") @Size(min = 1, max = 1000)
        List<@Size(min = 1, max = 128) String> ids) {
    /** Says that no contract is known. */
    public static final String UNKNOWN = "unknown";

    public QuarantineFilter {
        ids = List.copyOf(ids);
    }

    /** Everything. */
    public static QuarantineFilter all() {
        return of();
    }

    /** The entries of these ids; all when there are none. */
    public static QuarantineFilter of(String... ids) {
        return new QuarantineFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(ids));
    }

    /** Whether it leaves nothing out. */
    public boolean isAll() {
        return equals(all());
    }

    Predicate<QuarantineEntry> fits() {
        Set<String> named = Set.copyOf(ids);
        return entry -> (named.isEmpty() || named.contains(entry.id()))
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
