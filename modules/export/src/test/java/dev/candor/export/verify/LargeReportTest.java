package dev.candor.export.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.export.ExportFormat;
import dev.candor.export.ExportOptions;
import dev.candor.export.SessionBundle;
import dev.candor.sessions.LoadedSession;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verifying takes for a report is more than the largest one that an export writes. */
class LargeReportTest {
    private static final int OBJECTIVES = 995;
    private static final int MAX_ID = 1024;

    @TempDir
    Path folder;

    @Test
    void longestIds_asEvidenceOfAThousandObjectives_canBeRead() throws Exception {
        Path alone = folder.resolve("alone.json");
        try (LoadedSession session = GoodBundle.open(rows(), "s", folder, scenarios());
                OutputStream out = Files.newOutputStream(alone)) {
            new SessionBundle(session, new ExportOptions(Optional.empty(), false)).write(ExportFormat.JSON, out);
        }

        assertThat(Files.size(alone)).isGreaterThan(20L * OBJECTIVES * MAX_ID);
        BundleText bundle = new BundleText("alone.json", new Differences());
        bundle.read(alone, read -> {});
        assertThat(bundle.header().members()).containsKeys("score", "report");
    }

    /** All objectives rest on the same 20 events. */
    private static List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = "%04d".formatted(i) + "x".repeat(MAX_ID - 4);
            rows.add("{\"event_id\":\"" + id + "\",\"session_id\":\"s\",\"participant_id\":\"p\",\"timestamp\":"
                    + "\"2026-02-28T14:00:00Z\",\"phase\":\"audit\",\"actor_id\":\"p\",\"outcome\":\"success\","
                    + "\"event_type\":\"" + (i == 0 ? "done" : "slipped") + "\"}");
        }
        return rows;
    }

    /** The shipped scenario with many more objectives. */
    private Path scenarios() throws Exception {
        StringBuilder objectives = new StringBuilder();
        for (int i = 0; i < OBJECTIVES; i++) {
            objectives
                    .append("{\"objective_id\":\"o")
                    .append(i)
                    .append("\",\"label\":\"o\",\"weight\":0.05,\"scoring\":\"penalty\",\"evidence_event\":\"done\",")
                    .append("\"penalty_event\":\"slipped\",\"deduct\":0.001,\"why_success\":\"Yes.\",")
                    .append("\"why_fail\":\"No.\"},");
        }
        Path place = Files.createDirectories(folder.resolve("scenarios/office_fire_mvp"));
        for (String name : List.of("scenario.json", "rubric.json", "microdrills.json")) {
            String text =
                    Files.readString(Verified.SHIPPED.resolve("office_fire_mvp").resolve(name));
            Files.writeString(
                    place.resolve(name),
                    name.equals("rubric.json")
                            ? text.replaceAll("\"weight\": \\d+", "\"weight\": 1")
                                    .replaceFirst("\"objectives\": \\[", "\"objectives\": [" + objectives)
                            : text.replaceFirst("\"event_types\": \\[", "\"event_types\": [\"done\", \"slipped\","));
        }
        return folder.resolve("scenarios");
    }
}
