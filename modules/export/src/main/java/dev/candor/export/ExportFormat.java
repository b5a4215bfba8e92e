package dev.candor.export;

/** What a session can be exported as. */
public enum ExportFormat {
    /** Events, score and report. */
    JSON("session.json", "application/json"),
    /** One row per event. */
    CSV("session.csv", "text/csv"),
    /** The report for people, one file that needs no other. */
    HTML("report.html", "text/html");

    private final String fileName;
    private final String mediaType;

    ExportFormat(String fileName, String mediaType) {
        this.fileName = fileName;
        this.mediaType = mediaType;
    }

    /** The name of its file in a bundle. */
    public String fileName() {
        return fileName;
    }

    public String mediaType() {
        return mediaType;
    }
}
