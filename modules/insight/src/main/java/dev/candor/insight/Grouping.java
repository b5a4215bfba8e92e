package dev.candor.insight;

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

    /** A run is a step that ended. */
    private static final String STEPS = """
            SELECT 'repository' AS kind, coalesce(repository, '(all)') AS key, timestamp AS run_at,
             status = 'succeeded' AS succeeded, duration_ms
            FROM orchestration WHERE status IN ('succeeded', 'failed')""";

    /** By what was asked for; skills and items in one list when nothing was. */
    static Grouping of(Optional<By> asked) {
        if (asked.isEmpty()) {
            return over(ALL, Contract.SKILL_USAGE, Contract.EXECUTION);
        }
        return switch (asked.get()) {
            case SKILL -> over(SKILLS, Contract.SKILL_USAGE);
            case ITEM -> over(ITEMS, Contract.EXECUTION);
            case TOOL -> over(renamed("tool", "key", ITEMS) + " WHERE type = 'tool'", Contract.EXECUTION);
            case SOURCE -> over(renamed("source", "source", SKILLS), Contract.SKILL_USAGE);
            case REPOSITORY -> over(STEPS, Contract.ORCHESTRATION);
            case REASON ->
                over(
                        renamed("reason", "coalesce(reason, 'unknown')", ALL) + " WHERE NOT succeeded",
                        Contract.SKILL_USAGE,
                        Contract.EXECUTION);
        };
    }

    private static Grouping over(String runs, Contract... contracts) {
        return new Grouping(Stream.of(contracts).map(LogTable::of).toList(), runs);
    }

    private static String renamed(String kind, String key, String runs) {
        return "SELECT * REPLACE ('" + kind + "' AS kind, " + key + " AS key) FROM (" + runs + ")";
    }
}
