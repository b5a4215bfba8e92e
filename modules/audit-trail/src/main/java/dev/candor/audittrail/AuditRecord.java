package dev.candor.audittrail;

import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A row of the contract {@code audit}, as far as a trail tells it.
 *
 * @param execution when what it tells of ran, and where
 * @param override a decision that was overridden on purpose, with the reason for it
 */
record AuditRecord(
        String correlationId,
        Instant at,
        String actor,
        String action,
        Entity entity,
        Outcome outcome,
        Optional<String> reason,
        Execution execution,
        List<Decision> decisions,
        Optional<Overruling> override) {
    /** When something ran, and where, as far as that was told. */
    record Execution(Optional<Instant> startedAt, Optional<Instant> finishedAt, Optional<String> runner) {}

    /** A decision that was overridden on purpose. */
    @Result
    record Overruling(String decisionId, String reason) {}

    /** Reads a row; empty when it is none that can be understood, which a valid row always can. */
    static Optional<AuditRecord> read(byte[] bytes, int from, int to) {
        try {
            return JsonValue.parse(bytes, from, to) instanceof ObjectValue row ? of(row) : Optional.empty();
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<AuditRecord> of(ObjectValue row) {
        Optional<String> id = row.text("correlation_id");
        Optional<Instant> at = Words.moment(row.text("generated_at"));
        Optional<Outcome> outcome = row.text("outcome").flatMap(Outcome::of);
        if (id.isEmpty() || at.isEmpty() || outcome.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AuditRecord(
                id.get(),
                at.get(),
                Words.line(row.text("actor").orElse("")),
                Words.line(row.text("action").orElse("")),
                Entity.of(row.object("entity")),
                outcome.get(),
                row.text("reason").map(Words::line).filter(reason -> !reason.isEmpty()),
                execution(row.object("execution")),
                decisions(row),
                row.member("override")
                        .filter(ObjectValue.class::isInstance)
                        .map(override -> override(row.object("override")))));
    }

    private static Execution execution(ObjectValue execution) {
        return new Execution(
                Words.moment(execution.text("started_at")),
                Words.moment(execution.text("finished_at")),
                execution.text("runner").map(Words::line));
    }

    private static List<Decision> decisions(ObjectValue row) {
        return row.objects("decisions").stream()
                .flatMap(decision -> Decision.of(decision).stream())
                .toList();
    }

    private static Overruling override(ObjectValue override) {
        return new Overruling(
                Words.line(override.text("decision_id").orElse("")),
                Words.line(override.text("reason").orElse("")));
    }

    /** When what it tells of began, as far as that is known. */
    Instant begin() {
        return execution.startedAt().orElse(at);
    }

    /** When what it tells of ended, as far as that is known. */
    Instant end() {
        return execution.finishedAt().orElse(at);
    }

    /** As a sentence names it: {@code codex.execute on issue acme/shop#7}. */
    String words() {
        return action + " on " + entity.words();
    }
}
