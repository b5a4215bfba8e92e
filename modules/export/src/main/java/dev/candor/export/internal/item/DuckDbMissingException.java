package dev.candor.export.internal.item;

import dev.candor.foundation.files.Reasons;

/** DuckDB is not on the class path, or its library cannot be loaded. The message says why. */
public final class DuckDbMissingException extends Exception {
    private static final long serialVersionUID = 1L;

    DuckDbMissingException(Throwable cause) {
        super(innermost(cause), cause);
    }

    /** What stands below it only says that a class could not be initialized. */
    private static String innermost(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return Reasons.of(at).lines().findFirst().orElse("");
    }
}
