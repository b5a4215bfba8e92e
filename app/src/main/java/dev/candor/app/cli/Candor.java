package dev.candor.app.cli;

import dev.candor.execution.CommandSupervisor;
import dev.candor.execution.Inherited;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entry point of the {@code candor} command. */
public final class Candor {
    private final Surroundings surroundings;

    private Candor(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs one verb and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Runtime.getRuntime().halt(execute(arguments, System.getenv()));
    }

    /** Runs one verb and returns its exit code. */
    static int execute(String[] arguments, Map<String, String> environment) {
        if (arguments.length > 0 && arguments[0].equals("run")) {
            Thread.ofPlatform().daemon().name("prepare").start(CommandSupervisor::prepare);
        }
        boolean colours = Terminal.isTerminal(1)
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
        Terminal terminal = new Terminal(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), colours);
        Surroundings surroundings =
                new Surroundings(environment, terminal, InstantSource.system(), Inherited::lastArguments);
        return new Candor(surroundings).execute(Arrays.asList(arguments));
    }

    private int execute(List<String> arguments) {
        if (arguments.isEmpty()) {
            surroundings.terminal().tell("no command is given; see: candor help");
            return Verb.USAGE_ERROR;
        }
        String first = arguments.getFirst();
        String name = switch (first) {
            case "--help", "-h" -> "help";
            case "--version" -> "help";
            default -> first;
        };
        if (first.equals("--version")) {
            surroundings.terminal().say("candor " + Version.current());
            return 0;
        }
        Optional<Verb> verb = Verb.named(name);
        if (verb.isEmpty()) {
            List<String> names = Verb.ALL.stream().map(Verb.Entry::name).toList();
            surroundings
                    .terminal()
                    .tell("there is no command '" + first + "'" + Nearest.hint(first, names) + " See: candor help");
            return Verb.USAGE_ERROR;
        }
        return execute(verb.get(), arguments.subList(1, arguments.size()));
    }

    private int execute(Verb verb, List<String> arguments) {
        Manual manual = verb.manual();
        if (!arguments.isEmpty()
                && (arguments.getFirst().equals("--help")
                        || arguments.getFirst().equals("-h"))) {
            surroundings.terminal().say(manual.help().stripTrailing());
            return 0;
        }
        try {
            return verb.run(Arguments.read(manual, arguments), surroundings);
        } catch (UsageException e) {
            surroundings.terminal().tell(e.sentence() + " (see: candor " + manual.verb() + " --help)");
            return manual.usageError();
        }
    }
}
