package dev.candor.agents;

import dev.candor.index.DerivedTable;
import dev.candor.index.LogTable;
import dev.candor.validation.contract.Contract;
import java.util.List;

/**
 * What happened in the sessions of agents, each thing once: what {@link AgentCalls} tells of, and the runs of commands that
 * were wrapped.
 *
 * <ul>
 *   <li>A run belongs to the session that its row names. When it names none: to the one session of its trace that had begun,
 *       and of several to the only one that had not ended; else to the one session of its agent that went on at that time.
 *       Where two would do, it belongs to none.
 *   <li>It ran in the tool call that its row names, else in the one call of its session that went on in the middle of it.
 *   <li>A call with one run in it has the outcome of the run, by the rule {@code wrapped_run}, unless it has an exit code, or
 *       an outcome that was derived: a line such as {@code candor run … || true} ends otherwise than its run.
 *   <li>A skill that was used has the outcome of the runs of its name from then until it is used again: {@code failure} if one
 *       failed. It {@code is_wrapped} then, and who counts runs counts those.
 * </ul>
 */
public final class AgentTimeline {
    /** The kind of a run. */
    public static final String RUN = "run";

    /** The name of the table of what happened in sessions. */
    public static final String NAME = "agent_timeline";

    /** The runs that say of which agent or trace they were part: one row for each. */
    private static final DerivedTable RUNS =
            new DerivedTable("agent_runs", List.of("skill_usage"), List.of("part", "seq"), """
            SELECT *, ended_at - to_milliseconds(coalesce(duration_ms, 0)) AS began,
             ended_at - to_milliseconds(coalesce(duration_ms, 0) / 2) AS middle
            FROM (
             SELECT part, seq, skill, status, timestamp_utc AS ended_at, error_class,
              CASE WHEN duration_ms BETWEEN 0 AND 10000000000 THEN duration_ms END AS duration_ms,
              CASE status WHEN 'success' THEN 0 ELSE
               TRY_CAST(regexp_extract(reason_detail, '^command_exit=([0-9]{1,3})$', 1) AS BIGINT) END AS exit_code,
              ID(agent) AS agent, ID(agent_session_id) AS session_id, ID(agent_call_id) AS call_id,
              ID(trace_id) AS trace_id, ID(span_id) AS span_id, ID(parent_span_id) AS parent_span_id
             FROM SOURCE_ROWS
             WHERE skill IS NOT NULL AND status IN ('success', 'failure') AND timestamp_utc IS NOT NULL)
            WHERE agent IS NOT NULL OR trace_id IS NOT NULL""".replaceAll(
                    "ID\\((\\w+)\\)", "nullif(regexp_extract(row->>'\\$.$1', '^[0-9A-Za-z_-]{1,128}\\$'), '')"));

