package dev.candor.orchestrationevents;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.Optional;

/** Whose events belong together: what one source does in one phase to one repository with one tool. */
record RunKey(Optional<String> repository, Optional<String> tool, String source, String phase) {
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

    /** As a sentence names it: {@code mypy on x_make (inspection, visitor)}. */
    String words() {
        return tool.map(name -> name + " on ").orElse("") + repository.orElse("everything") + " (" + phase + ", "
                + source + ")";
    }
}
