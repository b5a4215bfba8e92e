package dev.candor.sessions;

import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.index.LogTable;
import dev.candor.index.Snapshot;
import dev.candor.sessions.event.SessionRows;
import dev.candor.sessions.score.Scenario;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the sessions of a table of events. SQL finds those with the latest events, to the microsecond; of these, which
 * scenario knows the words and which event was the first and the last is decided here.
 */
final class SessionListing {
    /** The tables that it asks. */
    static final List<LogTable> TABLES = List.of(LogTable.of(Contract.SESSION));

    private static final String USABLE = "(event_id IS NOT NULL AND length(event_id) <= " + SessionRows.MAX_ID
            + " AND participant_id IS NOT NULL AND timestamp IS NOT NULL AND event_type IS NOT NULL AND phase IS NOT NULL"
            + " AND actor_id IS NOT NULL AND outcome IN ('success', 'fail', 'partial', 'info'))";

    private static final String EVENTS = "FROM session WHERE session_id IS NOT NULL AND " + USABLE;

    private static final String UNUSABLE =
            "FROM session WHERE session_id IS NOT NULL AND NOT coalesce(" + USABLE + ", false)";

    private final Snapshot snapshot;
    private final ScenarioVocabulary words;

    /** Of the tables as they are in a snapshot, for these scenarios. */
    SessionListing(Snapshot snapshot, List<Scenario> scenarios) {
        this.snapshot = snapshot;
        this.words = new ScenarioVocabulary(scenarios);
    }

    /** How many sessions there are. */
    long total() throws IOException {
        return snapshot.query("SELECT count(DISTINCT session_id) " + EVENTS, List.of(), row -> row.getLong(1))
                .getFirst();
    }

    /** The sessions with the latest events, the latest first; of the same time by their ids. */
    List<SessionList.Summary> latest(int limit) throws IOException {
        List<SessionSum> sums = snapshot.query(
                "SELECT session_id, count(*), count(*) FILTER (outcome = 'fail'), epoch_us(min(timestamp)),"
                        + " epoch_us(max(timestamp)) " + EVENTS
                        + " GROUP BY session_id ORDER BY max(timestamp) DESC, session_id LIMIT " + limit,
                List.of(),
                row -> new SessionSum(
                        words, row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
        if (sums.isEmpty()) {
            return List.of();
        }
        String listed = listed(sums);
        snapshot.visit(
                of("SELECT DISTINCT number, phase, event_type", ""),
                List.of(listed),
                row -> sums.get(row.getInt(1)).addWords(row.getString(2), row.getString(3)));
        snapshot.visit(
                of(
                        "SELECT number, event_id, json_extract_string(row, '$.timestamp'), participant_id, phase",
                        " WHERE epoch_us(timestamp) IN (first_us, last_us)"),
                List.of(listed),
                row -> sums.get(row.getInt(1))
                        .addEnd(row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
        return sums.stream().map(SessionSum::summary).toList();
    }

    /** The sessions as JSON, numbered. */
    private static String listed(List<SessionSum> sums) {
        List<JsonValue> listed = new ArrayList<>();
        for (SessionSum sum : sums) {
            listed.add(new JsonObject()
                    .put("number", listed.size())
                    .put("session_id", sum.sessionId())
                    .put("first_us", sum.firstUs())
                    .put("last_us", sum.lastUs())
                    .object());
        }
        return JsonWriter.compact(new ArrayValue(listed));
    }

    /** A query of the events of the sessions that its parameter lists. */
    private static String of(String select, String where) {
        return select + " FROM (SELECT * " + EVENTS
                + ") JOIN (SELECT unnest(json_transform(?, '[{\"number\": \"BIGINT\","
                + " \"session_id\": \"VARCHAR\", \"first_us\": \"BIGINT\", \"last_us\": \"BIGINT\"}]'), recursive := true))"
                + " USING (session_id)" + where;
    }

    /** The rows of sessions that are left out. */
    RowFaults faults() throws IOException {
        long count = snapshot.query("SELECT count(*) " + UNUSABLE, List.of(), row -> row.getLong(1))
                .getFirst();
        if (count == 0) {
            return RowFaults.NONE;
        }
        String sql = "SELECT row, (SELECT count(*) FROM session WHERE (part, seq) <= (one.part, one.seq))"
                + " FROM (SELECT part, seq, row " + UNUSABLE + " ORDER BY part, seq LIMIT 1) AS one";
        return snapshot.query(sql, List.of(), row -> new RowFaults(count, sentence(row.getString(1), row.getLong(2))))
                .getFirst();
    }

    private static String sentence(String row, long number) {
        byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
        SessionRows.Place place = () -> "row " + number + " of the log of sessions";
        return SessionRows.fault(
                        ContractRules.shipped(Contract.SESSION), ObjectValue.parse(row), bytes, 0, bytes.length)
                .map(finding -> SessionRows.invalid(place, finding).sentence())
                .orElse(place.text() + " cannot be understood");
    }
}
