package dev.candor.skillusage;

import dev.candor.validation.schema.CheckedRow;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Violation;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks the rows of an events file, hands the valid rows on and remembers the first invalid one. */
final class UsageRowVisitor {
    private final RowChecker rules;
    private final Consumer<CheckedRow> rows;
    private Optional<InvalidRowException> firstInvalid = Optional.empty();

    UsageRowVisitor(RowChecker rules, Consumer<CheckedRow> rows) {
        this.rules = rules;
        this.rows = rows;
    }

    /** Throws when there was an invalid row. */
    void requireAllValid() throws InvalidRowException {
        if (firstInvalid.isPresent()) {
            throw firstInvalid.get();
        }
    }

    /** Takes the row {@code bytes[from, to)}. */
    void row(long number, byte[] bytes, int from, int to, boolean tooLong) {
        if (firstInvalid.isPresent()) {
            return;
        }
        if (tooLong) {
            refuse(number, Violation.overlongLine());
            return;
        }
        CheckedRow row = rules.check(bytes, from, to);
        if (row.violations().isEmpty()) {
            rows.accept(row);
        } else {
            refuse(number, row.violations().getFirst());
        }
    }

    private void refuse(long line, Violation violation) {
        firstInvalid = Optional.of(new InvalidRowException(line, violation));
    }
}
