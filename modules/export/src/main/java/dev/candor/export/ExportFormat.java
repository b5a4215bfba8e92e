package dev.candor.export;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

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

    /** The formats that a word means: {@code json}, {@code csv}, {@code html}, {@code both} of the first two, or {@code all}. */
    public static Optional<Set<ExportFormat>> named(String word) {
        return Optional.ofNullable(
                switch (word) {
                    case "json" -> EnumSet.of(JSON);
                    case "csv" -> EnumSet.of(CSV);
                    case "html" -> EnumSet.of(HTML);
                    case "both" -> EnumSet.of(JSON, CSV);
                    case "all" -> EnumSet.allOf(ExportFormat.class);
                    default -> null;
                });
    }
}
