package dev.candor.app.cli;

import java.util.List;
import java.util.Optional;

/**
 * What a verb is and takes: from it come its help, the reading of its arguments and shell completion.
 *
 * @param operands what stands behind the flags, as a usage line shows it; empty for nothing
 * @param endsAtOperand whether everything from the first operand on belongs to it, flags of its own included
 * @param usageError the exit code of arguments that cannot be read
 * @param exitCodes code and meaning, a line each
 * @param examples commands to copy
 */
record Manual(
        String verb,
        String summary,
        Optional<String> operands,
        boolean endsAtOperand,
        List<Flag> flags,
        int usageError,
        List<String> exitCodes,
        List<String> examples) {

    private static final int HELP_COLUMN = 32;

    Optional<Flag> flag(String name) {
        return flags.stream().filter(flag -> flag.name().equals(name)).findFirst();
    }

    String help() {
        StringBuilder help = new StringBuilder();
        help.append(summary).append("\n\nUsage:\n  ").append(usage()).append('\n');
        if (!flags.isEmpty()) {
            help.append("\nFlags:\n");
            for (Flag flag : flags) {
                String name = "  " + flag.usage();
                help.append(name)
                        .repeat(' ', Math.max(2, HELP_COLUMN - name.length()))
                        .append(flag.explained())
                        .append('\n');
            }
        }
        section(help, "Exit codes", exitCodes);
        section(help, "Examples", examples);
        return help.toString();
    }

    private static void section(StringBuilder help, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            help.append('\n').append(title).append(":\n");
            lines.forEach(line -> help.append("  ").append(line).append('\n'));
        }
    }

    /** The command line in short. */
    String usage() {
        StringBuilder usage = new StringBuilder("candor ").append(verb);
        flags.stream().filter(Flag::required).forEach(flag -> usage.append(' ').append(flag.usage()));
        if (flags.stream().anyMatch(flag -> !flag.required())) {
            usage.append(" [FLAGS]");
        }
        operands.ifPresent(text -> usage.append(' ').append(text));
        return usage.toString();
    }
}
