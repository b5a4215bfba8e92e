package dev.candor.app.rest;

import dev.candor.validation.schema.Violation;
import java.util.List;

/** What a request said, as a sentence about it shows it: short, quoted, on one line. */
final class Found {
    private Found() {}

    static String of(List<String> values) {
        return switch (values.size()) {
            case 0 -> "none";
            case 1 -> Violation.quoted(values.getFirst());
            default -> values.size() + " of them";
        };
    }
}
