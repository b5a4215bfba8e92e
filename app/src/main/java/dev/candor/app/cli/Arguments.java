package dev.candor.app.cli;

import dev.candor.foundation.capability.Durations;
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
    /** The longest time that a command may be waited for. */
    static final Duration MAX_TIMEOUT = Duration.ofDays(365);

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
                String words = flag.words().isEmpty() ? "" : " (" + String.join(", ", flag.words()) + ")";
                throw new UsageException("the flag " + flag.usage() + words
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

    /** The one item id, which stands as operand or behind a flag. */
    String itemId(String verb) throws UsageException {
        List<String> ids = new ArrayList<>(operands());
        text("--item-id").ifPresent(ids::add);
        if (ids.size() != 1) {
            throw new UsageException(verb + " needs the id of one item, as in candor " + verb
                    + " core/create_tool, found " + (ids.isEmpty() ? "none" : String.join(" and ", ids)));
        }
        return ids.getFirst();
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
        return text.isPresent() ? whole(flag, text.get()) : absent;
    }

    static long whole(String flag, String text) throws UsageException {
        return Numbers.whole(text)
                .orElseThrow(() -> new UsageException("the flag " + flag + " needs a whole number, found '" + text + "'"
                        + (Numbers.decimal(text).isPresent() ? "; round it first" : "")));
    }

    /** A duration with its unit, or a plain number of seconds, fractions allowed; empty when the flag is absent or says 0. */
    Optional<Duration> duration(String flag, Duration most) throws UsageException {
        Optional<String> text = text(flag);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = Durations.parse(text.get())
                .or(() -> Numbers.decimal(text.get())
                        .filter(seconds ->
                                seconds.signum() >= 0 && seconds.compareTo(BigDecimal.valueOf(most.toSeconds())) <= 0)
                        .map(Arguments::seconds));
        if (duration.isEmpty() || duration.get().compareTo(most) > 0) {
            throw new UsageException("the flag " + flag + " needs a duration such as " + Durations.EXAMPLES
                    + ", or seconds such as 2.5, at most " + most.toDays() + "d; found '" + text.get() + "'");
        }
        return duration.filter(Duration::isPositive);
    }

    /** At least a nanosecond, unless it is none at all. */
    private static Duration seconds(BigDecimal seconds) {
        return seconds.signum() == 0
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(1, seconds.movePointRight(9).longValue()));
    }

    List<String> operands() {
        return operands;
    }
}
