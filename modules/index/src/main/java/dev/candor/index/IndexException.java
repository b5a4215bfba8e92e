package dev.candor.index;

import java.io.IOException;

/** The index cannot answer: DuckDB is missing, a query is wrong, or memory or time are used up. */
public final class IndexException extends IOException {
    private static final long serialVersionUID = 1L;

    IndexException(String sentence) {
        super(sentence);
    }

    IndexException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
