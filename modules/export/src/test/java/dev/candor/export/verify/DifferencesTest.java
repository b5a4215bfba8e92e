package dev.candor.export.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.export.verify.Verification.Difference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private final Differences differences = new Differences();

    @Test
    void theWorst_areListedFirst_andTheRestIsCounted() {
        for (int i = 0; i < 300; i++) {
            differences.add(Differences.Code.CSV, "session.csv", "row " + i, "it differs");
        }
        differences.add(Differences.Code.SCORE, "session.json", "/score/score_total", "it differs");

        assertThat(differences.worstFirst()).hasSize(200);
        assertThat(differences.worstFirst().getFirst().code()).isEqualTo("SCORE");
        assertThat(differences.worstFirst().get(1).pointer()).isEqualTo("row 0");
        assertThat(differences.count()).isEqualTo(301);
    }

    @Test
    void everyCode_isExplainedInTheDocs() throws Exception {
        String docs = Files.readString(Path.of("../../docs/sessions.md"));

        assertThat(Differences.Code.values())
                .allSatisfy(code -> assertThat(docs).contains("`" + code.name() + "`"));
    }

    @Test
    void textsOfTheBundle_stayOnOneLine_andMoveNoTerminal() {
        differences.add(
                Differences.Code.REPORT, "session.json", "/a", "", "x\u001b[31my\nz", "found " + "w".repeat(5000));

        Difference difference = differences.worstFirst().getFirst();
        assertThat(difference.found()).isEqualTo("xy z");
        assertThat(difference.sentence()).hasSize(1200).endsWith("…");
    }
}
