package dev.candor.app.cli;

import dev.candor.foundation.text.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a verb, read as its manual says. A flag given twice counts as given last, unless it is repeatable;
 * one given with an empty value counts as not given.
 */
final class Arguments {
    private static final int LONGEST_SECONDS = 31_536_000;

    private final Map<String, List<String>> values = new HashMap<>();
    private final Set<String> empty = new HashSet<>();
    private final List<String> operands = new ArrayList<>();

    private boolean helpWanted;

    private Arguments() {}

    /**
     * Reads the arguments behind the verb.
     *
     * @throws UsageException when a flag is unknown, lacks its value or is missing
     */
    static Arguments read(Manual manual, List<String> arguments) throws UsageException {
        Arguments read = new Arguments();
        boolean onlyOperands = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (onlyOperands || !argument.startsWith("-") || argument.equals("-")) {
                onlyOperands |= manual.endsAtOperand();
                read.operands.add(argument);
            } else if (argument.equals("--")) {
                onlyOperands = true;
            } else if (argument.equals("--help") || argument.equals("-h")) {
                read.helpWanted = true;
                return read;
            } else {
                i += read.flag(manual, argument, arguments.subList(i + 1, arguments.size()));
            }
        }
        for (Flag flag : manual.flags()) {
            if (flag.required() && !read.has(flag.name())) {
                throw new UsageException("the flag " + flag.usage()
                        + (read.empty.contains(flag.name()) ? " needs a value, found an empty one" : " is missing"));
            }
        }
        if (manual.operands().isEmpty() && !read.operands.isEmpty()) {
            throw new UsageException("'" + read.operands.getFirst() + "' is not expected: candor " + manual.verb()
                    + " takes flags only");
        }
        return read;
    }

    /** Takes one flag; returns how many of the arguments behind it belong to it. */
    private int flag(Manual manual, String argument, List<String> behind) throws UsageException {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        Optional<Flag> known = manual.flag(name);
        if (known.isEmpty()) {
            List<String> names = manual.flags().stream().map(Flag::name).toList();
            throw new UsageException("the flag " + name + " is unknown" + Nearest.hint(name, names));
        }
        if (known.get().value().isEmpty()) {
            if (equals >= 0) {
                throw new UsageException("the flag " + name + " takes no value");
            }
            values.put(name, List.of());
            return 0;
        }
        if (equals < 0 && behind.isEmpty()) {
            throw new UsageException("the flag " + known.get().usage() + " lacks its value");
        }
        String value = equals < 0 ? behind.getFirst() : argument.substring(equals + 1);
        if (!Surroundings.isText(value)) {
            throw new UsageException("the value of the flag " + name + " is not valid UTF-8");
        }
        if (value.isEmpty()) {
            empty.add(name);
        } else if (known.get().repeatable()) {
            values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        } else {
            values.put(name, List.of(value));
        }
        return equals < 0 ? 1 : 0;
    }

    /** Whether the manual is asked for instead; then nothing else was read. */
    boolean helpWanted() {
        return helpWanted;
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    Optional<String> text(String flag) {
        List<String> texts = texts(flag);
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.getFirst());
    }

    String text(String flag, String absent) {
        List<String> texts = texts(flag);
        return texts.isEmpty() ? absent : texts.getFirst();
    }

    /** All values of a repeatable flag, in their order. */
    List<String> texts(String flag) {
        return values.getOrDefault(flag, List.of());
    }

    /**
     * For what must not do more because a variable was unset: removing, replaying, allowing.
     *
     * @throws UsageException when one of these flags was given an empty value
     */
    void mustNotBeEmpty(String... flags) throws UsageException {
        for (String flag : flags) {
            if (empty.contains(flag)) {
                throw new UsageException("the flag " + flag + " has an empty value, and without it more would be"
                        + " affected; give a value, or omit the flag");
            }
        }
    }

    long number(String flag, long absent) throws UsageException {
        Optional<String> text = text(flag);
        if (text.isEmpty()) {
            return absent;
        }
        return Numbers.whole(text.get())
                .orElseThrow(() -> new UsageException("the flag " + flag + " needs a whole number, found '" + text.get()
                        + "'" + (Numbers.decimal(text.get()).isPresent() ? "; round it first" : "")));
    }

    /** A number of seconds, fractions allowed; empty when the flag is absent or says 0. */
    Optional<Duration> seconds(String flag) throws UsageException {
        Optional<String> text = text(flag);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> seconds = Numbers.decimal(text.get());
        if (seconds.isPresent()
                && seconds.get().signum() >= 0
                && seconds.get().compareTo(BigDecimal.valueOf(LONGEST_SECONDS)) <= 0) {
            long nanos = seconds.get().movePointRight(9).longValue();
            return seconds.get().signum() == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(1, nanos)));
        }
        throw new UsageException("the flag " + flag + " needs seconds from 0 to " + LONGEST_SECONDS
                + ", for instance 2.5, found '" + text.get() + "'");
    }

    List<String> operands() {
        return operands;
    }
}
