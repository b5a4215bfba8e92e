package dev.candor.app.cli;

import dev.candor.config.UserPath;
import dev.candor.execution.CommandSupervisor;
import dev.candor.execution.Inherited;
import dev.candor.foundation.files.AdvisoryLock;
import dev.candor.foundation.files.Reasons;
import dev.candor.validation.secrets.Secrets;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The entry point of the {@code candor} command. */
public final class Candor {
    private static final int CANNOT_WORK = 125;

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
        prepare(arguments.length > 0 ? arguments[0] : "");
        boolean colours = Terminal.isTerminal(1)
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
        Terminal terminal = new Terminal(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), colours);
        Surroundings surroundings =
                new Surroundings(environment, terminal, InstantSource.system(), Inherited::lastArguments);
        readOwnRules(UserPath.of(environment).folder().resolve("secrets.json"), terminal);
        return execute(Arrays.asList(arguments), surroundings);
    }

    static int execute(List<String> arguments, Surroundings surroundings) {
        return new Candor(surroundings).execute(arguments);
    }

    /** What else the user calls a secret, for this process. A file that cannot be used is told of at each command. */
    private static void readOwnRules(Path file, Terminal terminal) {
        if (Files.exists(file)) {
            System.setProperty(Secrets.USER_FILE, file.toString());
            String problem = Secrets.installed().problem();
            if (!problem.isEmpty()) {
                terminal.tell(problem + ". Until then only the rules that ship are used.");
            }
        }
    }

    /** Begins what takes a while and will be needed at the end, beside all that comes before. */
    private static void prepare(String verb) {
        if (verb.equals("run")) {
            Thread.ofPlatform().daemon().name("prepare").start(CommandSupervisor::prepare);
        } else if (verb.equals("record") || verb.equals("exec") || verb.equals("checkpoint")) {
            Thread.ofPlatform().daemon().name("prepare").start(AdvisoryLock::prepare);
        }
    }

    private int execute(List<String> arguments) {
        Terminal terminal = surroundings.terminal();
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        return switch (first) {
            case "" -> execute(new HelpVerb(), rest);
            case "--version", "-V" -> execute(new VersionVerb(), rest);
            case "--help", "-h" -> execute(new HelpVerb(), rest);
            default -> {
                try {
                    CommandTable.Found found = Verb.find(arguments);
                    yield execute(found.verb(), found.arguments());
                } catch (UsageException e) {
                    terminal.tell(e.sentence() + " (see: candor help)");
                    yield Verb.USAGE_ERROR;
                }
            }
        };
    }

    private int execute(Verb verb, List<String> behind) {
        Manual manual = verb.manual();
        try {
            Arguments arguments = Arguments.read(manual, behind);
            if (arguments.helpWanted()) {
                surroundings.terminal().say(manual.help().stripTrailing());
                return 0;
            }
            return verb.run(arguments, surroundings);
        } catch (UserPathException e) {
            surroundings.terminal().tell(e.sentence());
            return CANNOT_WORK;
        } catch (UsageException e) {
            surroundings.terminal().tell(e.sentence() + " (see: candor " + manual.verb() + " --help)");
            return manual.usageError();
        } catch (UncheckedIOException e) {
            surroundings.terminal().tell(Reasons.of(e));
            return CANNOT_WORK;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            surroundings.terminal().tell("something is wrong inside Candor; please report it: " + e);
            return CANNOT_WORK;
        }
    }
}
