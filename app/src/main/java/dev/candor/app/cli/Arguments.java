package dev.candor.app.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a verb, read as its manual says. A flag given twice counts as given last. */
final class Arguments {
    private static final int LONGEST_SECONDS = 31_536_000;

    private final Map<String, String> values = new HashMap<>();
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
                throw new UsageException("the flag " + flag.usage() + " is missing");
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
            values.put(name, "");
            return 0;
        }
        if (equals < 0 && behind.isEmpty()) {
            throw new UsageException("the flag " + known.get().usage() + " lacks its value");
        }
        String value = equals < 0 ? behind.getFirst() : argument.substring(equals + 1);
        if (!Surroundings.isText(value)) {
            throw new UsageException("the value of the flag " + name + " is not valid UTF-8");
        }
        if (value.isEmpty() && known.get().takesPath()) {
            throw new UsageException("the flag " + known.get().usage() + " needs a path, found an empty one");
        }
        values.put(name, value);
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
        return Optional.ofNullable(values.get(flag));
    }

    String text(String flag, String absent) {
        return values.getOrDefault(flag, absent);
    }

    long number(String flag, long absent) throws UsageException {
        String text = values.get(flag);
        if (text == null) {
            return absent;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UsageException("the flag " + flag + " needs a whole number, found '" + text + "'");
        }
    }

    /** A number of seconds, fractions allowed; empty when the flag is absent or says 0. */
    Optional<Duration> seconds(String flag) throws UsageException {
        String text = values.get(flag);
        if (text == null) {
            return Optional.empty();
        }
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.signum() >= 0 && seconds.compareTo(BigDecimal.valueOf(LONGEST_SECONDS)) <= 0) {
                long nanos = seconds.movePointRight(9).longValue();
                return seconds.signum() == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(1, nanos)));
            }
        } catch (NumberFormatException e) {
            // refused below, together with numbers out of bounds
        }
        throw new UsageException("the flag " + flag + " needs seconds from 0 to " + LONGEST_SECONDS
                + ", for instance 2.5, found '" + text + "'");
    }

    List<String> operands() {
        return operands;
    }
}
