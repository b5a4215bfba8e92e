package dev.candor.app.cli;

import java.util.List;
import java.util.Optional;

/** {@code candor help}. */
final class HelpVerb implements Verb {
    private static final int SUMMARY_COLUMN = 24;
    private static final Flag MAN = Flag.choice("--man", "print all manuals as one page for man");

    @Override
    public Manual manual() {
        return new Manual(
                "help",
                "Show what candor can do, or the manual of one command.",
                Optional.of("[COMMAND]"),
                false,
                List.of(MAN),
                USAGE_ERROR,
                List.of("0  shown", "2  there is no such command"),
                List.of("candor help", "candor help run", "candor help --man | man -l -"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        String said = arguments.has(MAN.name())
                ? new ManPage().text()
                : arguments.operands().isEmpty()
                        ? overview()
                        : Verb.find(arguments.operands()).verb().manual().help();
        return surroundings.terminal().say(said.stripTrailing()) ? 0 : 1;
    }

    private static String overview() {
        StringBuilder text = new StringBuilder("""
                Candor records what AI agents run, and does not lie about it.

                Usage:
                  candor COMMAND [FLAGS]

                Commands:
                """);
        for (Entry entry : Verb.all()) {
            text.append("  ")
                    .append(entry.name())
                    .repeat(' ', Math.max(2, SUMMARY_COLUMN - entry.name().length()))
                    .append(entry.summary().get())
                    .append('\n');
        }
        text.append("""

                Also:
                  candor COMMAND --help    flags, exit codes and examples of a command
                  candor --version         the version

                Try it:
                  candor run --skill hello --events hello.jsonl --json -- echo hi
                """);
        return text.toString().stripTrailing();
    }
}
