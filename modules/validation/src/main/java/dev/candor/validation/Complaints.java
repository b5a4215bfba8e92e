package dev.candor.validation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is found out about one row. Sentences and pointers lose their secrets here. */
final class Complaints {
    private static final String SCHEMA = "SCHEMA_";

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
                pointer,
                Sentences.subject(pointer) + " " + predicate));
    }

    void add(Violation violation) {
        add(new Finding(
                Severity.REFUSAL,
                schemaCode(violation.rule()),
                violation.rule(),
                violation.pointer(),
                violation.sentence()));
    }

    private void add(Finding finding) {
        List<Finding> list = switch (finding.severity()) {
            case REFUSAL -> refusals;
            case WARNING -> warnings;
        };
        if (list.size() < RowChecker.MAX_VIOLATIONS) {
            list.add(new Finding(
                    finding.severity(),
                    finding.code(),
                    finding.rule(),
                    Secrets.redact(finding.pointer()),
                    Secrets.redact(finding.sentence())));
        }
    }

    /** {@code additionalProperties} becomes {@code SCHEMA_ADDITIONAL_PROPERTIES}. */
    static String schemaCode(String keyword) {
        StringBuilder code = new StringBuilder(SCHEMA);
        for (int i = 0; i < keyword.length(); i++) {
            char c = keyword.charAt(i);
            if (Character.isUpperCase(c)) {
                code.append('_');
            }
            code.append(Character.isLetterOrDigit(c) ? Character.toUpperCase(c) : '_');
        }
        return code.toString();
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
