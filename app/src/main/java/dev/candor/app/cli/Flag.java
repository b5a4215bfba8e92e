package dev.candor.app.cli;

import java.util.List;
import java.util.Optional;

/**
 * A flag of a verb. Given with an empty value it counts as not given: a script whose variable is unset means that.
 *
 * @param name with its dashes: {@code --events}
 * @param value what stands behind it, in capitals: {@code FILE}; empty for a switch
 * @param required whether the verb cannot do without
 * @param repeatable whether each value counts when it is given several times, not only the last
 * @param help what it does, with its default, in one line
 * @param words the values there are, when there are few
 */
record Flag(
        String name, Optional<String> value, boolean required, boolean repeatable, String help, List<String> words) {
    static final String FILE = "FILE";
    static final String DIR = "DIR";

    /** Names other rules than the built-in ones; see {@link Surroundings#rules}. */
    static final Flag SCHEMA = optional("--schema", FILE, "check rows by this JSON Schema (default: built in)");

    /** Names another dictionary than the built-in one; see {@link Surroundings#rules}. */
    static final Flag REASON_CODES = optional("--reason-codes", FILE, "use this dictionary (default: built in)");

    static Flag required(String name, String value, String help) {
        return new Flag(name, Optional.of(value), true, false, help, List.of());
    }

    static Flag optional(String name, String value, String help) {
        return new Flag(name, Optional.of(value), false, false, help, List.of());
    }

    /** With the values that there are, for completion. */
    Flag of(String... values) {
        return new Flag(name, value, required, repeatable, help, List.of(values));
    }

    static Flag repeatable(String name, String value, String help) {
        return new Flag(name, Optional.of(value), false, true, help, List.of());
    }

    static Flag choice(String name, String help) {
        return new Flag(name, Optional.empty(), false, false, help, List.of());
    }

    /** What it does, with what the manual can tell by itself: the values that it names nowhere, whether it is repeatable. */
    String explained() {
        boolean named = words.stream().allMatch(help::contains);
        return help
                + (required ? " (required)" : "")
                + (named ? "" : ": " + String.join(", ", words))
                + (repeatable ? "; may be repeated" : "");
    }

    /** As a usage line shows it. */
    String usage() {
        return name + value.map(v -> " " + v).orElse("");
    }
}
