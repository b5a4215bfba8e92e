package dev.candor.insight;

import dev.candor.agents.AgentTimeline;
import dev.candor.foundation.capability.Page.Column;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.time.Utc;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What one session of an agent was, in numbers. */
@Result
record AgentSession(
        @Doc("claude-code, codex, gemini-cli, copilot, cursor, opencode or other.")
        String agent,

        @Doc("The agent's own id of it.") String sessionId,

        @Doc("The name of the folder that the agent worked in; no path.")
        Optional<String> project,

        @Doc("When the first thing in it began.") Instant firstAt,

        @Doc("When the last thing in it ended, as far as is known.")
        Instant lastAt,

        long turns,
        @Doc("Calls of tools.") long calls,
        @Doc("Those that failed.") long failures,
        @Doc("Uses of skills.") long skills,
        @Doc("Requests to a model.") long requests,

        @Doc("Runs of commands that were wrapped by candor run.")
        long runs,

        @Doc("Those that failed.") long failedRuns,

        @Doc("Tokens of the requests, those from a cache included.")
        Optional<Long> inputTokens,

        @Doc("Tokens of the answers, those of the reasoning included.")
        Optional<Long> outputTokens,

        @Doc("What the agent says that it cost, in US dollars.")
        Optional<BigDecimal> costUsd) {

    /** A row for each session: the columns that {@link #read} reads, and {@code entries}, how much happened in it. */
    static final String SQL = "(SELECT agent, session_id, arg_max(project, started_at) AS project, count(*) AS entries,"
            + " epoch_us(min(started_at)) AS first_at,"
            + " epoch_us(max(started_at + to_milliseconds(coalesce(duration_ms, 0)))) AS last_at,"
            + " count(*) FILTER (kind = 'turn') AS turns, count(*) FILTER (kind = 'tool') AS calls,"
            + " count(*) FILTER (kind = 'tool' AND outcome = 'failure') AS failures,"
            + " count(*) FILTER (kind = 'skill') AS skills, count(*) FILTER (kind = 'model_request') AS requests,"
            + " count(*) FILTER (kind = '" + AgentTimeline.RUN + "') AS runs,"
            + " count(*) FILTER (kind = '" + AgentTimeline.RUN + "' AND outcome = 'failure') AS failed_runs,"
            + " sum(input_tokens) FILTER (kind = 'model_request')::BIGINT AS input_tokens,"
            + " sum(output_tokens) FILTER (kind = 'model_request')::BIGINT AS output_tokens,"
            + " sum(cost_usd) FILTER (kind = 'model_request') AS cost_usd"
            + " FROM " + AgentTimeline.NAME + " WHERE started_at IS NOT NULL GROUP BY agent, session_id)";

    /** As tables list sessions. */
    static final List<Column> COLUMNS = List.of(
            Column.text("LAST"),
            Column.text("AGENT"),
            Column.text("SESSION"),
            Column.text("PROJECT"),
            Column.number("CALLS"),
            Column.number("FAILED"),
            Column.number("RUNS"),
            Column.number("TOKENS IN"),
            Column.number("OUT"),
            Column.number("COST"));

    static AgentSession read(ResultSet row) throws SQLException {
        return new AgentSession(
                row.getString("agent"),
                row.getString("session_id"),
                Optional.ofNullable(row.getString("project")),
                moment(row, "first_at"),
                moment(row, "last_at"),
                row.getLong("turns"),
                row.getLong("calls"),
                row.getLong("failures"),
                row.getLong("skills"),
                row.getLong("requests"),
                row.getLong("runs"),
                row.getLong("failed_runs"),
                whole(row, "input_tokens"),
                whole(row, "output_tokens"),
                dollars(row));
    }

    static Instant moment(ResultSet row, String column) throws SQLException {
        return Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS);
    }

    static Optional<Long> whole(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    static Optional<BigDecimal> dollars(ResultSet row) throws SQLException {
        double cost = row.getDouble("cost_usd");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(cost).setScale(6, RoundingMode.HALF_EVEN));
    }

    List<String> cells() {
        return List.of(
                Utc.timestamp(lastAt),
                agent,
                sessionId,
                project.orElse("-"),
                Long.toString(calls),
                Long.toString(failures),
                Long.toString(runs),
                inputTokens.map(Object::toString).orElse("-"),
                outputTokens.map(Object::toString).orElse("-"),
                costUsd.map(cost -> "$" + cost.toPlainString()).orElse("-"));
    }
}
