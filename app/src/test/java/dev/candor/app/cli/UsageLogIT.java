package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.NullValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code candor run} and {@code candor coverage} without a file: the usage log of the user path, behind the switch. */
class UsageLogIT {
    private static final String LOG = "home/.ai/telemetry/logs/skill-usage";

    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    private Installed.Ended run(String... behind) {
        return installed.candor(Stream.concat(Stream.of("run", "--skill", "hello", "--json", "--"), Stream.of(behind))
                .toArray(String[]::new));
    }

    private static ObjectValue summary(Installed.Ended ended) {
        return ObjectValue.parse(ended.lines().getLast());
    }

    private List<String> logged() {
        try (Stream<Path> files = Files.walk(folder.resolve(LOG))) {
            return files.filter(file -> file.getFileName().toString().equals("events.log"))
                    .flatMap(file -> installed.rows(folder.relativize(file).toString()).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nobodyTurnedItOn_commandRunsAndNothingIsRecorded() {
        Installed.Ended ended = run("sh", "-c", "echo hi; exit 3");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.lines().getFirst()).isEqualTo("hi");
        assertThat(summary(ended).integer("event_appended")).contains(0L);
        assertThat(summary(ended).member("events_path")).contains(new NullValue());
        assertThat(ended.err())
                .isEqualTo(
                        "candor: the run is not recorded, because telemetry is off (turn it on: candor enable; or name a"
                                + " file: --events FILE; to hear no more of it: candor disable)\n");
        assertThat(folder.resolve("home/.ai")).doesNotExist();
    }

    @Test
    void turnedOff_isNotSpokenOf() {
        installed.candor("disable");
        Installed.Ended ended = run("true");
        assertThat(ended.err()).isEmpty();
        assertThat(summary(ended).integer("event_appended")).contains(0L);
    }

    @Test
    void doNotTrack_winsOverTheFile() {
        installed.candor("enable");
        Installed.Ended ended = installed.command(
                Map.of("DO_NOT_TRACK", "1"),
                Installed.CANDOR.toString(),
                "run",
                "--skill",
                "s",
                "--json",
                "--",
                "true");
        assertThat(summary(ended).integer("event_appended")).contains(0L);
        assertThat(folder.resolve(LOG)).doesNotExist();
    }

    @Test
    void brokenConfig_saysWhyNothingIsRecorded() throws IOException {
        Files.createDirectories(folder.resolve("home/.ai"));
        installed.write("home/.ai/config.yaml", "telemetry: [\n");
        Installed.Ended ended = run("true");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err())
                .startsWith("candor: the run is not recorded, because telemetry is off: ")
                .contains("config.yaml");
    }

    @Test
    void turnedOn_runIsRecordedAndCovered() {
        installed.candor("enable");
        Installed.Ended ended = run("true");
        assertThat(ended.err()).isEmpty();
        assertThat(summary(ended).integer("event_appended")).contains(1L);
        assertThat(summary(ended).text("events_path")).contains("telemetry/logs/skill-usage");
        assertThat(logged()).singleElement().asString().contains("\"skill\":\"hello\",");

        Installed.Ended covered = installed.candor("coverage", "--skills", "hello", "--strict");
        assertThat(covered.exitCode()).isZero();
        assertThat(covered.out()).isEqualTo("""
                SKILL  COUNT  NEEDED  COVERED
                hello      1       1  yes
                1 of 1 rows counted in telemetry/logs/skill-usage
                """);
    }

    @Test
    void switchedWhileTheCommandRuns_countsAsItWasBefore() {
        installed.candor("enable");
        Installed.Ended ended = run(Installed.CANDOR.toString(), "disable");
        assertThat(summary(ended).integer("event_appended")).contains(1L);
    }

    @Test
    void rowHandedOver_countsBesideWrappedRuns() {
        installed.candor("enable");
        run("true");
        installed.candor("tool", "record_event", """
                {"event":{"context":"c","duration_ms":1,"skill":"other","source":"o","status":"success",\
                "timestamp_utc":"2026-01-28T14:22:00.000Z"}}""");
        assertThat(installed
                        .candor("coverage", "--skills", "hello,other", "--strict")
                        .exitCode())
                .isZero();
    }

    @Test
    void wrappedRunHandedOverAgain_isADuplicate() {
        installed.candor("enable");
        installed.candor("run", "--skill", "hello", "--reason-detail", "token=hunter2", "--", "false");
        String row = logged().getFirst();
        assertThat(row).contains("\"reason_detail\":\"token=[redacted]\"");
        installed.write("rows.jsonl", row + "\n" + row + "\n");
        Installed.Ended ended = installed.candor("ingest", "rows.jsonl");
        assertThat(ended.exitCode()).isZero();
        assertThat(logged()).containsExactly(row);
    }

    @Test
    void logCannotBeWritten_rowWaitsForTheNextRun() throws IOException {
        installed.candor("enable");
        Files.createDirectories(folder.resolve("home/.ai/telemetry/logs"));
        installed.write(LOG, "in the way");
        Installed.Ended ended = run("sh", "-c", "exit 7");
        assertThat(ended.exitCode()).isEqualTo(7);
        assertThat(summary(ended).integer("event_appended")).contains(0L);
        assertThat(ended.err())
                .startsWith("candor: THE EVENT WAS NOT APPENDED: ")
                .contains("and the next run without --events, while telemetry is on, appends it");

        Files.delete(folder.resolve(LOG));
        assertThat(run("true").err())
                .isEqualTo("candor: 1 row of an earlier run that could not be appended then: now in the log "
                        + "telemetry/logs/skill-usage\n");
        assertThat(logged()).hasSize(2).first().asString().contains("command_exit=7");
    }

    @Test
    void otherRules_needAFile() {
        Installed.Ended ended = installed.candor("run", "--skill", "s", "--schema", "x.json", "--", "touch", "ran");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo("candor: the flag --schema needs --events: the usage log of the user path keeps the built-in"
                        + " rules (see: candor run --help)\n");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void coverageWithoutALog_countsNothing() {
        Installed.Ended ended = installed.candor("coverage", "--skills", "hello", "--strict");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).endsWith("""
                0 of 0 rows counted in telemetry/logs/skill-usage
                missing: hello
                next: candor run --skill hello -- COMMAND
                """);
    }

    @Test
    void coverageOfAnInvalidRow_namesItsPlace() throws IOException {
        Files.createDirectories(folder.resolve(LOG + "/20260128"));
        installed.write(LOG + "/20260128/events.log", "{\"skill\":\"s\"}\n");
        Installed.Ended ended = installed.candor("coverage", "--skills", "hello");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith(
                        "candor: the log telemetry/logs/skill-usage of the user path has an invalid row in line 1: ")
                .endsWith(" (its rows counted over all its files)\n");
    }
}
