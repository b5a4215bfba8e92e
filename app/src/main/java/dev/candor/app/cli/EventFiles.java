package dev.candor.app.cli;

import dev.candor.app.Hub;
import dev.candor.app.TeeFolder;
import dev.candor.app.tools.ShellWords;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.EventLog.RowVisitor;
import dev.candor.eventlog.LogSettings;
import dev.candor.foundation.files.Reasons;
import dev.candor.index.EventIndex;
import dev.candor.index.IndexException;
import dev.candor.index.LogTable;
import dev.candor.index.RowFeed;
import dev.candor.orchestrationevents.RecordedEvents;
import dev.candor.skillusage.EventsFile;
import dev.candor.skillusage.InvalidRowException;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files with rows of one contract, to be asked instead of the logs. */
final class EventFiles {
    private static final Flag EVENTS =
            Flag.repeatable("--events", Flag.FILE, "ask the rows of this file instead of those of the user path");
    private static final Flag FROM = Flag.repeatable(
            "--from", Flag.FILE, "ask the events of this file, or of this folder of candor tee, instead of the log");

    private static final Flag QUARANTINE = Flag.optional(
            "--from", Flag.DIR, "mean the quarantine of this folder of candor tee instead of the user path's");

    private EventFiles() {}

    /** The flag that names such files, or a folder with a quarantine. */
    static Flag flag(String contract) {
        if (contract.equals(Hub.QUARANTINE)) {
            return QUARANTINE;
        }
        return contract.equals(Contract.ORCHESTRATION.id()) ? FROM : EVENTS;
    }

    /** Has a call mean what the flag names, if it is there. */
    static void use(String contract, Arguments arguments, ToolCall call, Surroundings surroundings)
            throws IOException, UsageException {
        if (contract.equals(Hub.QUARANTINE)) {
            Optional<Path> folder = surroundings.path(arguments.text(QUARANTINE.name()));
            if (folder.isPresent()) {
                call.over(teeFolder(folder.get(), surroundings));
            }
            return;
        }
        List<String> names = arguments.texts(flag(contract).name());
        if (!names.isEmpty()) {
            call.ask(index(contract, names, surroundings));
        }
    }

    /** Rows are looked for first: a quarantine that is empty because the folder is another one says nothing. */
    private static TeeFolder teeFolder(Path folder, Surroundings surroundings) throws IOException {
        TeeFolder recorded =
                new TeeFolder(folder.toAbsolutePath(), surroundings.clock(), surroundings.terminal()::tell);
        if (!recorded.isUsed()) {
            recorded.close();
            throw new IOException("the folder " + folder + " has neither events of candor tee nor what it refused, in"
                    + " YYYYMMDD/events.log and quarantine/YYYYMMDD/rows.log below the folder that its --out names");
        }
        return recorded;
    }

    /**
     * An index of the rows of files.
     *
     * @throws IOException also when a row is invalid where all must be valid; the message is a sentence
     */
    private static EventIndex index(String contract, List<String> names, Surroundings surroundings)
            throws IOException, UsageException {
        for (String name : names) {
            surroundings.path(name);
        }
        Map<LogTable, RowFeed> feeds = new LinkedHashMap<>();
        Contract.ALL.forEach(other -> feeds.put(LogTable.of(other), visitor -> {}));
        if (contract.equals(Contract.ORCHESTRATION.id())) {
            feeds.put(LogTable.of(Contract.ORCHESTRATION), visitor -> visitOrchestration(names, surroundings, visitor));
        } else {
            feeds.put(LogTable.of(Contract.SKILL_USAGE), visitor -> visitSkillUsage(names, surroundings, visitor));
        }
        return EventIndex.of(feeds);
    }

    private static void visitSkillUsage(List<String> names, Surroundings surroundings, RowVisitor visitor)
            throws IOException {
        for (String name : names) {
            visit(name, surroundings, file -> {
                try {
                    return EventsFile.visit(file, visitor);
                } catch (InvalidRowException e) {
                    throw new InvalidFileException("the events file " + name + " has an " + e.sentence()
                            + "; see all with: candor validate --contract skill-usage"
                            + ShellWords.quoted(List.of(name)));
                }
            });
        }
    }

    private static void visitOrchestration(List<String> names, Surroundings surroundings, RowVisitor visitor)
            throws IOException {
        for (String name : names) {
            RecordedEvents events = new RecordedEvents(visitor);
            Path folder = path(name, surroundings);
            if (!Files.isDirectory(folder)) {
                visit(name, surroundings, file -> {
                    events.visit(file);
                    return events.rows();
                });
                continue;
            }
            visitFolder(folder, events, surroundings);
            if (events.rows() == 0) {
                throw new IOException("the folder " + name + " has no events of candor tee, which records them in"
                        + " YYYYMMDD/events.log below the folder that its --out names");
            }
        }
    }

    private static Path path(String name, Surroundings surroundings) throws IOException {
        try {
            return surroundings.path(name);
        } catch (UsageException e) {
            throw new IOException(e.sentence(), e);
        }
    }

    private static void visitFolder(Path folder, RecordedEvents events, Surroundings surroundings) throws IOException {
        try (EventLog log = EventLog.inFolder(
                folder, LogSettings.standard(), surroundings.clock(), surroundings.terminal()::tell)) {
            events.visit(log);
        } catch (IOException e) {
            throw new IOException("the folder " + folder + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** What is done with the bytes of a file. */
    private interface FileVisit {
        /** How many rows there were. */
        long visit(ProgressInput file) throws IOException;
    }

    /** A file whose rows are not what they must be; the message is a sentence. */
    private static final class InvalidFileException extends IOException {
        private static final long serialVersionUID = 1L;

        InvalidFileException(String sentence) {
            super(sentence);
        }
    }

    private static void visit(String name, Surroundings surroundings, FileVisit visit) throws IOException {
        if (rows(name, surroundings, visit) == 0) {
            throw new IOException(RowFiles.empty(name));
        }
    }

    private static long rows(String name, Surroundings surroundings, FileVisit visit) throws IOException {
        try (ProgressInput input = ProgressInput.open(name, surroundings)) {
            long rows = visit.visit(input);
            input.finish();
            return rows;
        } catch (InvalidFileException | IndexException e) {
            throw e;
        } catch (UsageException e) {
            throw new IOException(e.sentence(), e);
        } catch (IOException e) {
            throw new IOException("the events file " + name + " cannot be read: " + Reasons.of(e), e);
        }
    }
}
