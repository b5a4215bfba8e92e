package dev.candor.export.internal.session;

import dev.candor.eventlog.EventLog;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.RowFile;
import dev.candor.foundation.text.Wording;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.schema.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Gathers the events of one session. Not for two threads at a time. */
public final class Gathering implements Closeable {
    private final String sessionId;
    private final EventSorter sorter;
    private final ContractRules rules = ContractRules.shipped(Contract.SESSION);
    private long passedOver;

    /**
     * Gathers nothing yet.
     *
     * @param scratch a folder for what does not fit in memory
     */
    public Gathering(String sessionId, Path scratch) {
        this(sessionId, scratch, EventSorter.DEFAULT_BATCH);
    }

    Gathering(String sessionId, Path scratch, long mostBatchBytes) {
        this.sessionId = sessionId;
        this.sorter = new EventSorter(sessionId, scratch, mostBatchBytes);
    }

    /**
     * The session's events.
     *
     * @param from a file of rows to read instead of the log
     * @param progress takes how many rows were read
     */
    public SessionEvents events(EventLog log, Optional<RowFile> from, LongConsumer progress)
            throws ToolException, IOException {
        if (from.isPresent()) {
            SessionRows.ofFile(from.get(), this::take, progress);
        } else {
            // rows of the log are canonical: the id is written in one way
            byte[] id = CanonicalJson.text(JsonValue.of(sessionId)).getBytes(StandardCharsets.UTF_8);
            SessionRows.ofLog(log, id, this::take, progress);
        }
        if (sorter.isEmpty()) {
            throw new ToolException(
                    Kind.NOT_FOUND,
                    "session-not-found",
                    "there is no event of the session " + EventSorter.quoted(sessionId)
                            + from.map(file -> " in " + file.path() + "; 'candor sessions --from " + file.path() + "'")
                                    .orElse(" in the log; 'candor sessions'")
                            + " lists the sessions there are");
        }
        return sorter.sorted();
    }

    private void take(ObjectValue row, byte[] bytes, int from, int to, SessionRows.Place place)
            throws ToolException, IOException {
        if (!SessionRows.sessionOf(row).equals(Optional.of(sessionId))) {
            passedOver++;
            return;
        }
        Optional<Finding> fault = SessionRows.fault(rules, row, bytes, from, to);
        if (fault.isPresent()) {
            throw SessionRows.invalid(place, fault.get());
        }
        ObjectValue normal = (ObjectValue) CanonicalJson.normal(row);
        byte[] line = CanonicalJson.text(normal).getBytes(StandardCharsets.UTF_8);
        if (line.length > LineScanner.MAX_LINE_BYTES) {
            throw SessionRows.invalid(place, Finding.overlong());
        }
        sorter.add(SessionEvent.of(normal), line);
    }

    /** What whoever exports should know of the rows, a sentence each; it depends on where they were read from. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (sorter.repeated() > 0) {
            notes.add(Wording.count(sorter.repeated(), "row")
                    + " told an event a second time, word for word; each event" + " counts once.");
        }
        if (passedOver > 0) {
            notes.add(
                    Wording.count(passedOver, "row")
                            + " of other sessions or contracts stood between the events, and no part of the bundle came of them.");
        }
        return notes;
    }

    /** Gives back what it has on disk; the events that it gave stay. */
    @Override
    public void close() throws IOException {
        sorter.close();
    }
}
