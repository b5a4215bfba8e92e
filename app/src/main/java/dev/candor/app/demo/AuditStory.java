package dev.candor.app.demo;

import dev.candor.app.demo.Month.Day;
import dev.candor.validation.contract.Contract;
import java.time.Instant;
import java.util.List;

/** Executions with the decisions behind them: done, blocked by a rule, or failed; one contradicts itself. */
final class AuditStory implements Story {
    private static final double ROWS_OF_AN_EXECUTION = 4.7;
    private static final String SUCCESS = "success";
    private static final String BLOCKED = "blocked";
    private static final String DECISION = """
            "decisions":[{"decision":"@","evidence":[{"key":"@","value":"@ declared"}],"id":"@/1","kind":"@",\
            "outcome":"@","reason":@,"rule":"@","subject":"@"}],""";
    private static final String ROW = """
            {"action":"@","actor":"@","correlation_id":"@",@"entity":{"repo":"@",@},"execution":{"finished_at":"@",\
            "runner":"runner-@","started_at":"@"},"generated_at":"@","outcome":"@","reason":@,\
            "schema_version":"1.0"}""";
    private static final Chain CODEX = new Chain(
            "codex",
            "'number':@,'type':'pull_request'",
            List.of(
                    new Step("codex.supervisor.dispatch", "routing", "queue.capacity", "route"),
                    new Step("codex.validate", "validation", "labels.allowed", "allow"),
                    new Step("codex.execute", "enforcement", "checks.green", "allow"),
                    new Step("codex.pr.create", "mutation", "branch.up_to_date", "create")),
            "codex.complete");
    private static final Chain PREPARATION = new Chain(
            "prepare-repo",
            "'number':null,'type':'repository'",
            List.of(
                    new Step("config.load", "routing", "config.found", "route"),
                    new Step("config.validate", "validation", "config.schema", "allow"),
                    new Step("repo.prepare.labels.reconcile", "mutation", "labels.declared", "update"),
                    new Step("repo.prepare.milestones.reconcile", "mutation", "milestones.declared", "skip")),
            "repo.prepare.complete");

    private record Chain(String actor, String entity, List<Step> steps, String completion) {}

    private record Step(String action, String kind, String rule, String decision) {}

    private final Chance chance;
    private final Instant contradictionAt;
    private boolean isContradictionTold;

    AuditStory(Chance chance, Month month) {
        this.chance = chance;
        this.contradictionAt = month.ago(4);
    }

    @Override
    public void tell(Day day, long rows, List<Row> told) {
        for (Instant at : day.moments(Math.round(rows / ROWS_OF_AN_EXECUTION), chance)) {
            boolean contradicts = !isContradictionTold && at.isAfter(contradictionAt);
            isContradictionTold |= contradicts;
            new Execution(contradicts || chance.happens(0.7) ? CODEX : PREPARATION, at, told).tell(contradicts);
        }
    }

    /** The records of one correlation id. */
    private final class Execution {
        private final Chain chain;
        private final String id = chance.uuid();
        private final String repository = "example/" + chance.one(OrchestrationStory.REPOSITORIES);
        private final String entity;
        private final List<Row> told;
        private Instant at;

        Execution(Chain chain, Instant at, List<Row> told) {
            this.chain = chain;
            this.entity = chain.entity().replace("@", Integer.toString(1 + chance.below(900)));
            this.at = at;
            this.told = told;
        }

        /** Up to the step that does not succeed, if there is one; a contradiction is complete all the same. */
        void tell(boolean contradicts) {
            int bad = contradicts ? 2 : chance.happens(0.22) ? 1 + chance.below(2) : Integer.MAX_VALUE;
            String outcome = SUCCESS;
            for (int i = 0; i < chain.steps().size() && outcome.equals(SUCCESS); i++) {
                Step step = chain.steps().get(i);
                outcome = i < bad ? SUCCESS : step.kind().equals("validation") ? BLOCKED : "failed";
                add(step.action(), outcome, reason(outcome, step.rule()), decision(step, outcome));
            }
            String end = contradicts ? SUCCESS : outcome;
            add(chain.completion(), end, reason(end, "a step before"), "");
        }

        private String decision(Step step, String outcome) {
            boolean isDone = outcome.equals(SUCCESS);
            String decision = isDone ? step.decision() : "deny";
            String as = isDone ? "as" : "not as";
            String rule = step.rule();
            String why = reason(outcome, rule);
            return Story.filled(
                    DECISION, decision, rule, as, step.action(), step.kind(), outcome, why, rule, repository);
        }

        private void add(String action, String outcome, String reason, String decisions) {
            Instant begun = at;
            at = at.plusMillis(chance.about(9_000, 0.9));
            String actor = chain.actor();
            int runner = 1 + chance.below(4);
            told.add(Row.of(
                    Contract.AUDIT,
                    at,
                    ROW,
                    action,
                    actor,
                    id,
                    decisions,
                    repository,
                    entity,
                    at,
                    runner,
                    begun,
                    at,
                    outcome,
                    reason));
            at = at.plusMillis(chance.about(1_500, 0.8));
        }
    }

    private static String reason(String outcome, String what) {
        return outcome.equals(SUCCESS)
                ? "null"
                : "'" + what + (outcome.equals(BLOCKED) ? " does not hold'" : " ended with an error'");
    }
}
