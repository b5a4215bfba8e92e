package dev.candor.ingestion;

import dev.candor.foundation.capability.Schema.Arguments;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Inline;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;

/** Which entries are to leave the quarantine: every one only when that is said. */
@Arguments
record QuarantineChoice(
        @Inline QuarantineFilter filter,

        @Doc("Needed to mean every entry: when nothing else says which.")
        boolean all,

        @Doc("Change nothing and say what would be (default false).")
        boolean dryRun) {
    /** The filter, if it fits what is said of all. */
    QuarantineFilter chosen() throws ToolException {
        if (filter.isAll() == all) {
            return filter;
        }
        throw new ToolException(
                Kind.INVALID_ARGUMENTS,
                "arguments-invalid",
                all
                        ? "{all} means every entry, and a filter or {ids} mean some of them; omit one of the two"
                        : "say which entries are meant: {ids}, {code}, {contract}, {source}, {since} or {until}; or {all}, for every one");
    }
}
