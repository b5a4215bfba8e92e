package dev.candor.app.cli;

import java.util.List;
import java.util.Optional;

/** {@code candor help}. */
final class HelpVerb implements Verb {
    private static final int SUMMARY_COLUMN = 24;

    /** Verbs that somebody looks for in one place, by their first words. */
    private record Chapter(String title, List<String> words) {
        Chapter(String title, String... words) {
            this(title, List.of(words));
        }
    }

    private static final List<Chapter> CHAPTERS = List.of(
            new Chapter("Record what runs", "enable", "disable", "run", "coverage", "exec", "record"),
            new Chapter("Take in events", "ingest", "import", "hook", "tee", "validate", "schema", "quarantine"),
            new Chapter(
                    "Ask",
                    "stats",
                    "triage",
                    "slo",
                    "degraded",
                    "unused",
                    "runs",
                    "search",
                    "badge",
                    "status",
                    "items",
                    "skills",
                    "sessions",
                    "replay",
                    "agents",
                    "trails",
                    "orchestration",
                    "query"),
            new Chapter("Hand on and prove", "export", "verify"),
            new Chapter("Show and serve", "open", "demo", "setup", "doctor", "mcp", "serve", "health", "tool"),
            new Chapter("Keep house", "backup", "restore", "checkpoint", "prune", "clear"),
            new Chapter("Candor itself", "version", "completion", "help"));

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
        if (arguments.has(MAN.name()) && !arguments.operands().isEmpty()) {
            throw new UsageException("the flag " + MAN.name() + " prints all manuals; omit '"
                    + arguments.operands().getFirst() + "'");
        }
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
                """);
        List<Entry> entries = Verb.all();
        for (Chapter chapter : CHAPTERS) {
            text.append('\n').append(chapter.title()).append(":\n");
            for (String word : chapter.words()) {
                for (Entry entry : entries) {
                    if ((entry.name() + " ").startsWith(word + " ")) {
                        text.append("  ").append(entry.name());
                        text.repeat(
                                ' ', Math.max(2, SUMMARY_COLUMN - entry.name().length()));
                        text.append(entry.summary().get()).append('\n');
                    }
                }
            }
        }
        text.append("""

                More:
                  candor COMMAND --help    flags, exit codes and examples of a command

                Try it:
                  candor run --skill hello --events hello.jsonl --json -- echo hi
                """);
        return text.toString().stripTrailing();
    }
}
