package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.testing.Proof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about runs, asked of the files of {@code candor run --events} and of the logs, from the installed command line. */
class QuestionsIT {
    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    private ObjectValue group(String... arguments) {
        Installed.Ended ended = installed.candor(arguments);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ObjectValue.parse(ended.out()).objects("groups").getFirst();
    }

    @Test
    void runsOfFiles_areCountedAndJudged_andNothingIsWritten() {
        installed.run("--", "true");
        installed.run("--", "false");
        installed.command("sh", "-c", "gzip < events.jsonl > more.gz");

        ObjectValue counted = group("stats", "--events", "events.jsonl", "--events", "more.gz", "--json");
        assertThat(counted.text("key")).contains("s");
        assertThat(counted.integer("runs")).contains(4L);
        assertThat(counted.integer("failures")).contains(2L);
        assertThat(installed.candor("triage", "--events", "events.jsonl").out())
                .startsWith("2 runs, 1 failed\n")
                .contains("reason command_failed");
        assertThat(installed
                        .candor("triage", "--events", "events.jsonl", "--fail-on-total", "0")
                        .exitCode())
                .isEqualTo(2);
        assertThat(installed.candor("slo", "--events", "events.jsonl").exitCode())
                .isZero();
        assertThat(installed
                        .candor("slo", "--events", "events.jsonl", "--strict")
                        .exitCode())
                .isEqualTo(2);
        assertThat(installed.candor("degraded", "--events", "events.jsonl").out())
                .contains("skill s: insufficient data: 2 of 40 runs");
        assertThat(installed
                        .candor("unused", "--events", "events.jsonl", "--since", "2026-01-01")
                        .out())
                .startsWith("0 of 1");
        assertThat(folder.resolve("home/.ai")).doesNotExist();
    }

    @Test
    void reports_areWrittenIntoFiles_alsoWhenAThresholdIsExceeded() throws Exception {
        installed.run("--", "false");
        String[] triage = {"triage", "--events", "events.jsonl", "--fail-on-total", "0", "--json"};
        Installed.Ended ended = installed.candor(
                Stream.concat(Stream.of(triage), Stream.of("--output", "out/t.json", "--markdown-output", "out/t.md"))
                        .toArray(String[]::new));
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        Path json = folder.resolve("out/t.json");
        assertThat(ObjectValue.parse(Files.readString(json))).isEqualTo(ObjectValue.parse(ended.out()));
        assertThat(Files.readString(folder.resolve("out/t.md")))
                .startsWith("# Triage failures\n\n1 run, 1 failed\n\n| FAILED | STATE | LAST SEEN | WHAT |\n")
                .contains(" | reason command\\_failed |\n")
                .endsWith("\n\n1 failure, at most 0 allowed\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(json)))
                .isEqualTo("rw-------");

        installed.run("--", "false");
        installed.candor("triage", "--events", "events.jsonl", "--output", "out/t.json");
        assertThat(ObjectValue.parse(Files.readString(json)).integer("failures_total"))
                .as("the report of before is replaced")
                .hasValue(2L);
        Installed.Ended refused = installed.candor("triage", "--events", "events.jsonl", "--output", "out");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("is a folder, which is never replaced")
                .endsWith("[file-special]\n");
        Installed.Ended twice =
                installed.candor("triage", "--output", "out/t.json", "--markdown-output", "out/../out/t.json");
        assertThat(twice.exitCode()).isEqualTo(2);
        assertThat(twice.err()).contains("the flags --output and --markdown-output name the same file");
    }

    @Test
    void badge_isAPicture_orWhatBadgeServicesRead_andGreyWithoutRuns() {
        installed.run("--", "true");
        Installed.Ended picture = installed.candor("badge", "s", "--events", "events.jsonl");
        assertThat(picture.exitCode()).as(picture.err()).isZero();
        assertThat(picture.out())
                .startsWith("<svg ")
                .contains("aria-label=\"s: 100 % of 1 run\"")
                .endsWith("</svg>\n");
        assertThat(installed
                        .candor("badge", "s", "--label", "releases", "--events", "events.jsonl", "--json")
                        .out())
                .isEqualTo(
                        "{\"color\":\"green\",\"label\":\"releases\",\"message\":\"100 % of 1 run\",\"schemaVersion\":1}\n");
        Installed.Ended grey = installed.candor("badge", "nobody", "--events", "events.jsonl");
        assertThat(grey.exitCode()).isEqualTo(1);
        assertThat(grey.out()).contains("nobody: no runs");
    }

    @Test
    void rowThatIsInvalid_orFileThatIsNotThere_endsTheQuestion() {
        installed.write("bad.jsonl", "{\"skill\":\"s\"}\n");
        Installed.Ended invalid = installed.candor("stats", "--events", "bad.jsonl");
        assertThat(invalid.exitCode()).isEqualTo(1);
        assertThat(invalid.out()).isEmpty();
        assertThat(invalid.err())
                .startsWith("candor: the events file bad.jsonl has an invalid row in line 1")
                .endsWith("; see all with: candor validate --contract skill-usage bad.jsonl\n");

        Installed.Ended missing = installed.candor("stats", "--events", "none.jsonl");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualTo("candor: the events file none.jsonl cannot be read: there is no such file\n");
    }

    @Test
    void runsOfTheUserPath_areOneList() {
        installed.candor("enable");
        installed.candor("run", "--skill", "plan", "--", "true");
        installed.candor("record", "acme/x@1", "--item-type", "tool", "--outcome", "failure", "--duration-ms", "7");

        assertThat(installed.candor("stats").lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).endsWith("skill  plan"))
                .anySatisfy(line -> assertThat(line).endsWith("item   acme/x@1"));
        assertThat(installed.candor("skills", "list").lines()).hasSize(2);
    }

    @Test
    void processesKilledWhileTheyMakeTheIndex_changeNoAnswer() {
        String kills = Integer.toString(Proof.of(40, 4));
        Installed.Ended ended = installed.python("kill_questions.py", Installed.CANDOR.toString(), kills, "1");
        assertThat(ended.out()).startsWith("kills " + kills + ", ").endsWith("all equal\n");
    }
}
