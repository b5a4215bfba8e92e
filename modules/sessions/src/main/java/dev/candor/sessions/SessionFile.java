package dev.candor.sessions;

import dev.candor.eventlog.EventLog.RowVisitor;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFile;
import dev.candor.index.EventIndex;
import dev.candor.sessions.event.SessionRows;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.schema.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A file of rows, as a table of the events in it. */
final class SessionFile {
    /** What a list needs: a file may be larger than memory. */
    private static final List<String> MEMBERS = List.of(
            "event_id", "session_id", "participant_id", "timestamp", "event_type", "phase", "actor_id", "outcome");

    private final RowFile file;
    private final LongConsumer progress;
    private final ContractRules rules = ContractRules.shipped(Contract.SESSION);
    private RowFaults faults = RowFaults.NONE;

    /**
     * A file that was not read yet.
     *
     * @param progress takes how many rows were read; what it throws ends the work
     */
    SessionFile(RowFile file, LongConsumer progress) {
        this.file = file;
        this.progress = progress;
    }

    /** Reads it. */
    EventIndex index() throws ToolException, IOException {
        try {
            return EventIndex.of(Map.of(SessionListing.TABLES.getFirst(), this::visit));
        } catch (SessionRows.Refused e) {
            throw e.refusal();
        }
    }

    private void visit(RowVisitor events) throws IOException {
        try {
            SessionRows.ofFile(
                    file, (row, bytes, from, to, place) -> take(row, bytes, from, to, place, events), progress);
        } catch (ToolException e) {
            throw new SessionRows.Refused(e);
        }
    }

    private void take(ObjectValue row, byte[] bytes, int from, int to, SessionRows.Place place, RowVisitor events)
            throws IOException {
        if (SessionRows.sessionOf(row).isEmpty()) {
            return;
        }
        Optional<Finding> fault = SessionRows.fault(rules, row, bytes, from, to);
        if (fault.isPresent()) {
            faults = faults.and(SessionRows.invalid(place, fault.get()).sentence());
            return;
        }
        Map<String, JsonValue> event = new LinkedHashMap<>();
        MEMBERS.forEach(name -> event.put(name, row.members().get(name)));
        byte[] text = JsonWriter.compact(new ObjectValue(event)).getBytes(StandardCharsets.UTF_8);
        events.row(text, 0, text.length);
    }

    /** The rows of sessions that are left out. */
    RowFaults faults() {
        return faults;
    }
}
