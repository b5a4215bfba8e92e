package dev.candor.app.cli;

import java.util.List;
import java.util.Optional;
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

    /** A verb's name and how to make it: only the one that is asked for is made. */
    record Entry(String name, Supplier<Verb> verb) {}

    /** All verbs, in the order that help shows them. */
    List<Entry> ALL = List.of(
            new Entry("run", RunVerb::new),
            new Entry("coverage", CoverageVerb::new),
            new Entry("validate", ValidateVerb::new),
            new Entry("ingest", IngestVerb::new),
            new Entry("schema", SchemaVerb::new),
            new Entry("enable", () -> new SwitchVerb(true)),
            new Entry("disable", () -> new SwitchVerb(false)),
            new Entry("status", StatusVerb::new),
            new Entry("record", RecordVerb::new),
            new Entry("exec", ExecVerb::new),
            new Entry("export", ExportVerb::new),
            new Entry("clear", ClearVerb::new),
            new Entry("checkpoint", CheckpointVerb::new),
            new Entry("quarantine", QuarantineVerb::new),
            new Entry("tee", TeeVerb::new),
            new Entry("orchestration", OrchestrationVerb::new),
            new Entry("trail", TrailVerb::new),
            new Entry("sessions", SessionsVerb::new),
            new Entry("replay", ReplayVerb::new),
            new Entry("verify", VerifyVerb::new),
            new Entry("prune", PruneVerb::new),
            new Entry("tool", ToolVerb::new),
            new Entry("serve", ServeVerb::new),
            new Entry("mcp", McpVerb::new),
            new Entry("health", HealthVerb::new),
            new Entry("completion", CompletionVerb::new),
            new Entry("help", HelpVerb::new));

    static Optional<Verb> named(String name) {
        return ALL.stream()
                .filter(entry -> entry.name().equals(name))
                .map(entry -> entry.verb().get())
                .findFirst();
    }

    /** The sentence about a verb that there is not, with the nearest one that there is. */
    static String unknown(String name) {
        return "there is no command '" + name + "'"
                + Nearest.hint(name, ALL.stream().map(Entry::name).toList());
    }
}
