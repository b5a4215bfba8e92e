package dev.candor.ingestion;

import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import java.util.List;

/** Entries were named that are not in quarantine. The message says which. */
public final class NoSuchEntryException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_NAMED = 5;

    NoSuchEntryException(List<String> ids) {
        super("there is no entry " + String.join(", ", ids.subList(0, Math.min(MAX_NAMED, ids.size())))
                + (ids.size() > MAX_NAMED ? " (and " + (ids.size() - MAX_NAMED) + " more)" : "")
                + " in quarantine: it never was, or has left");
    }

    ToolException notFound() {
        return new ToolException(
                Kind.NOT_FOUND,
                "quarantine-entry-not-found",
                getMessage() + "; nothing was changed (list_quarantine names those there are)");
    }
}
