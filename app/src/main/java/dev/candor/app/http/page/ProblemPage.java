package dev.candor.app.http.page;

import dev.candor.export.html.HtmlOutput;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;

/** What a browser is told that got no page, and after a form was sent. */
public final class ProblemPage {
    private ProblemPage() {}

    /** A page that says what is wrong and what to do. */
    @SuppressWarnings("NullAway")
    public static byte[] of(String title, String sentence) {
        StringOutput out = new StringOutput();
        JteproblemGenerated.render(new HtmlOutput(out), null, title, sentence);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What is seen for a moment by who followed a link of {@code candor open}. */
    @SuppressWarnings("NullAway")
    public static byte[] opening() {
        StringOutput out = new StringOutput();
        JteopeningGenerated.render(new HtmlOutput(out), null);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What a form did, in a sentence. */
    public static String sentence(String action, ObjectValue result) {
        if (action.equals("release")) {
            return result.isTrue("released")
                    ? Format.text(result, "repository") + " is released."
                    : Format.text(result, "repository") + " was not quarantined.";
        }
        if (action.equals("clear")) {
            return "The statistics of " + Format.text(result, "item_id") + " begin anew.";
        }
        if (action.equals("export")) {
            return "Exported " + Format.count(result, "events") + " events into " + Format.text(result, "folder") + ".";
        }
        if (action.equals("verify")) {
            return result.isTrue("reproduced")
                    ? "Verified: made again from its " + Format.count(result, "events") + " events and the rubric, all "
                            + Format.count(result, "files") + " files of the export hold."
                    : "Not reproduced: "
                            + result.objects("differences").stream()
                                    .findFirst()
                                    .map(first -> Format.text(first, "sentence"))
                                    .orElse("it differs")
                            + ".";
        }
        return (result.isTrue("dry_run") ? "Tried, nothing was changed. Of " : "Of ")
                + Format.count(result, "matched") + ": " + Format.count(result, "replayed") + " replayed, "
                + Format.count(result, "duplicate") + " known already, "
                + Format.count(result, "refused_again") + " refused again, "
                + Format.count(result, "dropped") + " dropped, "
                + Format.count(result, "skipped") + " skipped.";
    }
}
