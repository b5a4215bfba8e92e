package dev.candor.insight;

import dev.candor.agents.AgentCalls;
import dev.candor.agents.AgentTimeline;
import dev.candor.index.LogTable;
import dev.candor.insight.StatsQuery.By;
import dev.candor.validation.contract.Contract;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What runs are counted by.
 *
 * @param tables that the query reads
 * @param runs the query that finds the runs: {@code kind, key, run_at, succeeded, duration_ms}, and what else there is
 */
record Grouping(List<LogTable> tables, String runs) {
    private static final String SKILLS = """
            SELECT 'skill' AS kind, skill AS key, timestamp_utc AS run_at, status = 'success' AS succeeded, duration_ms,
             source, reason_code AS reason, error_class, row, part, seq
            FROM skill_usage WHERE skill IS NOT NULL AND status IN ('success', 'failure')""";

    /** An item's statistics begin anew where they were cleared. */
    private static final String ITEMS = """
            SELECT 'item' AS kind, item_id AS key, timestamp AS run_at, outcome = 'success' AS succeeded, duration_ms,
             item_type AS type, nullif(outcome, 'success') AS reason, row, part, seq
            FROM execution WHERE event = 'run' AND item_id IS NOT NULL AND outcome IS NOT NULL AND NOT EXISTS (
             FROM execution AS later WHERE later.event = 'clear' AND later.item_id IN (execution.item_id, '*')
             AND (later.part, later.seq) > (execution.part, execution.seq))""";

    private static final String ALL = SKILLS + " UNION ALL BY NAME " + ITEMS;

    /**
     * Whom a call was refused or who cancelled it says nothing of the tool: neither is a success nor a failure. A skill whose
     * command was wrapped is counted by its runs.
     */
    private static final String AGENTS = """
            SELECT KIND AS kind, KEY AS key, started_at AS run_at,
             CASE outcome WHEN 'success' THEN true WHEN 'failure' THEN false END AS succeeded, duration_ms,
             TOKENS,
             agent, session_id, error_class, exit_code, outcome_rule AS rule, origins AS source, agent_version AS version, part, seq
            FROM CALLS WHERE kind = 'WHAT' AND KEY IS NOT NULL COUNTED""";

    private static final String AGENT_TOOLS = agents("'agent tool'", "name", "tool");
    private static final String AGENT_SKILLS = agents("'agent skill'", "name", "skill");
    private static final String AGENT_RUNS = AGENT_TOOLS + " UNION ALL BY NAME " + AGENT_SKILLS;

    private static final String EVERYTHING = ALL + " UNION ALL BY NAME " + AGENT_RUNS;

    /** A run is a step that ended. */
    private static final String STEPS = """
            SELECT 'repository' AS kind, coalesce(repository, '(all)') AS key, timestamp AS run_at,
             status = 'succeeded' AS succeeded, duration_ms
            FROM orchestration WHERE status IN ('succeeded', 'failed')""";

    /** The runs that were wrapped or recorded: of skills, and of items. */
    static final Grouping RUNS = over(ALL, Contract.SKILL_USAGE, Contract.EXECUTION);

    /** The runs of skills that were wrapped. */
    static final Grouping SKILL_RUNS = over(SKILLS, Contract.SKILL_USAGE);

    /** By what was asked for; when nothing was, all that ran in one list. */
    static Grouping of(Optional<By> asked) {
        if (asked.isEmpty()) {
            return over(EVERYTHING, Contract.SKILL_USAGE, Contract.EXECUTION, Contract.AGENT);
        }
        return switch (asked.get()) {
            case SKILL -> over(SKILLS + " UNION ALL BY NAME " + AGENT_SKILLS, Contract.SKILL_USAGE, Contract.AGENT);
            case AGENT -> over(agents("'agent'", "agent", "tool"), Contract.SKILL_USAGE, Contract.AGENT);
            case MODEL -> over(agents("'model'", "model", "model_request"), Contract.AGENT);
            case ITEM -> over(ITEMS, Contract.EXECUTION);
            case TOOL ->
                over(
                        renamed("tool", "key", ITEMS) + " WHERE type = 'tool' UNION ALL BY NAME " + AGENT_TOOLS,
                        Contract.EXECUTION,
                        Contract.SKILL_USAGE,
                        Contract.AGENT);
            case TOTAL ->
                over(renamed("total", "'(all)'", EVERYTHING), Contract.SKILL_USAGE, Contract.EXECUTION, Contract.AGENT);
            case SOURCE -> over(renamed("source", "source", SKILLS), Contract.SKILL_USAGE);
            case REPOSITORY -> over(STEPS, Contract.ORCHESTRATION);
            case REASON ->
                over(
                        renamed("reason", "coalesce(reason, 'unknown')", ALL) + " WHERE NOT succeeded",
                        Contract.SKILL_USAGE,
                        Contract.EXECUTION);
        };
    }

    private static String agents(String kind, String key, String what) {
        String tokens = what.equals("model_request")
                ? "input_tokens, output_tokens, cost_usd"
                : "NULL::BIGINT AS input_tokens, NULL::BIGINT AS output_tokens, NULL::DOUBLE AS cost_usd";
        // no wrapped run tells of a model
        return AGENTS.replace("CALLS", what.equals("model_request") ? AgentCalls.NAME : AgentTimeline.NAME)
                .replace("KIND", kind)
                .replace("KEY", key)
                .replace("WHAT", what)
                .replace("TOKENS", tokens)
                .replace("COUNTED", what.equals("skill") ? "AND NOT is_wrapped" : "");
    }

    /** What agents did is told by their own rows and by those of the commands that they ran. */
    private static Grouping over(String runs, Contract... contracts) {
        List<Contract> all = List.of(contracts);
        if (!all.contains(Contract.AGENT)) {
            return new Grouping(all.stream().map(LogTable::of).toList(), runs);
        }
        List<Contract> told = List.of(Contract.AGENT, Contract.SKILL_USAGE);
        Stream<LogTable> others =
                all.stream().filter(contract -> !told.contains(contract)).map(LogTable::of);
        return new Grouping(Stream.concat(AgentTimeline.TABLES.stream(), others).toList(), runs);
    }

    private static String renamed(String kind, String key, String runs) {
        return "SELECT * REPLACE ('" + kind + "' AS kind, " + key + " AS key) FROM (" + runs + ")";
    }
}
