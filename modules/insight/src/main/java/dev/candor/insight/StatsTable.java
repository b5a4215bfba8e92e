package dev.candor.insight;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.text.Wording;
import dev.candor.index.IndexSource;
import dev.candor.index.Snapshot;
import dev.candor.insight.StatsReport.Bucket;
import dev.candor.insight.StatsReport.Group;
import dev.candor.insight.internal.WilsonInterval;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Counts the runs in the index that one query asks for. */
final class StatsTable {
    private static final int MAX_BUCKETS = 10_000;

    private final StatsQuery query;
    private final Grouping grouping;
    private final String runs;
    /** Over the runs of the keys that were asked for. */
    private final List<Object> keys;

    private final List<Object> keysAndTimes;
    private final String ofKeys;
    private final String ofKeysAndTimes;

    /**
     * A table.
     *
     * @param grouping the runs that are counted
     */
    StatsTable(StatsQuery query, Grouping grouping) {
        this.query = query;
        this.grouping = grouping;
        // runs of one kind have columns that others lack
        this.runs =
                "SELECT NULL::BIGINT AS input_tokens, NULL::BIGINT AS output_tokens, NULL::DOUBLE AS cost_usd WHERE false"
                        + " UNION ALL BY NAME " + grouping.runs();
        this.keys = List.copyOf(query.keys());
        this.ofKeys = keys.isEmpty()
                ? "true"
                : "key IN (" + String.join(", ", keys.stream().map(key -> "?").toList()) + ")";
        this.keysAndTimes = new ArrayList<>(keys);
        this.ofKeysAndTimes =
                ofKeys + bound(" AND run_at >= ?", query.since()) + bound(" AND run_at < ?", query.until());
    }

    private String bound(String condition, Optional<Instant> time) {
        time.ifPresent(moment -> keysAndTimes.add(moment.atOffset(ZoneOffset.UTC)));
        return time.isPresent() ? condition : "";
    }

    /** A group with what the query says of all groups. */
    private record Found(Group group, long total, Optional<Instant> first, long unmeasured, long unknown) {}

    private record KeyedBucket(String kind, String key, Bucket bucket) {}

    StatsReport report(IndexSource index) throws IOException, ToolException {
        Optional<StatsReport> report = index.index().ask(grouping.tables(), this::report);
        return report.orElseThrow(() -> new ToolException(
                Kind.INVALID_ARGUMENTS,
                "too-many-buckets",
                "these are more than " + MAX_BUCKETS
                        + " buckets with runs; give {since}, fewer {keys}, or a longer {bucket_s}"));
    }

    /** All of them. */
    List<Group> groups(IndexSource index) throws IOException {
        return index.index().ask(grouping.tables(), this::report).orElseThrow().groups();
    }

    /** Empty when there are too many buckets. */
    private Optional<StatsReport> report(Snapshot snapshot) throws IOException {
        List<KeyedBucket> buckets = query.bucket().isPresent() ? buckets(snapshot) : List.of();
        if (buckets.size() > MAX_BUCKETS) {
            return Optional.empty();
        }
        List<Found> found = snapshot.query(
                groups(),
                keysAndTimes,
                row -> new Found(
                        group(row, buckets),
                        row.getLong("total"),
                        moment(row, "first_of_all"),
                        row.getLong("unmeasured"),
                        row.getLong("unknown")));
        Optional<Found> any = found.stream().findFirst();
        return Optional.of(new StatsReport(
                query.since().or(() -> any.flatMap(Found::first)),
                query.until(),
                any.map(Found::total).orElse(0L),
                found.stream().map(Found::group).toList(),
                notes(
                        snapshot,
                        any.map(Found::unmeasured).orElse(0L),
                        any.map(Found::unknown).orElse(0L))));
    }

    private String groups() {
        return String.format(Locale.ROOT, """
                SELECT *, count(*) OVER () AS total, min(first) OVER () AS first_of_all,
                 sum(runs - coalesce(n, 0)) OVER () AS unmeasured,
                 sum(runs - successes - failures) OVER () AS unknown
                FROM (
                 SELECT kind, key, count(*) AS runs, count(*) FILTER (succeeded) AS successes,
                  count(*) FILTER (NOT succeeded) AS failures, sum(input_tokens)::BIGINT AS input_tokens,
                  sum(output_tokens)::BIGINT AS output_tokens, sum(cost_usd) AS cost_usd, min(run_at) AS first, max(run_at) AS last,
                  list_sort(list(duration_ms) FILTER (duration_ms >= 0)) AS durations, len(durations) AS n,
                  durations[1 + CAST(round_even(0.5 * (n - 1), 0) AS BIGINT)] AS p50,
                  durations[1 + CAST(round_even(0.95 * (n - 1), 0) AS BIGINT)] AS p95,
                  durations[1 + CAST(round_even(0.99 * (n - 1), 0) AS BIGINT)] AS p99,
                  avg(duration_ms) FILTER (duration_ms >= 0) AS mean
                 FROM (%s) WHERE %s GROUP BY kind, key)
                ORDER BY %s, kind, key LIMIT %d""", runs, ofKeysAndTimes, query.order(), query.limit());
    }

