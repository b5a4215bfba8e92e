package dev.candor.export.internal.session;

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

    private BundleFiles() {}
}
