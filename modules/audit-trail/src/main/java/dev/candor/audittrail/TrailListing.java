package dev.candor.audittrail;

import dev.candor.foundation.text.Wording;
import dev.candor.index.EventIndex;
import dev.candor.index.Snapshot;
import java.io.IOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query for the executions that a filter wants. */
final class TrailListing {
    /** How many actors, and repositories, are told of an execution. */
    private static final int MAX_NAMES = 8;

    /** From the best to the worst. */
    private static final String OUTCOMES = Arrays.stream(Outcome.values())
            .map(outcome -> "'" + outcome.word() + "'")
            .collect(Collectors.joining(", ", "[", "]"));

    /** Every row with what a list needs of it; the outcome also by its place among all, null when it is none of them. */
    private static final String RECORDS = "SELECT lower(correlation_id) AS id, generated_at AS told_at, actor, action,"
            + " coalesce(json_extract_string(entity, '$.repo'), '') AS repo, outcome, part, seq, list_position("
            + OUTCOMES
            + ", outcome) AS badness FROM audit";

    private static final String UNREADABLE = "told_at IS NULL OR id IS NULL OR badness IS NULL";

    private final EventIndex index;
    private final TrailQuery filter;
    private final List<Object> parameters = new ArrayList<>();

    TrailListing(EventIndex index, TrailQuery filter) {
        this.index = index;
        this.filter = filter;
    }

    private record Found(TrailList.Line line, long total) {}

    TrailList list() throws IOException {
        return index.ask(TrailReader.TABLES, this::list);
    }

    private TrailList list(Snapshot snapshot) throws IOException {
        parameters.clear();
        String wanted = wanted();
        String sql =
                String.format(Locale.ROOT, """
                SELECT *, count(*) OVER () AS total FROM (
                 SELECT id, min(told_at) AS first_at, max(told_at) AS last_at, count(*) AS records,
                  %s[max(badness)] AS worst, arg_max(action, (told_at, part, seq)) AS last_action,
                  list_sort(list(DISTINCT actor))[1:%d] AS actors, list_sort(list(DISTINCT repo))[1:%d] AS repos,
                  bool_or(%s) AS wanted
                 FROM (%s) WHERE NOT (%s) GROUP BY id)
                WHERE wanted%s ORDER BY last_at DESC, id""", OUTCOMES, MAX_NAMES, MAX_NAMES, wanted, RECORDS, UNREADABLE, worst());
        List<Found> found = snapshot.query(
                sql + " LIMIT " + Math.max(1, filter.limit()),
                parameters,
                row -> new Found(line(row), row.getLong("total")));
        return new TrailList(
                found.stream().findFirst().map(Found::total).orElse(0L),
                found.stream().limit(filter.limit()).map(Found::line).toList(),
                notes(snapshot));
    }

    private String wanted() {
        List<String> conditions = new ArrayList<>(List.of("true"));
        isOrBeginsWith(conditions, "actor", ":", filter.actor());
        isOrBeginsWith(conditions, "action", ".", filter.action());
        filter.repo().ifPresent(repo -> add(conditions, "lower(repo) = lower(?)", repo));
        filter.outcome().ifPresent(outcome -> add(conditions, "outcome = ?", outcome.word()));
        filter.since().ifPresent(since -> add(conditions, "told_at >= ?", since.atOffset(ZoneOffset.UTC)));
        filter.until().ifPresent(until -> add(conditions, "told_at < ?", until.atOffset(ZoneOffset.UTC)));
        return String.join(" AND ", conditions);
    }

    private void isOrBeginsWith(List<String> conditions, String column, String separator, Optional<String> wanted) {
        wanted.ifPresent(text -> {
            add(conditions, "(" + column + " = ? OR starts_with(" + column + ", ?))", text);
            parameters.add(text + separator);
        });
    }

    private void add(List<String> conditions, String condition, Object parameter) {
        conditions.add(condition);
        parameters.add(parameter);
    }

    /** Nearly every execution has a record of success, so who asks for that means those that have no other. */
    private String worst() {
        return filter.outcome().filter(Outcome.SUCCESS::equals).isPresent() ? " AND worst = 'success'" : "";
    }

    private static TrailList.Line line(ResultSet row) throws SQLException {
        return new TrailList.Line(
                row.getString("id"),
                moment(row, "first_at"),
                moment(row, "last_at"),
                row.getLong("records"),
                Outcome.of(row.getString("worst")).orElseThrow(),
                Words.line(String.valueOf(row.getString("last_action"))),
                names(row.getArray("actors")),
                names(row.getArray("repos")));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static List<String> names(Array names) throws SQLException {
        return Arrays.stream((Object[]) names.getArray())
                .map(name -> Words.line(String.valueOf(name)))
                .toList();
    }

    private List<String> notes(Snapshot snapshot) throws IOException {
        List<String> notes = new ArrayList<>(snapshot.notes(filter.since()));
        long unreadable = snapshot.query(
                        "SELECT count(*) FROM (" + RECORDS + ") WHERE " + UNREADABLE, List.of(), row -> row.getLong(1))
                .getFirst();
        if (unreadable > 0) {
            notes.add(Wording.count(unreadable, "row") + " of the log cannot be understood and "
                    + (unreadable == 1 ? "is" : "are") + " left out");
        }
        return notes;
    }
}
