package dev.candor.export;

import dev.candor.foundation.capability.Page;
import dev.candor.foundation.capability.Schema.Doc;
import dev.candor.foundation.capability.Schema.Keywords;
import dev.candor.foundation.capability.Schema.Range;
import dev.candor.foundation.capability.Schema.Result;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.text.CodePoints;
import dev.candor.foundation.text.Wording;
import java.util.List;

/** A bundle that was written; score and report are as it has them. */
@Result
public record ExportedBundle(
        String sessionId,
        @Doc("The scenario it was scored by.") String scenarioId,
        @Doc("How many events it has.") @Range(min = 1) long events,

        @Keywords("""
                "required":["score_total","status","why"],"properties":{"score_total":{"type":"number"},\
                "status":{"type":"string","enum":["pass","conditional_pass","fail"]},\
                "why":{"type":"array","items":{"type":"string"}}}""") ObjectValue score,

        @Doc("How the score came about.") ObjectValue report,
        @Doc("The bundle.") String folder,
        List<File> files,

        @Doc("What an auditor should know, a sentence each.")
        List<String> warnings) {

    /**
     * A file of it.
     *
     * @param sha256 in lower case hexadecimal
     */
    @Result
    public record File(
            String name,
            long bytes,
            String sha256,

            @Doc("Whether it was there already.") boolean unchanged) {}

    /** Says where it is and what is in it. */
    public void tell(Page page) {
        page.line(folder + ": " + Wording.count(events, "event") + ", score "
                + (score.members().get("score_total") instanceof NumberValue total ? total.text() : "?") + " ("
                + score.text("status").orElse("?") + ") by " + scenarioId);
        int widest = files.stream()
                .mapToInt(file -> CodePoints.count(file.name()))
                .max()
                .orElse(0);
        files.forEach(file ->
                page.line("  " + file.name() + " ".repeat(widest - CodePoints.count(file.name())) + "  " + file.sha256()
                        + "  " + Wording.count(file.bytes(), "byte") + (file.unchanged() ? ", unchanged" : "")));
    }
}
