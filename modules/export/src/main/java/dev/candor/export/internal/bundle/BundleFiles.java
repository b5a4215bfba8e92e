package dev.candor.export.internal.bundle;

import dev.candor.sessions.score.Scenario;
import java.util.List;

/** The names of the files of a bundle, which is a folder. */
public final class BundleFiles {
    /** Events, score and report. */
    public static final String JSON = "session.json";

    /** One row per event. */
    public static final String CSV = "session.csv";

    /** The report for people. */
    public static final String HTML = "report.html";

    /** The SHA-256 of the other files, and what they were made of. */
    public static final String MANIFEST = "manifest.json";

    /** All that can be in one, in order. */
    public static final List<String> ALL =
            List.of(MANIFEST, Scenario.MICRODRILLS_FILE, HTML, Scenario.RUBRIC_FILE, Scenario.SCENARIO_FILE, CSV, JSON);

    private BundleFiles() {}
}
