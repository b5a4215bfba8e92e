package dev.candor.validation.schema;

import java.util.List;
import java.util.Optional;

/** What a {@link RowChecker} found out about one row. */
public interface CheckedRow {
    /** The reasons to refuse it, in the order they were met; empty when the row keeps its contract. */
    List<Violation> violations();

    /** The text of a top-level property that the checker was asked to read, when it is a string. */
    Optional<String> text(String property);
}
