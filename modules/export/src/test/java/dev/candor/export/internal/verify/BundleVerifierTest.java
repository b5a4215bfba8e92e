package dev.candor.export.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.export.BundleVerifier;
import dev.candor.export.Scenarios;
import dev.candor.export.Verification;
import dev.candor.export.Verification.Difference;
import dev.candor.export.internal.session.CanonicalJson;
import dev.candor.export.internal.session.EventRows;
import dev.candor.export.internal.session.EventsCsv;
import dev.candor.export.internal.session.SessionEvent;
import dev.candor.foundation.capability.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
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
        bundle = GoodBundle.of(EventRows.officeFire(), "sess-20260228-001", folder, false);
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
                EventRows.officeFire().stream()
                        .map(row -> row.replace("sess-20260228-001", "s-2").replace("\"anon-p001\"", "\"=p,\\\"\\n1\""))
                        .toList(),
                "s-2",
                folder,
                safe);
        Verification verification = Verified.of(written);

        assertThat(verification.differences()).isEmpty();
        assertThat(verification.checks())
                .anySatisfy(check -> assertThat(check).startsWith("7 rows of the CSV, cell by cell"))
                .contains("session.json byte for byte", "report.html byte for byte");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "score_total":25   | "score_total":26     | SCORE_DIFFERS          | /score/score_total
            "status":"fail"    | "status":"pass"      | STATUS_DIFFERS         | /score/status
            "event_id":"evt-003" | "event_id":"evt-002" | EVENT_ID_TWICE         | /events/2/event_id
            "score_delta":-20  | "score_delta":-19    | CSV_CELL_DIFFERS       | row 4, column score_delta
            "penalty":20       | "penalty":0          | CRITICAL_ERROR_DIFFERS | /report/critical_errors/0
            14:03:20Z          | 14:03:20+01:00       | EVENT_INVALID          | /events/3/timestamp
            "outcome":"info"   | "outcome":"perhaps"  | EVENT_INVALID          | /events/0/outcome
            14:01:10Z          | 14:05:10Z            | ORDER_WRONG            | /events/2
            "report":{         | "more":1,"report":{  | FORM_WRONG             | /more
            "exported_at":"2   | "exported_at":"x2    | TIME_WRONG             | /exported_at
            "scenario_id":"off | "scenario_id":"Off   | SCENARIO_UNKNOWN       | /scenario_id
            """)
    void changeOfTheJson_isFound(String what, String by, String code, String pointer) throws Exception {
        replace("session.json", what, by);
        Difference found = difference(Verified.of(bundle), code);

        assertThat(found.pointer()).isEqualTo(pointer);
        assertThat(found.file()).isEqualTo(code.startsWith("CSV") ? "session.csv" : "session.json");
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

        assertThat(difference(Verified.of(bundle), "SCORE_DIFFERS").sentence())
                .contains("report awards adds up to a number of too many digits")
                .endsWith("by score_delta to a number of too many digits; none of them gives 1e+9999");
    }

    @Test
    void trailingComma_isNoStrictJson() throws Exception {
        replace("session.json", "}\n],", "},\n],");

        assertThat(difference(Verified.of(bundle), "NOT_JSON").sentence())
                .startsWith("the file must be one JSON object: expected an event behind ','");
    }

    @Test
    void sameContentInOtherBytes_isFoundInAFolder_andLetPassAlone() throws Exception {
        replace("session.json", "\"score_delta\":25", "\"score_delta\": 25.0");

        assertThat(difference(Verified.of(bundle), "BYTES_DIFFER").sentence())
                .contains("in other bytes than an export writes, from byte ");
        Path alone = Files.copy(bundle.resolve("session.json"), folder.resolve("alone.json"));
        assertThat(Verified.of(alone).differences()).isEmpty();
    }

    @Test
    void missingRow_isToldOnce_andTheRestIsCompared() throws Exception {
        List<String> rows = new ArrayList<>(Files.readAllLines(bundle.resolve("session.csv")));
        rows.remove(3);
        Files.write(bundle.resolve("session.csv"), rows);

        assertThat(Verified.codes(Verified.of(bundle)))
                .containsExactlyInAnyOrder("CSV_ROW_MISSING", "SIZE_DIFFERS", "HASH_DIFFERS");
        assertThat(difference(Verified.of(bundle), "CSV_ROW_MISSING").sentence())
                .startsWith("there is no row of the event \"evt-003\" (exit_selected, fail)");
    }

    @Test
    void extraRow_isToldOnce() throws Exception {
        List<String> rows = new ArrayList<>(Files.readAllLines(bundle.resolve("session.csv")));
        rows.add(3, rows.get(3).replace("evt-003", "evt-0025"));
        Files.write(bundle.resolve("session.csv"), rows);

        assertThat(Verified.codes(Verified.of(bundle)))
                .containsExactlyInAnyOrder("CSV_ROW_EXTRA", "SIZE_DIFFERS", "HASH_DIFFERS");
        assertThat(difference(Verified.of(bundle), "CSV_ROW_EXTRA").pointer()).isEqualTo("row 3");
    }

    /** Whatever is missing or too many, however many of it side by side: each row is told once, and no other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void runsOfRows_areToldOneByOne(long seed) throws Exception {
        Random random = new Random(seed);
        Path alone = folder.resolve("alone.json");
        Path csv = folder.resolve("alone.csv");
        List<SessionEvent> all = EventRows.random(random, 200).stream()
                .map(EventRows::event)
                .sorted(Comparator.comparing(SessionEvent::at)
                        .thenComparing(event -> event.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .toList();
        Set<SessionEvent> some = all.stream()
                .filter(event -> random.nextInt(3) == 0)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<SessionEvent> others =
                all.stream().filter(event -> !some.contains(event)).toList();

        write(alone, csv, all, others);
        assertThat(csvCodes(Verified.of(alone, Optional.of(csv))))
                .hasSize(some.size())
                .containsOnly("CSV_ROW_MISSING");
        write(alone, csv, others, all);
        assertThat(csvCodes(Verified.of(alone, Optional.of(csv))))
                .hasSize(some.size())
                .containsOnly("CSV_ROW_EXTRA");
    }

    private static void write(Path json, Path csv, List<SessionEvent> events, List<SessionEvent> rows)
            throws IOException {
        Files.writeString(
                json,
                "{\"events\":["
                        + events.stream()
                                .map(event -> CanonicalJson.text(event.row()))
                                .collect(Collectors.joining(",\n"))
                        + "]}");
        Files.writeString(
                csv,
                EventsCsv.header()
                        + rows.stream().map(row -> EventsCsv.row(row, false)).collect(Collectors.joining()));
    }

    private static List<String> csvCodes(Verification verification) {
        return verification.differences().stream()
                .map(Difference::code)
                .filter(code -> code.startsWith("CSV"))
                .toList();
    }

    @Test
    void changedRubric_isFoundByTheOneAtHand_andTheScoreIsThatOnes() throws Exception {
        replace("rubric.json", "\"weight\": 25", "\"weight\": 30");
        Verification verification = Verified.of(bundle);

        assertThat(difference(verification, "SCENARIO_DIFFERS").pointer()).isEqualTo("/objectives/0/weight");
        assertThat(difference(verification, "SCENARIO_DIFFERS").found()).isEqualTo("30");
        assertThat(Verified.codes(verification)).doesNotContain("SCORE_DIFFERS");
    }

    @Test
    void scenarioThatIsNotAtHand_isReplacedByTheCopy_whichIsTold() throws Exception {
        Verification verification = new BundleVerifier(new Scenarios(List.of(folder.resolve("none"))))
                .verify(bundle, Optional.empty(), false, n -> {});

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
                new BundleVerifier(new Scenarios(List.of(upgraded))).verify(bundle, Optional.empty(), false, n -> {});

        assertThat(byTheOneAtHand.differences().getFirst().code()).isEqualTo("SCENARIO_DIFFERS");
        assertThat(byTheOneAtHand.differences().getFirst().sentence())
                .isEqualTo(
                        "the bundle's copy of the scenario, of version \"1.0.0\", differs from the one at hand, of version"
                                + " \"1.1.0\", by which score and report were recomputed; if the scenario has changed since,"
                                + " --own-scenario recomputes by the copy");
        assertThat(Verified.codes(byTheOneAtHand)).contains("SCORE_DIFFERS", "PAGE_DIFFERS");

        Verification byItsOwn = Verified.byItsOwn(bundle, upgraded);
        assertThat(byItsOwn.differences()).isEmpty();
        assertThat(byItsOwn.notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith(
                                "the scenario \"office_fire_mvp\" is at hand with other files (version \"1.1.0\", in the"
                                        + " bundle \"1.0.0\"); score and report were recomputed with the copy"));
    }

    @Test
    void ownScenario_isSaidToBeTheOneAtHand_whereItIs() throws Exception {
        assertThat(Verified.byItsOwn(bundle, Verified.SHIPPED).notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("the scenario \"office_fire_mvp\" is at hand with the same files; score"));
        replace("rubric.json", "\"weight\": 25", "\"weight\": 24");
        assertThat(Verified.codes(Verified.byItsOwn(bundle, Verified.SHIPPED))).startsWith("SCORE_DIFFERS");
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
    void idsThatStandTwice_areSaidToBeMore_whereNotAllAreCounted() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i <= 2 * EventCheck.MAX_SUSPECTS + 2; i++) {
            events.add(EventRows.row("e" + i / 2, "2026-02-28T14:00:00Z", ""));
        }
        Path alone = Files.writeString(folder.resolve("alone.json"), "{\"events\":[" + String.join(",", events) + "]}");
        Verification verification = Verified.of(alone);

        assertThat(Verified.codes(verification)).contains("EVENT_ID_TWICE");
        assertThat(verification.notes())
                .anySatisfy(note -> assertThat(note).startsWith("more than 1000 ids stand twice"));
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
        new BundleVerifier(new Scenarios(List.of(Verified.SHIPPED))).verify(bundle, Optional.empty(), false, told::add);

        assertThat(told).containsExactly(7L);
    }
}
