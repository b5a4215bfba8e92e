package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is found before the command runs: then nothing runs, and the message says what to do. */
class RefusalIT {
    private static final String ROW = "{\"context\":\"run\",\"duration_ms\":1,\"skill\":\"a\",\"source\":\"x\","
            + "\"status\":\"success\",\"timestamp_utc\":\"2026-01-28T14:22:00.123456+00:00\"}\n";

    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    @AfterEach
    void commandNeverRan() {
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    private void assertRefused(String sentence, String... flags) {
        String[] all = java.util.Arrays.copyOf(flags, flags.length + 3);
        all[flags.length] = "--";
        all[flags.length + 1] = "touch";
        all[flags.length + 2] = "ran";
        Installed.Ended ended = installed.run(all);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(125);
        assertThat(ended.err()).isEqualTo("candor: " + sentence + ". The command did not run.\n");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void reasonCodeIsUnknown() {
        installed.write("codes.json", "{\"reason_codes\":[{\"code\":\"command_failed\"},{\"code\":\"other\"}]}");
        assertRefused(
                "the reason code 'nope' is not in the dictionary; it has command_failed, other (give one with"
                        + " --reason-code)",
                "--reason-codes",
                "codes.json",
                "--reason-code",
                "nope");
    }

    @Test
    void errorClassContradictsTheDictionary() {
        assertRefused(
                "the error class 'git' contradicts the dictionary, which gives 'runtime' for reason code"
                        + " 'publish_failed'; leave --error-class out or give a --reason-code of that class:"
                        + " git_add_failed, git_commit_failed, git_push_failed",
                "--reason-code",
                "publish_failed",
                "--error-class",
                "git");
    }

    @Test
    void errorClassIsNoneOfTheSchemas() {
        installed.write("codes.json", "{\"reason_codes\":[{\"code\":\"command_failed\"}]}");
        assertRefused(
                "the schema refuses the row that a failure would append: /error_class must be one of \"input\","
                        + " \"validation\", \"regression\", \"contract\", \"git\", \"runtime\", found \"cosmic\"",
                "--reason-codes",
                "codes.json",
                "--error-class",
                "cosmic");
    }

    @Test
    void schemaIsNoJson() {
        installed.write("schema.json", "{\"type\": object}");
        assertRefused(
                "the schema file schema.json cannot be used: it is no valid JSON: expected a JSON value, found 'o' (byte"
                        + " 10)",
                "--schema",
                "schema.json");
    }

    @Test
    void schemaRefusesWhatWouldBeAppended() {
        installed.write("schema.json", "{\"properties\":{\"skill\":{\"enum\":[\"publisher\"]}}}");
        assertRefused(
                "the schema refuses the row that a success would append: /skill must be \"publisher\", found \"s\"",
                "--schema",
                "schema.json");
    }

    @Test
    void schemaNeedsAnotherOneFromElsewhere() {
        installed.write("schema.json", "{\"$ref\":\"http://127.0.0.1:9/schema.json\"}");
        Installed.Ended ended = installed.run("--schema", "schema.json", "--", "touch", "ran");
        assertThat(ended.exitCode()).isEqualTo(125);
        assertThat(ended.err())
                .contains("the schema file schema.json cannot be used")
                .contains("are never fetched");
    }

    @Test
    void eventsFileHasAnInvalidRow() {
        installed.write("events.jsonl", ROW + "\n" + ROW + ROW.replace("\"duration_ms\":1", "\"duration_ms\":1.5"));
        assertRefused(
                "the events file events.jsonl has an invalid row in line 4: /duration_ms must be integer, found 1.5;"
                        + " correct or move the row, then try again");
    }

    @Test
    void eventsFileIsAFolder() throws IOException {
        Files.createDirectory(folder.resolve("events.jsonl"));
        assertRefused("the events file events.jsonl cannot be used: events.jsonl is not a regular file");
    }

    @Test
    void outputWouldOverwriteTheEvents() throws IOException {
        installed.write("events.jsonl", ROW);
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("events.jsonl"));
        assertRefused(
                "--stdout-file and --events name the same file link, which the output would overwrite; give two",
                "--stdout-file",
                "link");
        assertThat(folder.resolve("events.jsonl")).hasContent(ROW.strip());
    }

    @ParameterizedTest
    @CsvSource({
        "> events.jsonl, standard output",
        ">> ./events.jsonl, standard output",
        "2>> events.jsonl, standard error",
        "1<> /proc/self/cwd/events.jsonl, standard output",
        "7>> hard, descriptor 7",
        "8>> soft, descriptor 8"
    })
    void outputOfTheCallerIsTheEventsFile(String redirection, String output) {
        installed.write("events.jsonl", "");
        installed.command("sh", "-c", "ln events.jsonl hard; ln -s events.jsonl soft");
        String command = Installed.CANDOR + " run --skill s --events events.jsonl -- touch ran 2> err " + redirection;
        Installed.Ended ended = installed.command("bash", "-c", command);
        assertThat(ended.exitCode()).isEqualTo(125);
        String sentence = output + " goes to the events file events.jsonl, where it would stand between what belongs"
                + " there; send it elsewhere. The command did not run.";
        String said = redirection.startsWith("2")
                ? installed.rows().getFirst()
                : installed.rows("err").getFirst();
        assertThat(said).isEqualTo("candor: " + sentence);
    }

    @Test
    void outputOfTheCallerIsAPartOfTheUsageLog() {
        String command = "export USER_PATH=$PWD/user; C=" + Installed.CANDOR + "; $C enable > /dev/null; $C run --skill"
                + " s -- true; PART=$(echo user/telemetry/logs/skill-usage/*/events.log); $C run --skill s -- touch ran >> $PART";
        assertThat(installed.command("sh", "-c", command).exitCode()).isEqualTo(125);
    }

    @Test
    void outputOfTheCallerIsAnotherFile_itRuns() {
        String command = Installed.CANDOR + " run --skill s --events events.jsonl -- echo hi > out; cat out";
        assertThat(installed.command("sh", "-c", command).lines()).startsWith("hi");
    }

    @Test
    void eventsAndOutputAreNewAndOneFile() {
        assertRefused(
                "--stdout-file and --events name the same file ./events.jsonl, which the output would overwrite; give"
                        + " two",
                "--stdout-file",
                "./events.jsonl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate --contract audit in.ndjson >> in.ndjson",
                "ingest - < in.ndjson >> in.ndjson",
                "coverage --skills s --events in.ndjson 2>> in.ndjson",
                "sessions --from in.ndjson >> in.ndjson",
                "tee < in.ndjson >> in.ndjson",
                "tee --out day >> day/20261120/events.log",
                "export items --out in.ndjson >> in.ndjson"
            })
    void outputIsAFileThatTheCommandReadsOrWrites(String command) {
        installed.command("sh", "-c", "mkdir -p day/20261120; echo '{}' > in.ndjson; cp in.ndjson in.ndjson.before");
        Installed.Ended ended =
                installed.command("sh", "-c", "USER_PATH=$PWD/user timeout 20 " + Installed.CANDOR + " " + command);
        assertThat(ended.exitCode()).isBetween(1, 2);
        String said = ended.err() + String.join("\n", installed.rows("in.ndjson"));
        assertThat(said).contains("where it would stand between what belongs there; send it elsewhere");
    }

    @Test
    void outputIsAPipe_whichWouldWaitForItsReader() {
        installed.command("mkfifo", "pipe");
        assertRefused(
                "the file pipe of --stdout-file cannot be written: it is neither a regular file nor a device that can be"
                        + " written",
                "--stdout-file",
                "pipe");
    }

    @Test
    void schemaHasNoEnd() {
        assertRefused(
                "the schema file /dev/zero is larger than 4194304 bytes; give a smaller one", "--schema", "/dev/zero");
    }

    @Test
    void textIsNotUtf8() {
        Installed.Ended ended = installed.command(
                "sh", "-c", Installed.CANDOR + " run --skill \"$(printf '\\377')\" --events e.jsonl -- touch ran");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).startsWith("candor: the value of the flag --skill is not valid UTF-8");
    }

