package dev.candor.export;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the statistics of all items can be exported as. */
public enum ItemsFormat {
    /** One object with a list of items, each with what a registry may be told of it. */
    JSON,
    /** One row per item. */
    CSV,
    /** One object a line, as in JSON. */
    NDJSON,
    /** Typed columns; no text. */
    PARQUET;

    /** The format of that word. */
    public static Optional<ItemsFormat> of(String word) {
        return Stream.of(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    /** How a command line writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