    /**
     * One row for each thing: the columns of {@link AgentCalls#NAME}, and {@code is_wrapped}; of runs, whose kind is
     * {@value #RUN}, also {@code joined_by} ({@code session_id, trace_id, time}) and {@code parent_span_id}.
     */
    private static final String SQL = """
            WITH calls AS (FROM CALLS), runs AS (FROM agent_runs),
             sessions AS MATERIALIZED (
              SELECT agent, session_id, min(started_at) AS began,
               max(started_at + to_milliseconds(coalesce(duration_ms, 0))) AS ended
              FROM calls GROUP BY ALL),
             traces AS (SELECT DISTINCT agent, session_id, trace_id FROM calls WHERE trace_id IS NOT NULL),
             candidates AS (
              SELECT runs.part, runs.seq, sessions.agent, sessions.session_id, 'trace_id' AS joined_by, 1 AS preference,
               runs.middle <= sessions.ended AS goes_on
              FROM runs JOIN traces USING (trace_id)
              JOIN sessions ON sessions.agent = traces.agent AND sessions.session_id = traces.session_id
              WHERE runs.session_id IS NULL AND runs.began >= sessions.began AND coalesce(runs.agent = sessions.agent, true)
              UNION ALL
              SELECT runs.part, runs.seq, sessions.agent, sessions.session_id, 'time', 2, true
              FROM runs JOIN sessions ON sessions.agent = runs.agent
               AND runs.began >= sessions.began AND runs.middle <= sessions.ended
              WHERE runs.session_id IS NULL),
             preferred AS (FROM candidates QUALIFY preference = min(preference) OVER (PARTITION BY part, seq)),
             possible AS (FROM preferred QUALIFY goes_on = bool_or(goes_on) OVER (PARTITION BY part, seq)),
             joined AS MATERIALIZED (
              FROM (
               SELECT part, seq, agent, session_id, 'session_id' AS joined_by FROM runs
               WHERE agent IS NOT NULL AND session_id IS NOT NULL
               UNION ALL
               (SELECT part, seq, agent, session_id, joined_by FROM possible
                QUALIFY count(*) OVER (PARTITION BY part, seq) = 1))
              JOIN (SELECT * EXCLUDE (agent, session_id) FROM runs) USING (part, seq)),
             inside AS MATERIALIZED (
              SELECT joined.part AS run_part, joined.seq AS run_seq, joined.status, joined.exit_code,
               calls.part, calls.seq, calls.call_id
              FROM joined JOIN calls ON calls.kind = 'tool' AND calls.agent = joined.agent
               AND calls.session_id = joined.session_id AND CASE WHEN joined.call_id IS NOT NULL
                THEN calls.call_id = joined.call_id
                ELSE joined.middle BETWEEN calls.started_at AND calls.started_at + to_milliseconds(calls.duration_ms) END
              QUALIFY count(*) OVER (PARTITION BY joined.part, joined.seq) = 1),
             uses AS (
              SELECT part, seq, agent, session_id, name, started_at, lead(started_at) OVER (
                PARTITION BY agent, session_id, name ORDER BY started_at, part, seq) AS used_again
              FROM calls WHERE kind = 'skill'),
             wrapped AS (
              SELECT part, seq, any_value(status) AS status, any_value(exit_code) AS exit_code
              FROM inside GROUP BY part, seq HAVING count(*) = 1
              UNION ALL
              SELECT uses.part, uses.seq, CASE WHEN bool_and(joined.status = 'success') THEN 'success' ELSE 'failure' END,
               NULL::BIGINT
              FROM uses JOIN joined ON joined.agent = uses.agent AND joined.session_id = uses.session_id
               AND joined.skill = uses.name AND joined.began >= uses.started_at
               AND coalesce(joined.began < uses.used_again, true)
              GROUP BY uses.part, uses.seq)
             SELECT * EXCLUDE (told, told_code, tells) REPLACE (
               CASE WHEN tells THEN told ELSE outcome END AS outcome,
               CASE WHEN tells THEN 'derived' ELSE outcome_from END AS outcome_from,
               CASE WHEN tells THEN 'wrapped_run' ELSE outcome_rule END AS outcome_rule,
               CASE WHEN tells THEN told_code ELSE exit_code END AS exit_code,
               is_contradicted OR tells AND outcome <> 'unknown' AND outcome <> told AS is_contradicted)
             FROM (
              SELECT calls.*, wrapped.part IS NOT NULL AS is_wrapped, wrapped.status AS told, wrapped.exit_code AS told_code,
               wrapped.part IS NOT NULL AND calls.exit_code IS NULL
                AND (outcome = 'unknown' OR outcome IN ('success', 'failure') AND outcome_from = 'reported') AS tells
              FROM calls LEFT JOIN wrapped ON wrapped.part = calls.part AND wrapped.seq = calls.seq)
             UNION ALL BY NAME
             SELECT agent, session_id, 'run' AS kind, skill AS name, coalesce(joined.call_id, inside.call_id) AS call_id,
              joined.status AS outcome, 'derived' AS outcome_from, 'exit_code' AS outcome_rule, false AS is_contradicted,
              false AS is_wrapped, began AS started_at, duration_ms, joined.exit_code, error_class, 'wrapper' AS origins,
              trace_id, span_id, parent_span_id, joined_by, joined.part, joined.seq
             FROM joined LEFT JOIN inside ON inside.run_part = joined.part AND inside.run_seq = joined.seq""".replace("CALLS", AgentCalls.NAME);

    /** The tables of the rows, of which that one is made. */
    public static final List<LogTable> TABLES = List.of(
            AgentCalls.TABLE,
            LogTable.of(Contract.SKILL_USAGE)
                    .deriving(RUNS, new DerivedTable(NAME, List.of(AgentCalls.NAME, "agent_runs"), List.of(), SQL)));

    private AgentTimeline() {}
}
