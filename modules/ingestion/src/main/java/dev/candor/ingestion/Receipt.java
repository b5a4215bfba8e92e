package dev.candor.ingestion;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.capability.Schema.Size;
import dev.candor.foundation.capability.Schema.Unwritten;
import java.util.List;
import java.util.Optional;

/**
 * What became of the rows that were handed over: {@code received = accepted + duplicate + quarantined}, always.
 *
 * @param end why they were not taken to their end, if so; each door says it in its own way
 */
@Result
public record Receipt(
        @Doc("How many rows there were: accepted + duplicate + quarantined.") @Range(min = 0)
        long received,

        @Doc("On disk now.") @Range(min = 0) long accepted,
        @Doc("Taken before, by whomever.") @Range(min = 0) long duplicate,
        @Doc("Refused, and in quarantine.") @Range(min = 0) long quarantined,

        @Doc("Each row that was not simply accepted.") @Size(max = MAX_ROWS)
        List<RowNote> rows,

        @Doc("How many more rows there were to speak of.") @Range(min = 1)
        Optional<Long> omitted,

        @Unwritten Optional<EarlyEnd> end) {
    /** How many rows are spoken of one by one. */
    public static final int MAX_ROWS = 1000;

    /** Of nothing. */
    public static final Receipt EMPTY = new Receipt(0, 0, 0, 0, List.of(), Optional.empty());

    /** Of rows that were taken to their end. */
    public Receipt(
            long received,
            long accepted,
            long duplicate,
            long quarantined,
            List<RowNote> rows,
            Optional<Long> omitted) {
        this(received, accepted, duplicate, quarantined, rows, omitted, Optional.empty());
    }

    public Receipt {
        if (received != accepted + duplicate + quarantined) {
            throw new IllegalArgumentException("received must be accepted + duplicate + quarantined, found " + received
                    + " and " + accepted + " + " + duplicate + " + " + quarantined);
        }
        rows = List.copyOf(rows);
    }

    /** What became of a row. */
    public enum Status {
        ACCEPTED,
        DUPLICATE,
        QUARANTINED
    }

    /** A row that was not simply accepted. */
    @Result
    public record RowNote(
            @Doc("Its line or place, counted from 1.") @Range(min = 1)
            long line,

            @Doc("accepted here means with a warning.") Status status,
            @Doc("Why; stable.") String code,
            @Doc("JSON pointer to the value it is about.") String pointer,
            @Doc("Why, for a person.") String sentence) {}
}
