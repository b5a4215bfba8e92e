package dev.candor.app.cli;

import dev.candor.execution.Command;
import dev.candor.execution.Command.TimeLimit;
import dev.candor.execution.CommandOutcome;
import dev.candor.execution.CommandSupervisor;
import dev.candor.execution.Inherited;
import dev.candor.execution.StartWatch;
import dev.candor.foundation.files.OpenOutputs;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import dev.candor.skillusage.Caller;
import dev.candor.skillusage.RefusedException;
import dev.candor.skillusage.RunReport;
import dev.candor.skillusage.RunRequest;
import dev.candor.skillusage.SkillInstrumentor;
import dev.candor.skillusage.UsageRules;
import dev.candor.skillusage.UsageSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code candor run}: wrap a command and append one event about it. */
final class RunVerb implements Verb {
    private static final int REFUSED = 125;
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    @Override
    public Manual manual() {
        return new Manual(
                "run",
                "Run a command as if it were not wrapped, and append one event about it.",
                Optional.of("[--] COMMAND [ARGUMENT…]"),
                true,
                List.of(
                        Flag.required("--skill", "NAME", "the skill whose command this is"),
                        Flag.optional("--events", Flag.FILE, "append the event to this file (default: the usage log)"),
                        Flag.optional("--source", "NAME", "who runs it (default skill-telemetry-instrumentor)"),
                        Flag.optional("--context", "NAME", "what the run is for (default run)"),
                        Flag.optional("--reason-code", "CODE", "why it failed, if it fails (default command_failed)"),
                        Flag.optional("--reason-detail", "TEXT", "more about that (default command_exit=<code>)"),
                        Flag.optional("--error-class", "CLASS", "kind of failure (default: the dictionary's)"),
                        Flag.SCHEMA,
                        Flag.REASON_CODES,
                        Flag.optional("--cwd", Flag.DIR, "run the command in this folder"),
                        Flag.optional("--stdout-file", Flag.FILE, "write the command's stdout here instead"),
                        Flag.optional("--timeout", "DURATION", "then end the command's process tree (default: never)"),
                        Flag.optional("--kill-after", "DURATION", "so much later kill what is left (default 5s)"),
                        Flag.choice("--skip-validate-existing", "do not check the rows that are in the file"),
                        Flag.choice("--json", "print the summary as one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0..255  the command's own",
                        "124     it was ended at its time limit; 137 if it had to be killed",
                        "126     it cannot be executed; 127 it was not found; 128+n signal n ended it",
                        "125     refused before anything ran; 2 the flags cannot be read"),
                List.of(
                        "candor run --skill hello --events hello.jsonl --json -- echo hi",
                        "candor run --skill hello -- echo hi    # recorded while telemetry is on (candor enable)",
                        "candor run --skill build -- make    # part of a trace: TRACEPARENT becomes that of the run itself",
                        "candor run --skill publisher --events ~/events.jsonl --source codex --context publish \\",
                        "  --reason-code publish_failed --timeout 600 -- ./publish.sh --push"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        if (arguments.operands().isEmpty()) {
            throw new UsageException("a command to run is missing: add it behind --, as in -- echo hi");
        }
        Inherited inherited = Inherited.from(surroundings.environment());
        StartWatch watch = StartWatch.begin(Runtime.getRuntime()::halt);
        try {
            RunRequest request = request(arguments, surroundings, inherited);
            CommandSupervisor supervisor = new CommandSupervisor(inherited);
            return run(
                    request,
                    command -> {
                        watch.end();
                        return supervisor.run(command);
                    },
                    arguments,
                    surroundings);
        } catch (RefusedException e) {
            surroundings.terminal().tell(e.sentence() + ". The command did not run.");
            return REFUSED;
        } finally {
            watch.end();
        }
    }

    private static int run(
            RunRequest request,
            Function<Command, CommandOutcome> supervisor,
            Arguments arguments,
            Surroundings surroundings)
            throws RefusedException, UsageException {
        Terminal terminal = surroundings.terminal();
        UsagePlace place = UsagePlace.of(arguments, surroundings);
        UsageRules rules = surroundings.rules(arguments);
        UsageSink sink = place.sink(rules);
        // a span is told to the command only where a row tells of it
        Caller caller = place.on() ? Caller.of(surroundings.environment(), surroundings.spanIds()) : Caller.UNKNOWN;
        RunReport report = new SkillInstrumentor(rules, sink, supervisor, surroundings.clock(), terminal::tell)
                .run(request, caller);
        CommandOutcome outcome = report.outcome();
        String program = request.command().program();
        switch (outcome.end()) {
            case NOT_FOUND -> terminal.tell("the command '" + program + "' was not found");
            case NOT_EXECUTABLE ->
                terminal.tell("the command '" + program + "' cannot be executed: " + outcome.problem());
            case TIMED_OUT -> terminal.tell("the command was ended at its time limit");
            case KILLED -> terminal.tell("the command was killed: it outlived its time limit");
            case INTERRUPTED -> {
                return outcome.exitCode();
            }
            case EXITED, SIGNALED -> {}
        }
        terminal.say(arguments.has("--json") ? report.json(place.recorded(), rules.schemaVersion()) : report.text());
        return outcome.exitCode();
    }

    private static RunRequest request(Arguments arguments, Surroundings surroundings, Inherited inherited)
            throws UsageException, RefusedException {
        Optional<TimeLimit> limit = timeLimit(arguments);
        Command command = new Command(
                surroundings.lastArguments().apply(arguments.operands().size()),
                inherited.environment(),
                surroundings.path(arguments.text("--cwd")),
                surroundings.path(arguments.text("--stdout-file")),
                limit);
        RunRequest request;
        try {
            request = new RunRequest(
                    arguments.text("--skill", ""),
                    arguments.text("--source", "skill-telemetry-instrumentor"),
                    arguments.text("--context", "run"),
                    arguments.text("--reason-code"),
                    arguments.text("--reason-detail"),
                    arguments.text("--error-class"),
                    !arguments.has("--skip-validate-existing"),
                    command,
                    OpenOutputs.of(inherited.descriptors()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        mustBeEnterable(command.folder());
        if (command.stdout().isPresent()) {
            mustBeWritable(command.stdout().get());
        }
        return request;
    }

    private static Optional<TimeLimit> timeLimit(Arguments arguments) throws UsageException {
        Duration grace = arguments
                .duration("--kill-after", Arguments.MAX_TIMEOUT)
                .orElse(arguments.has("--kill-after") ? Duration.ZERO : DEFAULT_GRACE);
        return arguments.duration("--timeout", Arguments.MAX_TIMEOUT).map(after -> new TimeLimit(after, grace));
    }

    private static void mustBeEnterable(Optional<Path> folder) throws RefusedException {
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new RefusedException(
                    "--cwd needs a folder to run in, found " + Reasons.found(folder.get()) + " at " + folder.get());
        }
        if (folder.isPresent() && !Files.isExecutable(folder.get())) {
            throw new RefusedException("the folder " + folder.get() + " of --cwd cannot be entered: permission denied");
        }
    }

    private static void mustBeWritable(Path stdout) throws RefusedException {
        try {
            PrivateFiles.mustBeWritable(stdout);
        } catch (IOException e) {
            throw new RefusedException("the file " + stdout + " of --stdout-file cannot be written: " + Reasons.of(e));
        }
    }
}