    @Test
    void folderIsNotUtf8_nothingIsWrittenElsewhere() {
        Installed.Ended ended = installed.command(
                "bash",
                "-c",
                "mkdir $'d\\xff'; cd $'d\\xff'; " + Installed.CANDOR
                        + " run --skill s --events e.jsonl -- touch ../ran; " + "echo $?; ls; ls .. | wc -l");
        assertThat(ended.lines()).containsExactly("2", "1");
    }

    @Test
    void eventsFileBelongsToSomebodyElse_itIsWrittenAllTheSame() throws IOException {
        String[] other = {"setpriv", "--reuid=65534", "--clear-groups", "sh", "-c"};
        installed.write("events.jsonl", ROW);
        Path home = Installed.CANDOR.getParent().getParent();
        installed.command(
                "sh", "-c", "chmod 777 .; chmod 666 events.jsonl; cp -R '" + home + "' inst; chmod -R a+rX inst");
        boolean otherUserCanCome = installed
                        .command(other[0], other[1], other[2], other[3], other[4], "test -x inst/bin/candor")
                        .exitCode()
                == 0;
        assumeTrue(otherUserCanCome, "needs to be root, in a folder that others can enter");
        String run = "HOME=/nonexistent inst/bin/candor run --skill s --events events.jsonl -- true";
        Installed.Ended ended = installed.command(other[0], other[1], other[2], other[3], other[4], run);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(installed.rows()).hasSize(2);
    }

    @Test
    void verifiedPartWasEdited_isNoticed() throws IOException {
        installed.write("events.jsonl", ROW + ROW);
        assertThat(installed.run("--", "true").exitCode()).isZero();
        // same length, and the time of the file as it was
        FileTime time = Files.getLastModifiedTime(folder.resolve("events.jsonl"));
        installed.write("events.jsonl", String.join("\n", installed.rows()).replaceFirst("success", "SUCCESS") + "\n");
        Files.setLastModifiedTime(folder.resolve("events.jsonl"), time);
        assertRefused(
                "the events file events.jsonl has an invalid row in line 1: /status must be one of \"success\","
                        + " \"failure\", found \"SUCCESS\" (did you mean \"success\"?); correct or move the row, then try again");
    }

    @Test
    void invalidRowIsThere_skipValidateExistingRunsAllTheSame() {
        installed.write("events.jsonl", "{}\n");
        assertThat(installed.run("--skip-validate-existing", "--", "true").exitCode())
                .isZero();
        assertThat(installed.rows()).hasSize(2);
    }

    @Test
    void rowsOfOtherWriters_areFine() {
        installed.write("events.jsonl", "\uFEFF" + ROW + "\r\n" + ROW.replace("{", "{\"unknown\":[1,{\"x\":null}],"));
        assertThat(installed.run("--", "true").exitCode()).isZero();
        assertThat(installed.rows()).hasSize(4);
    }

    @Test
    void filesThatAreMade_areForTheirOwnerOnly() throws IOException {
        installed.command(
                "sh",
                "-c",
                "umask 000; exec " + Installed.CANDOR
                        + " run --skill s --events new/folder/events.jsonl --stdout-file out.txt -- true");
        for (String file : new String[] {"new/folder/events.jsonl", "out.txt"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
                .isEqualTo("rwx------");
    }
}
