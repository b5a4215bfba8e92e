package dev.candor.validation.contract;

import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.RowChecker;
import dev.candor.validation.schema.Sentences;
import dev.candor.validation.schema.Violation;
import dev.candor.validation.secrets.Secrets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is found out about one row. Sentences and pointers lose their secrets here. */
final class Complaints {
    private final List<Finding> refusals = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private @Nullable Policy policy;

    /** What is added from now on breaks this policy. */
    void about(Policy policy) {
        this.policy = policy;
    }

    /**
     * Adds a finding of the current policy.
     *
     * @param pointer to the offending value
     * @param predicate what follows the pointer in the sentence
     */
    void add(String pointer, String predicate) {
        if (policy == null) {
            throw new IllegalStateException("a complaint without a policy");
        }
        add(new Finding(
                policy.severity(),
                policy.code(),
                policy.rule(),
                Secrets.installed().redact(pointer),
                Secrets.installed().redact(Sentences.subject(pointer) + " " + predicate)));
    }

    void add(Violation violation) {
        add(Finding.of(violation));
    }

    private void add(Finding finding) {
        List<Finding> list = switch (finding.severity()) {
            case REFUSAL -> refusals;
            case WARNING -> warnings;
        };
        if (list.size() < RowChecker.MAX_VIOLATIONS) {
            list.add(finding);
        }
    }

    /** All findings, refusals first. */
    List<Finding> all() {
        if (warnings.isEmpty()) {
            return refusals.isEmpty() ? List.of() : List.copyOf(refusals);
        }
        List<Finding> all = new ArrayList<>(refusals);
        all.addAll(warnings);
        return List.copyOf(all);
    }
}