    private List<KeyedBucket> buckets(Snapshot snapshot) throws IOException {
        String seconds = Long.toString(query.bucket().orElseThrow().toSeconds());
        return snapshot.query(
                String.format(Locale.ROOT, """
                        SELECT kind, key, to_timestamp(floor(epoch(run_at) / %s) * %s) AS begin, count(*) AS runs,
                         count(*) FILTER (NOT succeeded) AS failures
                        FROM (%s) WHERE run_at IS NOT NULL AND %s GROUP BY kind, key, begin ORDER BY begin
                        LIMIT %d""", seconds, seconds, runs, ofKeysAndTimes, MAX_BUCKETS + 1),
                keysAndTimes,
                row -> new KeyedBucket(
                        row.getString("kind"),
                        row.getString("key"),
                        new Bucket(moment(row, "begin").orElseThrow(), row.getLong("runs"), row.getLong("failures"))));
    }

    private static Group group(ResultSet row, List<KeyedBucket> buckets) throws SQLException {
        String kind = row.getString("kind");
        String key = row.getString("key");
        long all = row.getLong("runs");
        long successes = row.getLong("successes");
        long failures = row.getLong("failures");
        Optional<WilsonInterval> interval = Optional.of(successes + failures)
                .filter(known -> known > 0)
                .map(known -> WilsonInterval.of(successes, known));
        return new Group(
                key,
                kind,
                all,
                successes,
                failures,
                Optional.of(all - successes - failures).filter(unknown -> unknown > 0),
                interval.map(any -> rounded((double) successes / (successes + failures), 4)),
                interval.map(between -> rounded(between.low(), 4)),
                interval.map(between -> rounded(between.high(), 4)),
                whole(row, "p50"),
                whole(row, "p95"),
                whole(row, "p99"),
                row.getObject("mean") == null ? Optional.empty() : Optional.of(rounded(row.getDouble("mean"), 1)),
                moment(row, "first"),
                moment(row, "last"),
                whole(row, "input_tokens"),
                whole(row, "output_tokens"),
                row.getObject("cost_usd") == null
                        ? Optional.empty()
                        : Optional.of(rounded(row.getDouble("cost_usd"), 6)),
                buckets.stream()
                        .filter(one -> one.kind().equals(kind) && one.key().equals(key))
                        .map(KeyedBucket::bucket)
                        .toList());
    }

    private static BigDecimal rounded(double number, int decimals) {
        return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    private static Optional<Long> whole(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private List<String> notes(Snapshot snapshot, long unmeasured, long unknown) throws IOException {
        List<String> notes = new ArrayList<>(snapshot.notes(query.since()));
        boolean isBounded = query.since().isPresent() || query.until().isPresent();
        if (isBounded) {
            long undated = snapshot.query(
                            "SELECT count(*) FROM (" + runs + ") WHERE run_at IS NULL AND " + ofKeys,
                            keys,
                            row -> row.getLong(1))
                    .getFirst();
            if (undated > 0) {
                notes.add(Wording.count(undated, "run")
                        + " without a time that can be read, counted only when no time is asked for");
            }
        }
        if (unknown > 0) {
            notes.add(Wording.count(unknown, "run")
                    + " of agents of unknown outcome, or refused or cancelled, in no success rate");
        }
        if (unmeasured > 0) {
            notes.add(Wording.count(unmeasured, "run")
                    + " without a duration that can be one, in no percentile and no average");
        }
        if (!keys.isEmpty()) {
            List<String> seen = snapshot.query(
                    "SELECT DISTINCT key FROM (" + runs + ") WHERE " + ofKeysAndTimes,
                    keysAndTimes,
                    row -> row.getString(1));
            List<String> missing = query.keys().stream()
                    .filter(key -> !seen.contains(key))
                    .sorted()
                    .toList();
            if (!missing.isEmpty()) {
                notes.add("no run of " + String.join(", ", missing) + " was recorded"
                        + (isBounded ? " in this time" : ""));
            }
        }
        return notes;
    }
}
