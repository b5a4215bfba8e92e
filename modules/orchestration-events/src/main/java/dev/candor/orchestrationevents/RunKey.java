package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Optional;

/**
 * Whose events belong together: what one source does in one phase to one repository with one tool. Keys have an order, which
 * hash maps fall back on when the hash codes of many keys are equal.
 */
record RunKey(Optional<String> repository, Optional<String> tool, String source, String phase)
        implements Comparable<RunKey> {
    static RunKey of(ObjectValue row) {
        return new RunKey(
                row.text("repository"),
                row.text("tool"),
                row.text("source").orElse(""),
                row.text("phase").orElse(""));
    }

    /** Whether events of it can end a quarantine. */
    boolean isRelease() {
        return source.equals(OrchestrationEvent.ORCHESTRATOR)
                && phase.equals(OrchestrationEvent.RELEASE)
                && tool.isEmpty();
    }

    @Override
    public int compareTo(RunKey other) {
        int order = source.compareTo(other.source);
        order = order != 0 ? order : phase.compareTo(other.phase);
        order = order != 0 ? order : compare(repository, other.repository);
        return order != 0 ? order : compare(tool, other.tool);
    }

    private static int compare(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent()
                ? one.get().compareTo(other.get())
                : Boolean.compare(one.isPresent(), other.isPresent());
    }

    /** As a sentence names it: {@code mypy on x_make (inspection, visitor)}. */
    String words() {
        return tool.map(name -> name + " on ").orElse("") + repository.orElse("everything") + " (" + phase + ", "
                + source + ")";
    }
}
