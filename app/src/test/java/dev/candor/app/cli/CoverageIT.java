package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code candor coverage} as a CI job uses it. */
class CoverageIT {
    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
        installed.write(
                "events.jsonl", row("old", "success") + row("b", "failure").repeat(2) + row("a", "success"));
    }

    private static String row(String skill, String status) {
        return "{\"context\":\"run\",\"duration_ms\":1,\"skill\":\"" + skill + "\",\"source\":\"x\",\"status\":\""
                + status + "\",\"timestamp_utc\":\"2026-01-28T14:22:00.123456+00:00\"}\n";
    }

    private Installed.Ended coverage(String... flags) {
        String[] all = new String[flags.length + 3];
        all[0] = "coverage";
        all[1] = "--events";
        all[2] = "events.jsonl";
        System.arraycopy(flags, 0, all, 3, flags.length);
        return installed.candor(all);
    }

    @Test
    void json_hasSortedNamesAndTheOrderOfTheRequest() {
        Installed.Ended ended =
                coverage("--skills", "b, old,a", "--last-n", "3", "--min-events-per-skill", "1", "--json");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).isEqualTo("""
                        {
                          "coverage": [
                            {
                              "count": 2,
                              "covered": true,
                              "min_required": 1,
                              "skill": "b"
                            },
                            {
                              "count": 0,
                              "covered": false,
                              "min_required": 1,
                              "skill": "old"
                            },
                            {
                              "count": 1,
                              "covered": true,
                              "min_required": 1,
                              "skill": "a"
                            }
                          ],
                          "covered": false,
                          "events_path": "events.jsonl",
                          "events_total": 4,
                          "events_window": 3,
                          "last_n": 3,
                          "min_events_per_skill": 1,
                          "missing_skills": [
                            "old"
                          ],
                          "required_skills": [
                            "b",
                            "old",
                            "a"
                          ],
                          "schema_version": 1
                        }
                        """);
    }

    @Test
    void text_showsWhatIsMissingAndTheNextCommand() {
        Installed.Ended ended = coverage("--skills", "a,zebra");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).isEqualTo("""
                        SKILL  COUNT  NEEDED  COVERED
                        a          1       1  yes
                        zebra      0       1  no
                        4 of 4 rows counted in events.jsonl
                        missing: zebra
                        next: candor run --skill zebra --events events.jsonl -- COMMAND
                        """);
    }

    @Test
    void strictAndUncovered_exit2() {
        assertThat(coverage("--skills", "a,zebra", "--strict").exitCode()).isEqualTo(2);
    }

    @Test
    void strictAndCovered_exit0() {
        assertThat(coverage("--skills", "a,b,old", "--strict").exitCode()).isZero();
    }

    @Test
    void lastNIsZero_allRowsCount() {
        assertThat(coverage("--skills", "old", "--last-n", "0", "--json").out()).contains("\"events_window\": 4");
    }

    @Test
    void invalidRow_exit1WithLineAndReason() {
        installed.write("events.jsonl", row("a", "success") + "\n" + row("a", "SUCCESS"));
        Installed.Ended ended = coverage("--skills", "a");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .isEqualTo("candor: the events file events.jsonl has an invalid row in line 3: /status must be one of"
                        + " \"success\", \"failure\", found \"SUCCESS\" (did you mean \"success\"?); see all with: candor validate --contract"
                        + " skill-usage events.jsonl\n");
    }

    @Test
    void reasonCodeOutsideTheDictionary_isAnInvalidRow() {
        installed.write("events.jsonl", row("a", "failure").replace("{", "{\"reason_code\":\"cosmic_rays\","));
        assertThat(coverage("--skills", "a").err())
                .contains("line 1: /reason_code must be a code of the dictionary, found \"cosmic_rays\"");
    }

    @Test
    void fileIsMissing_exit1() {
        Installed.Ended ended = installed.candor("coverage", "--events", "nowhere.jsonl", "--skills", "a");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo("candor: the events file nowhere.jsonl cannot be read: there is no such file\n");
    }

    @Test
    void badFlags_exit1() {
        assertThat(coverage("--skills", ",").exitCode()).isEqualTo(1);
        assertThat(coverage("--skills", "a", "--last-n", "-1").exitCode()).isEqualTo(1);
        assertThat(coverage("--skills", "a", "--last-n", "x").err())
                .isEqualTo("candor: the flag --last-n needs a whole number, found 'x' (see: candor coverage --help)\n");
        assertThat(coverage("--skil", "a").err()).contains("did you mean --skill");
    }

    @Test
    void countSuccess_failuresCoverNothing() {
        assertThat(coverage("--skills", "a,b", "--count", "success").out()).isEqualTo("""
                        SKILL  COUNT  NEEDED  COVERED
                        a          1       1  yes
                        b          0       1  no
                        4 of 4 rows counted in events.jsonl, successes only
                        missing: b
                        next: candor run --skill b --events events.jsonl -- COMMAND
                        """);
        assertThat(coverage("--skills", "a", "--count", "some").err())
                .contains("the flag --count needs any or success, found 'some'");
    }

    @Test
    void since_earlierRowsDoNotCount_norThoseWithoutATime() {
        installed.write(
                "events.jsonl",
                row("old", "success").replace("2026-01-28T14", "2026-01-28T13")
                        + row("a", "success").replace("2026-01-28T14:22:00.123456+00:00", "noon")
                        + row("a", "success"));
        Installed.Ended ended =
                coverage("--skills", "old,a", "--since", "2026-01-28T14:00:00Z", "--last-n", "1", "--json");
        assertThat(ended.out())
                .contains("\"events_total\": 3", "\"events_window\": 1", "\"missing_skills\": [\n    \"old\"\n  ]")
                .contains("\"since\": \"2026-01-28T14:00:00.000Z\",\n  \"undated_rows\": 1\n");
        assertThat(coverage("--skills", "a", "--since", "noon").exitCode()).isEqualTo(1);
    }

    @Test
    void failureRate_isGated_onlyAboveWhatIsAllowed() {
        installed.write(
                "events.jsonl", row("a", "failure") + row("a", "success").repeat(3) + row("b", "success"));
        assertThat(coverage("--skills", "a,b", "--max-failure-rate", "0.25", "--strict")
                        .exitCode())
                .isZero();
        Installed.Ended ended = coverage("--skills", "a,b", "--max-failure-rate", "0.24", "--strict");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).isEqualTo("""
                        SKILL  COUNT  NEEDED  COVERED    FAILED
                        a          4       1  yes      1 (25 %)
                        b          1       1  yes       0 (0 %)
                        5 of 5 rows counted in events.jsonl
                        failing: a (at most 24 % may fail)
                        """);
        assertThat(coverage("--skills", "a", "--max-failure-rate", "1.5").err()).contains("from 0 to 1, found 1.5");
    }

    @Test
    void github_findingsAreAnnotations_andNamesCannotEndThem() {
        assertThat(coverage("--skill", "x:1,\n100%", "--skill", "b", "--max-failure-rate", "0", "--strict", "--github")
                        .lines())
                .contains(
                        "::error title=Skill x%3A1%2C%0A100%25 is not covered::0 of 1 rows needed, among 4 counted in"
                                + " events.jsonl",
                        "::error title=Skill b fails too often::2 rows failed, a rate of 1.0000, at most 0 allowed");
        assertThat(coverage("--skills", "zebra", "--github").lines()).anyMatch(line -> line.startsWith("::warning "));
        assertThat(coverage("--skills", "a", "--github", "--json").exitCode()).isEqualTo(1);
    }
}
