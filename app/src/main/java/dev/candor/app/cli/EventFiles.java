package dev.candor.app.cli;

import dev.candor.eventlog.EventLog.RowVisitor;
import dev.candor.foundation.files.Reasons;
import dev.candor.index.EventIndex;
import dev.candor.index.LogTable;
import dev.candor.index.RowFeed;
import dev.candor.skillusage.EventsFile;
import dev.candor.skillusage.InvalidRowException;
import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of {@code candor run --events}, to be asked instead of the logs. */
final class EventFiles {
    static final Flag FLAG =
            Flag.repeatable("--events", Flag.FILE, "ask the rows of this file instead of those of the user path");

    private EventFiles() {}

    /**
     * An index of the rows of files.
     *
     * @throws IOException also when a row is invalid; the message is a sentence
     */
    static EventIndex index(List<String> files, Surroundings surroundings) throws IOException, UsageException {
        for (String file : files) {
            surroundings.path(file);
        }
        Map<LogTable, RowFeed> feeds = new LinkedHashMap<>();
        Contract.ALL.forEach(contract -> feeds.put(LogTable.of(contract), visitor -> {}));
        feeds.put(LogTable.of(Contract.SKILL_USAGE), visitor -> {
            for (String file : files) {
                visit(file, surroundings, visitor);
            }
        });
        return EventIndex.of(feeds);
    }

    private static void visit(String file, Surroundings surroundings, RowVisitor visitor) throws IOException {
        try (ProgressInput input = ProgressInput.open(file, surroundings)) {
            EventsFile.visit(input, visitor);
            input.finish();
        } catch (InvalidRowException e) {
            throw new IOException("the events file " + file + " has an " + e.sentence()
                    + "; see all with: candor validate --contract skill-usage" + ShellWords.quoted(List.of(file)));
        } catch (UsageException e) {
            throw new IOException(e.sentence(), e);
        } catch (IOException e) {
            throw new IOException("the events file " + file + " cannot be read: " + Reasons.of(e), e);
        }
    }
}
