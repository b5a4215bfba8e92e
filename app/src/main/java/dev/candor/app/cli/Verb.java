package dev.candor.app.cli;

import dev.candor.app.cli.CommandTable.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One thing the command line can do. */
interface Verb {
    /** The exit code of arguments that cannot be read, where a contract does not say otherwise. */
    int USAGE_ERROR = 2;

    Manual manual();

    /**
     * Does it and returns the exit code.
     *
     * @throws UsageException when the arguments make no sense together
     */
    int run(Arguments arguments, Surroundings surroundings) throws UsageException;

    /**
     * A verb's name and how to make it: only the one that is asked for is made.
     *
     * @param summary one sentence for the help
     */
    record Entry(String name, Supplier<Verb> verb, Supplier<String> summary) {
        Entry(String name, Supplier<Verb> verb) {
            this(name, verb, () -> verb.get().manual().summary());
        }
    }

    /** The verbs that are written by hand, in the order that help shows them. */
    List<Entry> OWN = List.of(
            new Entry("run", RunVerb::new),
            new Entry("coverage", CoverageVerb::new),
            new Entry("validate", ValidateVerb::new),
            new Entry("ingest", IngestVerb::new),
            new Entry("import", ImportVerb::new),
            new Entry("hook", HookVerb::new),
            new Entry("schema", SchemaVerb::new),
            new Entry("exec", ExecVerb::new),
            new Entry("export", ExportVerb::new),
            new Entry("checkpoint", CheckpointVerb::new),
            new Entry("tee", TeeVerb::new),
            new Entry("sessions", SessionsVerb::new),
            new Entry("replay", ReplayVerb::new),
            new Entry("query", QueryVerb::new),
            new Entry("verify", VerifyVerb::new),
            new Entry("prune", PruneVerb::new),
            new Entry("backup", BackupVerb::new),
            new Entry("restore", RestoreVerb::new),
            new Entry("tool", ToolVerb::new),
            new Entry("setup", SetupVerb::new),
            new Entry("serve", ServeVerb::new),
            new Entry("mcp", McpVerb::new),
            new Entry("health", HealthVerb::new),
            new Entry("open", OpenVerb::new),
            new Entry("demo", DemoVerb::new),
            new Entry("version", VersionVerb::new),
            new Entry("completion", CompletionVerb::new),
            new Entry("help", HelpVerb::new));

    /** All verbs. */
    static List<Entry> all() {
        List<Entry> all = new ArrayList<>(OWN);
        all.addAll(CommandTable.entries());
        return all;
    }

    /**
     * The verb that arguments begin with, and the arguments behind it.
     *
     * @throws UsageException when they begin with none
     */
    static Found find(List<String> arguments) throws UsageException {
        String first = arguments.getFirst();
        for (Entry entry : OWN) {
            if (entry.name().equals(first)) {
                return new Found(entry.verb().get(), arguments.subList(1, arguments.size()));
            }
        }
        Optional<Found> found = CommandTable.find(arguments);
        if (found.isPresent()) {
            return found.get();
        }
        Set<String> seconds = CommandTable.secondWords(first);
        if (!seconds.isEmpty()) {
            return new Found(new NounVerb(first, seconds), arguments.subList(1, arguments.size()));
        }
        throw new UsageException(unknown(first));
    }

    /** The sentence about a verb that there is not, with the nearest one that there is. */
    static String unknown(String name) {
        return "there is no command '" + name + "'"
                + Nearest.hint(
                        name,
                        all().stream()
                                .map(entry -> entry.name().split(" ", 2)[0])
                                .distinct()
                                .toList());
    }
}
