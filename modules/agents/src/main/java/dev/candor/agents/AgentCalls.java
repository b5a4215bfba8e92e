package dev.candor.agents;

import dev.candor.index.DerivedTable;
import dev.candor.index.LogTable;
import dev.candor.validation.contract.Contract;
import java.util.List;

/**
 * What agents did, each thing once, out of what up to three witnesses say of it.
 *
 * <ul>
 *   <li>Where an agent gives a call an id, the rows of one agent, session, kind and id are one thing. Of these things all
 *       who know ids are one witness beside those who know none.
 *   <li>Elsewhere the first of one witness is the first of the other, and so on, in each session and kind; tools apart by
 *       their names, and model requests that failed from the others, as not every witness tells of those. Only those
 *       witnesses are joined that saw the most: one that missed something cannot tell what.
 *   <li>The session that the set-up sends to see whether it arrives is none.
 *   <li>Of what a transcript told twice with one id, for it was read while it was written, the last row counts.
 *   <li>An exit code decides the outcome, whoever tells it; then what was derived; then what was reported. Where a witness
 *       reports another success or failure than that, {@code is_contradicted} is true.
 *   <li>Each other value is from the first witness that has it: durations, tokens and cost from OTLP, then the hook, then
 *       the transcript; names and the project from the hook first; exit codes from the transcript first.
 * </ul>
 */
public final class AgentCalls {
    /** The name of the table of what agents did. */
    public static final String NAME = "agent_calls";

    /**
     * One row for each thing: {@code agent, session_id, kind, call_id, name, outcome, outcome_from, outcome_rule,
     * is_contradicted, started_at, duration_ms, exit_code, error_class, model, input_tokens, output_tokens, cached_tokens,
     * reasoning_tokens, cost_usd, project, agent_version, origins, trace_id, span_id, part, seq}; the last two are the place
     * of the first row that tells of it.
     */
    private static final String SQL = """
            WITH seen AS (
              SELECT * EXCLUDE (row),
               CASE WHEN kind IN ('tool', 'turn', 'subagent') AND agent <> 'gemini-cli' THEN coalesce(call_id,
                CASE WHEN count(call_id) OVER (PARTITION BY agent, session_id, kind, origin) > 0 THEN concat_ws(' ', part, seq) END)
                END AS shared_id,
               CASE origin WHEN 'transcript' THEN 1 WHEN 'otlp' THEN 2 WHEN 'hook' THEN 3 ELSE 4 END AS by_exit_code,
               CASE origin WHEN 'otlp' THEN 1 WHEN 'hook' THEN 2 WHEN 'transcript' THEN 3 ELSE 4 END AS by_measure,
               CASE origin WHEN 'hook' THEN 1 WHEN 'otlp' THEN 2 WHEN 'transcript' THEN 3 ELSE 4 END AS by_name
              FROM SOURCE_ROWS WHERE NOT starts_with(session_id, 'TEST_SESSION') QUALIFY origin <> 'transcript' OR call_id IS NULL
               OR row_number() OVER (PARTITION BY agent, session_id, kind, origin, call_id ORDER BY part DESC, seq DESC) = 1),
             known AS (
              SELECT agent, session_id, kind, shared_id, arg_min(name, (by_name, part, seq)) AS known_name,
               min(started_at) AS begun
              FROM seen WHERE shared_id IS NOT NULL GROUP BY ALL),
             witnessed AS (
              SELECT seen.*, known.begun, CASE WHEN shared_id IS NULL THEN origin ELSE 'by id' END AS witness,
               CASE WHEN kind = 'tool' THEN coalesce(known_name, name)
                WHEN kind = 'model_request' AND outcome = 'failure' THEN 'failed' ELSE '' END AS lane
              FROM seen LEFT JOIN known USING (agent, session_id, kind, shared_id)),
             counted AS (
              SELECT *, dense_rank() OVER (PARTITION BY agent, session_id, kind, lane, witness
                ORDER BY coalesce(begun, started_at), shared_id,
                 CASE WHEN shared_id IS NULL THEN part END, CASE WHEN shared_id IS NULL THEN seq END) AS nth
              FROM witnessed),
             measured AS (
              SELECT *, max(nth) OVER (PARTITION BY agent, session_id, kind, lane, witness) AS of_witness FROM counted),
             witnesses AS (
              FROM measured QUALIFY of_witness = max(of_witness) OVER (PARTITION BY agent, session_id, kind, lane)),
             joined AS (
              SELECT agent, session_id, kind,
               arg_min(call_id, (by_measure, part, seq)) AS call_id,
               arg_min(name, (by_name, part, seq)) AS name,
               coalesce(
                arg_min(outcome, (by_exit_code, part, seq)) FILTER (exit_code IS NOT NULL),
                arg_min(outcome, (by_measure, part, seq)) FILTER (outcome_from = 'derived'),
                arg_min(outcome, (by_measure, part, seq)) FILTER (outcome <> 'unknown'),
                'unknown') AS outcome,
               list(coalesce(reported_outcome, outcome)) FILTER (
                reported_outcome IS NOT NULL OR outcome_from = 'reported' AND outcome IN ('success', 'failure')) AS claims,
               coalesce(
                arg_min(outcome_rule, (by_exit_code, part, seq)) FILTER (exit_code IS NOT NULL),
                arg_min(outcome_rule, (by_measure, part, seq)) FILTER (outcome_from = 'derived')) AS outcome_rule,
               min(started_at) AS seen_first,
               arg_min(started_at, (by_measure, part, seq)) FILTER (duration_ms IS NOT NULL) AS began,
               arg_min(duration_ms, (by_measure, part, seq)) AS duration_ms,
               arg_min(exit_code, (by_exit_code, part, seq)) AS exit_code,
               arg_min(error_class, (by_measure, part, seq)) AS error_class,
               arg_min(model, (by_measure, part, seq)) AS model,
               arg_min(input_tokens, (by_measure, part, seq)) AS input_tokens,
               arg_min(output_tokens, (by_measure, part, seq)) AS output_tokens,
               arg_min(cached_tokens, (by_measure, part, seq)) AS cached_tokens,
               arg_min(reasoning_tokens, (by_measure, part, seq)) AS reasoning_tokens,
               arg_min(cost_usd, (by_measure, part, seq)) AS cost_usd,
               arg_min(project, (by_name, part, seq)) AS project,
               arg_min(agent_version, (by_measure, part, seq)) AS agent_version,
               string_agg(DISTINCT origin, ', ' ORDER BY origin) AS origins,
               arg_min(trace_id, (by_measure, part, seq)) AS trace_id,
               arg_min(span_id, (by_measure, part, seq)) AS span_id,
               min((part, seq)) AS place
              FROM witnesses GROUP BY agent, session_id, kind, lane, nth)
             SELECT * EXCLUDE (claims, began, seen_first, place),
              coalesce(began, seen_first) AS started_at,
              CASE WHEN outcome = 'unknown' THEN NULL WHEN outcome_rule IS NULL THEN 'reported' ELSE 'derived' END
               AS outcome_from,
              coalesce(len(list_filter(claims, lambda claim: claim <> outcome)) > 0, false) AS is_contradicted,
              place[1] AS part, place[2] AS seq
             FROM joined""".replace("TEST_SESSION", AgentSetup.TEST_SESSION);

    /** The table of the rows, of which that one is made. */
    public static final LogTable TABLE = LogTable.of(Contract.AGENT)
            .deriving(new DerivedTable(NAME, List.of("agent"), List.of("agent", "session_id"), SQL));

    private AgentCalls() {}
}
