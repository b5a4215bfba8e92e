package dev.candor.export.verify;

import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;

/** What was found when a bundle was made again. */
@Result
public record Verification(
        @Doc("As the bundle says.") String sessionId,
        @Doc("As the bundle says.") String scenarioId,

        @Doc("Whether there is no difference.") boolean reproduced,

        @Doc("How many events it has.") long events,
        @Doc("How many files of it were compared.") long files,

        @Doc("score_total, status and why as the events give them; without members when they could not be recomputed.")
        ObjectValue score,

        @Doc("What was looked at, a line each.") List<String> checks,

        @Doc("What does not hold, the worst first.") List<Difference> differences,

        @Doc("How many differences there are beyond those.") long omitted,

        @Doc("What is no difference and should be known all the same.")
        List<String> notes) {

    /** Something that does not hold. */
    @Result
    public record Difference(
            @Doc("Stable, in capitals: SCORE.") String code,
            @Doc("The file of the bundle.") String file,

            @Doc("A JSON pointer (RFC 6901) into it, or row 7, column phase; empty for the whole file.")
            String pointer,

            @Doc("What was recomputed, as short JSON; empty when there is no such thing.")
            String expected,

            @Doc("What stands there, as short JSON; empty when it is missing.")
            String found,

            @Doc("The same for a person, with the reason.") String sentence) {}
}
