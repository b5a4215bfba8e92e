package dev.candor.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.export.verify.BundleVerifier;
import dev.candor.export.verify.Verification;
import dev.candor.sessions.ScenarioFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bundles that the first version wrote are good for ever. */
class EarlierBundlesTest {
    private static final Path BUNDLES = Path.of("src/test/resources/dev/candor/export/bundles-of-version-1");

    @ParameterizedTest
    @CsvSource({
        "audit-20260402-scraper, 47.5, pass",
        "fire-20260307-017, 70, conditional_pass",
        "sess-20260228-001, 25, fail"
    })
    void bundle_isReproduced_byItsOwnScenarioAndByTheOneAtHand(String id, String score, String status)
            throws Exception {
        for (boolean isOwnScenario : new boolean[] {true, false}) {
            Verification verification = BundleVerifier.verify(
                    BUNDLES.resolve(id),
                    Optional.empty(),
                    new ScenarioFolders(List.of(Path.of("../../config/scenarios"))),
                    isOwnScenario,
                    events -> {});
            assertThat(verification.differences()).isEmpty();
            assertThat(verification.files()).isEqualTo(7);
            assertThat(verification.score().text("status")).contains(status);
            assertThat(verification.score().member("score_total").orElseThrow().toString())
                    .contains(score);
        }
    }
}
