package dev.candor.sessions.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.capability.ToolException;
import dev.candor.sessions.event.CanonicalJson;
import dev.candor.sessions.score.Scoring.Assessment;
import dev.candor.sessions.score.Scoring.Lineage;
import dev.candor.sessions.score.Scoring.Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What version 1 of the scoring rules says of sessions: points, sentences, lineage and warnings, of each event and of all.
 * {@code -Dcandor.snapshot=write} writes the sums anew, for sentences that were changed on purpose.
 */
class ScoringSumsTest {
    private static final Path SUMS = Path.of("src/test/resources/dev/candor/sessions/score/scoring-sums.txt");
    private static final int SESSIONS = 200;
    private static final int SESSIONS_A_SUM = 20;

    private static String number(BigDecimal number) {
        return CanonicalJson.number(number).text();
    }

    private static String text(Step step) {
        return number(step.running()) + ' ' + number(step.change()) + ' ' + step.why() + '\n';
    }

    private static String text(Lineage line) {
        return line.objectiveId()
                + ' '
                + line.label()
                + ' '
                + number(line.weight())
                + ' '
                + number(line.first())
                + ' '
                + number(line.repeated())
                + ' '
                + line.isRepeated()
                + ' '
                + line.firstEvidence()
                + ' '
                + line.drill()
                + line.drillEvidence()
                + line.repeatedEvidence()
                + '\n';
    }

    private static String text(Scenario scenario, long seed) {
        Told told = Told.random(scenario, seed);
        StringBuilder text = new StringBuilder();
        told.steps(scenario).forEach(step -> text.append(text(step)));
        Assessment assessment = told.by(scenario);
        text.append(CanonicalJson.text(assessment.score())).append(CanonicalJson.text(assessment.report()));
        assessment.lineage().forEach(line -> text.append(text(line)));
        return text.append(assessment.warnings()).toString();
    }

    private static List<String> sums(String id) throws ToolException, NoSuchAlgorithmException {
        Scenario scenario = Told.shipped(id);
        List<String> sums = new ArrayList<>();
        for (int from = 0; from < SESSIONS; from += SESSIONS_A_SUM) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int seed = from; seed < from + SESSIONS_A_SUM; seed++) {
                digest.update(text(scenario, seed).getBytes(StandardCharsets.UTF_8));
            }
            sums.add(id + " " + from + " " + HexFormat.of().formatHex(digest.digest()));
        }
        return sums;
    }

    @Test
    void randomSessions_areScoredByTheseRulesForEver() throws ToolException, NoSuchAlgorithmException, IOException {
        List<String> found = new ArrayList<>(sums("office_fire_mvp"));
        found.addAll(sums("agent_skill_audit"));
        if (System.getProperty("candor.snapshot", "").equals("write")) {
            Files.write(SUMS, found);
        }
        assertThat(found).isEqualTo(Files.readAllLines(SUMS));
    }
}
