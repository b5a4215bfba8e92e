package dev.candor.export.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.export.verify.Verification.Difference;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.MeasuredStream;
import dev.candor.sessions.ScenarioFolders;
import dev.candor.testing.SessionRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleVerifierTest {
    @TempDir
    Path folder;

    private Path bundle;

    @BeforeEach
    void export() throws Exception {
        bundle = GoodBundle.of(SessionRows.officeFire(), "sess-20260228-001", folder, false);
    }

    private void replace(String file, String what, String by) throws Exception {
        String text = Files.readString(bundle.resolve(file));
        assertThat(text).contains(what);
        Files.writeString(bundle.resolve(file), text.replace(what, by));
    }

    private Difference difference(Verification verification, String code) {
        return verification.differences().stream()
                .filter(found -> found.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + code + " in " + verification.differences()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bundle_isReproduced_alsoWithDisarmedCells(boolean safe) throws Exception {
        Path written = GoodBundle.of(
                SessionRows.officeFire().stream()
                        .map(row -> row.replace("sess-20260228-001", "s-2").replace("\"anon-p001\"", "\"=p,\\\"\\n1\""))
                        .toList(),
                "s-2",
                folder,
                safe);
        Verification verification = Verified.of(written);

        assertThat(verification.differences()).isEmpty();
        assertThat(verification.checks())
                .anySatisfy(check -> assertThat(check).startsWith("7 rows of the CSV, cell by cell"))
                .contains("session.json byte for byte");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "score_total":25   | "score_total":26     | SCORE    | /score/score_total
            "status":"fail"    | "status":"pass"      | SCORE    | /score/status
            "event_id":"evt-003" | "event_id":"evt-002" | EVENTS | /events/2/event_id
            "score_delta":-20  | "score_delta":-19    | CSV      | row 4, column score_delta
            "penalty":20       | "penalty":0          | REPORT   | /report/critical_errors/0
            14:03:20Z          | 14:03:20+01:00       | EVENTS   | /events/3/timestamp
            "outcome":"info"   | "outcome":"perhaps"  | EVENTS   | /events/0/outcome
            14:01:10Z          | 14:05:10Z            | EVENTS   | /events/2
            "report":{         | "more":1,"report":{  | FORM     | /more
            "exported_at":"2   | "exported_at":"x2    | FORM     | /exported_at
            "scenario_id":"off | "scenario_id":"Off   | SCENARIO | /scenario_id
            """)
    void changeOfTheJson_isFound(String what, String by, String code, String pointer) throws Exception {
        replace("session.json", what, by);
        Difference found = difference(Verified.of(bundle), code);

        assertThat(found.pointer()).isEqualTo(pointer);
        assertThat(found.file()).isEqualTo(code.equals("CSV") ? "session.csv" : "session.json");
        assertThat(found.sentence()).isNotBlank();
    }

    /** Who forges a bundle can choose numbers whose sum nobody can write; that must not end the looking. */
    @Test
    void claimsFarApart_areRefutedAllTheSame() throws Exception {
        replace("session.json", "\"score_total\":25", "\"score_total\":1e9999");
        replace("session.json", "\"score_delta\":25", "\"score_delta\":1e9999");
        replace("session.json", "\"score_delta\":-20", "\"score_delta\":1e-9999");
        replace("session.json", "\"score_awarded\":25", "\"score_awarded\":1e900");
        replace("session.json", "\"penalty\":20", "\"penalty\":1e-900");

        assertThat(difference(Verified.of(bundle), "SCORE").sentence())
                .contains("report awards adds up to a number of too many digits")
                .endsWith("by score_delta to a number of too many digits; none of them gives 1e+9999");
    }

    @Test
    void trailingComma_isNoStrictJson() throws Exception {
        replace("session.json", "}\n],", "},\n],");

        assertThat(difference(Verified.of(bundle), "NOT_JSON").sentence())
                .startsWith("the file must be one JSON object: expected a JSON value, found ']'");
    }

    @Test
    void sameContentInOtherBytes_isFoundInAFolder_andLetPassAlone() throws Exception {
        replace("session.json", "\"score_delta\":25", "\"score_delta\": 25.0");

        assertThat(difference(Verified.of(bundle), "FORM").sentence())
                .isEqualTo("the file says what it should in other bytes than an export writes");
        Path alone = Files.copy(bundle.resolve("session.json"), folder.resolve("alone.json"));
        assertThat(Verified.of(alone).differences()).isEmpty();
    }

    private List<Difference> csvDifferences(List<String> rows) throws Exception {
        Files.write(bundle.resolve("session.csv"), rows);
        return Verified.of(bundle).differences().stream()
                .filter(found -> found.code().equals("CSV"))
                .toList();
    }

    @Test
    void missingRow_isFound_withTheFirstRowsThatDiffer() throws Exception {
        List<String> rows = new ArrayList<>(Files.readAllLines(bundle.resolve("session.csv")));
        rows.remove(3);
        List<Difference> found = csvDifferences(rows);
        assertThat(found.getFirst().pointer()).isEqualTo("row 3, column timestamp");
        assertThat(found.getFirst().expected()).isEqualTo("\"2026-02-28T14:03:00Z\"");
        assertThat(found.getFirst().found()).isEqualTo("\"2026-02-28T14:03:20Z\"");
        assertThat(found)
                .filteredOn(one -> one.sentence().startsWith("every event"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.expected()).isEqualTo("7");
                    assertThat(one.found()).isEqualTo("6");
                });
        assertThat(Verified.codes(Verified.of(bundle))).containsExactly("CSV", "FILES");
    }

    @Test
    void rowsThatDiffer_areToldUpToFive_andTheRestIsCounted() throws Exception {
        List<String> rows = new ArrayList<>(Files.readAllLines(bundle.resolve("session.csv")));
        rows.replaceAll(row ->
                row.replace(",audit,", ",Audit,").replace("_drill,", "_Drill,").replace(",re_", ",Re_"));
        assertThat(csvDifferences(rows))
                .extracting(Difference::pointer)
                .startsWith("row 1, column phase", "row 2, column phase")
                .endsWith("")
                .hasSizeGreaterThan(5);
        rows.addAll(rows.subList(1, 3));
        assertThat(csvDifferences(rows))
                .anySatisfy(one -> assertThat(one.found()).isEqualTo("9"));
    }

    @Test
    void sameRowInOtherBytes_isFound() throws Exception {
        List<String> rows = new ArrayList<>(Files.readAllLines(bundle.resolve("session.csv")));
        rows.replaceAll(row -> row.replace(",evt-002,", ",\"evt-002\","));
        assertThat(csvDifferences(rows))
                .singleElement()
                .satisfies(one -> assertThat(one.pointer()).isEqualTo("row 2"));
    }

    @Test
    void changedRubric_isFoundByTheOneAtHand_andTheScoreIsThatOnes() throws Exception {
        replace("rubric.json", "\"weight\": 25", "\"weight\": 24");
        Verification verification = Verified.of(bundle);

        assertThat(difference(verification, "SCENARIO").pointer()).isEqualTo("/objectives/0");
        assertThat(difference(verification, "SCENARIO").found()).isEqualTo("{\"weight\":24}");
        assertThat(Verified.codes(verification)).doesNotContain("SCORE");
    }

    @Test
    void scenarioThatIsNotAtHand_isReplacedByTheCopy_whichIsTold() throws Exception {
        Verification verification = BundleVerifier.verify(
                bundle, Optional.empty(), new ScenarioFolders(List.of(folder.resolve("none"))), false, n -> {});

        assertThat(verification.differences()).isEmpty();
        assertThat(verification.notes())
                .anySatisfy(note -> assertThat(note).startsWith("the scenario \"office_fire_mvp\" is not at hand"));
    }

    /** The scenarios at hand after an upgrade: another version, with which the score is another one. */
    private Path upgraded() throws Exception {
        Path place = Files.createDirectories(folder.resolve("upgraded/office_fire_mvp"));
        for (String name : List.of("scenario.json", "rubric.json", "microdrills.json")) {
            String text = Files.readString(bundle.resolve(name));
            Files.writeString(
                    place.resolve(name),
                    text.replace("\"version\": \"1.0.0\"", "\"version\": \"1.1.0\"")
                            .replace("\"weight\": 25", "\"weight\": 24"));
        }
        return folder.resolve("upgraded");
    }

    @Test
    void bundleOfAnEarlierVersion_isToldFirst_andCanBeRecomputedByItsOwn() throws Exception {
        Path upgraded = upgraded();
        Verification byTheOneAtHand =
                BundleVerifier.verify(bundle, Optional.empty(), new ScenarioFolders(List.of(upgraded)), false, n -> {});

        assertThat(byTheOneAtHand.differences().getFirst().code()).isEqualTo("SCENARIO");
        assertThat(byTheOneAtHand.differences().getFirst().sentence())
                .isEqualTo(
                        "the bundle's copy of the scenario has other rules than the one at hand (version \"1.1.0\", in the"
                                + " bundle \"1.0.0\"), by which score and report were recomputed; if the scenario has changed"
                                + " since, --own-scenario recomputes by the copy");
        assertThat(Verified.codes(byTheOneAtHand)).contains("SCORE");
        Verification byItsOwn = Verified.byItsOwn(bundle, upgraded);
        assertThat(byItsOwn.differences()).isEmpty();
        assertThat(byItsOwn.notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith(
                                "the scenario \"office_fire_mvp\" is at hand with other rules (version \"1.1.0\", in the"
                                        + " bundle \"1.0.0\"); score and report were recomputed with the copy"));
    }

    @Test
    void ownScenario_isSaidToBeTheOneAtHand_whereItIs() throws Exception {
        assertThat(Verified.byItsOwn(bundle, Verified.SHIPPED).notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("the scenario \"office_fire_mvp\" is at hand with the same rules; score"));
        replace("rubric.json", "\"weight\": 25", "\"weight\": 24");
        assertThat(Verified.codes(Verified.byItsOwn(bundle, Verified.SHIPPED))).startsWith("SCORE");
        assertThatThrownBy(() -> Verified.byItsOwn(bundle.resolve("session.json"), Verified.SHIPPED))
                .hasMessageStartingWith(
                        "a bundle with a scenario of its own is the folder that an export wrote, found");
    }

    @ParameterizedTest
    @CsvSource({
        "event_id, 7, 007, true",
        "event_id, 7, 7.0, true",
        "score_delta, -20, -20.0, false",
        "score_delta, -20, -2e1, false",
        "score_delta, -20, -21, true"
    })
    void numberInACsvOfAnother_mayBeSpelledOtherwise_whereItIsOne(String column, String of, String by, boolean isFound)
            throws Exception {
        replace("session.json", "\"evt-001\"", "\"7\"");
        Path alone = Files.copy(bundle.resolve("session.json"), folder.resolve("alone.json"));
        replace("session.csv", ",evt-001,", ",7,");
        replace("session.csv", "," + of + ",", "," + by + ",");
        Path csv = Files.copy(bundle.resolve("session.csv"), folder.resolve("alone.csv"));
        Verification verification = Verified.of(alone, Optional.of(csv));

        assertThat(verification.differences().stream()
                        .filter(difference -> difference.code().startsWith("CSV"))
                        .map(Difference::pointer))
                .allMatch(pointer -> pointer.endsWith("column " + column))
                .hasSize(isFound ? 1 : 0);
    }

    @Test
    void tableOfAnother_isComparedByTheColumnsThatBothHave() throws Exception {
        Path csv = Files.writeString(folder.resolve("other.csv"), """
                outcome,remark,event_id
                info,a,evt-001
                success,b,evt-002
                success,c,evt-003
                fail,d,evt-004
                info,e,evt-005
                success,f,evt-006
                success,g,evt-007
                """);
        Verification verification = Verified.of(bundle, Optional.of(csv));
        assertThat(verification.checks()).contains("7 rows of the CSV, cell by cell: outcome,event_id");
        assertThat(verification.differences()).singleElement().satisfies(one -> {
            assertThat(one.pointer()).isEqualTo("row 3, column outcome");
            assertThat(one.expected()).isEqualTo("\"fail\"");
            assertThat(one.found()).isEqualTo("\"success\"");
        });
        Files.writeString(csv, "a,b\n1,2\n");
        assertThat(difference(Verified.of(bundle, Optional.of(csv)), "CSV").sentence())
                .isEqualTo("the header must have some of the columns that an export writes");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tableOfAnother_mayHaveApostrophesOrNot_whateverTheBundleHas(boolean safe) throws Exception {
        List<String> rows = SessionRows.officeFire().stream()
                .map(row -> row.replace("\"anon-p001\"", "\"=p\""))
                .toList();
        Path one = GoodBundle.of(rows, "sess-20260228-001", Files.createDirectory(folder.resolve("one")), safe);
        Path other = GoodBundle.of(rows, "sess-20260228-001", Files.createDirectory(folder.resolve("other")), !safe);
        assertThat(Verified.of(one, Optional.of(other.resolve("session.csv"))).differences())
                .isEmpty();
    }

    @Test
    void bundleOfALaterVersion_isNoBundleThatCanBeProven() throws Exception {
        replace("manifest.json", "\"scoring\":1", "\"scoring\":2");
        assertThat(difference(Verified.of(bundle), "FILES").pointer()).isEqualTo("/versions/scoring");
    }

    /** Another version of the program says things otherwise, and its page looks otherwise: the bundle stays good. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wordingAndLooks_areNoPartOfTheProof(boolean isOwnScenario) throws Exception {
        Path other = Files.createDirectories(folder.resolve("reworded/office_fire_mvp"));
        for (String name : List.of("scenario.json", "rubric.json", "microdrills.json")) {
            Files.writeString(
                    other.resolve(name),
                    Files.readString(bundle.resolve(name))
                            .replace("The alarm was raised", "Somebody raised the alarm"));
        }
        replace("session.json", ": no hazard_identified event in audit", ": nobody told of it in audit");
        replace("report.html", "<style>", "<style>/* another look */");
        repair("session.json", "report.html");
        Verification verification = BundleVerifier.verify(
                bundle,
                Optional.empty(),
                new ScenarioFolders(List.of(folder.resolve("reworded"))),
                isOwnScenario,
                n -> {});
        assertThat(verification.differences()).isEmpty();
        assertThat(verification.notes())
                .contains("some sentences are worded otherwise than this version of Candor words them; wording is not"
                        + " proven");
    }

    /** Makes the manifest say what files are. */
    private void repair(String... names) throws Exception {
        String manifest = Files.readString(bundle.resolve("manifest.json"));
        for (String name : names) {
            MeasuredStream now = MeasuredStream.of(bundle.resolve(name));
            manifest = manifest.replaceFirst(
                    "\"bytes\":\\d+,\"name\":\"" + name + "\",\"sha256\":\"\\w+\"",
                    "\"bytes\":" + now.bytes() + ",\"name\":\"" + name + "\",\"sha256\":\"" + now.sha256() + "\"");
        }
        Files.writeString(bundle.resolve("manifest.json"), manifest);
    }

    @Test
    void whatIsNoBundle_isRefused() {
        assertThatThrownBy(() -> Verified.of(folder.resolve("none")))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith(
                        "a bundle is the folder that an export wrote, or a file with its JSON, found nothing");
        assertThatThrownBy(() -> Verified.of(bundle, Optional.of(folder)))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("found a folder at " + folder);
    }

    @Test
    void progress_tellsHowManyEventsWereRead() throws Exception {
        List<Long> told = new ArrayList<>();
        BundleVerifier.verify(
                bundle, Optional.empty(), new ScenarioFolders(List.of(Verified.SHIPPED)), false, told::add);

        assertThat(told).containsExactly(7L);
    }
}
