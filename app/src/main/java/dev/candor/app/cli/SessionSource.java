package dev.candor.app.cli;

import dev.candor.app.Hub;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.RowFile;
import dev.candor.foundation.json.RowFormat;
import dev.candor.foundation.text.Wording;
import dev.candor.sessions.LoadedSession;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.sessions.SessionList;
import dev.candor.sessions.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/** Where a verb finds its sessions: in the log, or in a file that a flag names; and by which scenarios it scores them. */
final class SessionSource {
    static final Flag FROM = Flag.optional("--from", Flag.FILE, "read the rows of this file instead of the log");
    static final Flag SCENARIO = Flag.optional(
            "--scenario", "ID", "score by this scenario (default: the only one that knows the session's words)");
    static final Flag SCENARIOS =
            Flag.optional("--scenarios", Flag.DIR, "look for scenarios in this folder first, each a folder in it");

    private static final int MAX_WARNING = 500;
    private static final int REFUSED = 1;
    private static final int INTERRUPTED = 130;

    private final Sessions sessions;
    private final Optional<RowFile> from;
    private final Optional<String> scenario;
    private final Surroundings surroundings;

    SessionSource(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<Path> folders = scenarios(arguments, surroundings);
        Hub hub = surroundings.hub();
        this.sessions = hub.sessions(folders);
        tellUnusable(hub.scenarios(folders), surroundings.terminal());
        this.from = from(arguments, surroundings);
        if (from.isPresent()) {
            ProgressInput.mustNotBePrintedInto(
                    from.get().path(), from.get().path().toString());
        }
        this.scenario = arguments.text(SCENARIO.name());
        this.surroundings = surroundings;
    }

    private static Optional<RowFile> from(Arguments arguments, Surroundings surroundings) throws UsageException {
        Optional<Path> file = surroundings.path(arguments.text(FROM.name()));
        RowFormat format = RowFiles.format(arguments);
        if (file.isEmpty() && arguments.has(RowFiles.FORMAT.name())) {
            throw new UsageException(
                    "the flag " + RowFiles.FORMAT.name() + " goes with " + FROM.usage() + ": the log has one form");
        }
        return file.map(path -> new RowFile(path, format));
    }

    /** The scenarios at hand, those of a folder that a flag names first; those that cannot be used are told. */
    static ScenarioFolders usableScenarios(Arguments arguments, Surroundings surroundings) throws UsageException {
        ScenarioFolders scenarios = surroundings.hub().scenarios(scenarios(arguments, surroundings));
        tellUnusable(scenarios, surroundings.terminal());
        return scenarios;
    }

    private static void tellUnusable(ScenarioFolders scenarios, Terminal terminal) {
        try {
            scenarios.problems().values().forEach(problem -> terminal.tell("warning: not used: " + problem));
        } catch (ToolException e) {
            // told when a scenario is looked for
        }
    }

    /** The folder of scenarios that a flag names, if one does; one without any is refused. */
    private static List<Path> scenarios(Arguments arguments, Surroundings surroundings) throws UsageException {
        Optional<Path> folder = surroundings.path(arguments.text(SCENARIOS.name()));
        if (folder.isEmpty()) {
            return List.of();
        }
        if (!Files.isDirectory(folder.get())) {
            throw new UsageException("the flag " + SCENARIOS.name() + " needs a folder that is there, found "
                    + Reasons.found(folder.get()) + " at " + folder.get());
        }
        if (ScenarioFolders.isEmpty(folder.get())) {
            throw new UsageException(
                    "the flag " + SCENARIOS.name() + " needs a folder of scenarios, each a folder named"
                            + " by its id with scenario.json in it, found none in " + folder.get());
        }
        return List.of(folder.get());
    }

    /** What is done with sessions; returns the exit code. */
    interface Work {
        /**
         * Does it.
         *
         * @param rowsRead takes how many rows were read
         * @param mustGoOn asked now and then after the reading; throws when the work is to end
         */
        int with(SessionSource source, LongConsumer rowsRead, Runnable mustGoOn) throws ToolException, IOException;
    }

    /** Does it, with a progress bar for the reading, so that an interruption leaves nothing behind. */
    int work(ProgressBar bar, Work work) {
        return work(bar, "interrupted", work);
    }

    /**
     * Does it likewise.
     *
     * @param interrupted what is told after an interruption
     */
    int work(ProgressBar bar, String interrupted, Work work) {
        Terminal terminal = surroundings.terminal();
        try (EndingSignal signal = new EndingSignal()) {
            try {
                Runnable mustGoOn = () -> mustGoOn(signal);
                return work.with(
                        this,
                        rows -> {
                            mustGoOn.run();
                            bar.reading(rows);
                        },
                        mustGoOn);
            } finally {
                bar.finish();
            }
        } catch (Paced.UnheardException enough) {
            return 0;
        } catch (CancellationException e) {
            terminal.tell(interrupted);
            return INTERRUPTED;
        } catch (ToolException e) {
            return ToolCall.tellAsTool(e, terminal);
        } catch (IOException e) {
            terminal.tell(
                    from.map(file -> file.path() + " cannot be read: ").orElse("the log of sessions cannot be read: ")
                            + Reasons.of(e));
            return REFUSED;
        }
    }

    private static void mustGoOn(EndingSignal signal) {
        if (signal.cancellation().isCancelled()) {
            throw new CancellationException("a signal ends this process");
        }
    }

    LoadedSession open(String id, LongConsumer rowsRead) throws ToolException, IOException {
        return sessions.open(id, from, scenario, rowsRead);
    }

    SessionList list(int limit, LongConsumer rowsRead) throws ToolException, IOException {
        return sessions.list(from, limit, rowsRead);
    }

    /** Says what an auditor should know. */
    void warn(List<String> warnings) {
        warnings.forEach(warning -> surroundings.terminal().tell("warning: " + Wording.visible(warning, MAX_WARNING)));
    }
}
