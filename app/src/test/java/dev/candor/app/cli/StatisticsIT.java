package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.Capabilities;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The switch, recording and the statistics, from the installed command line. */
class StatisticsIT {
    @TempDir
    Path folder;

    private Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    private Installed.Ended record(String item, String outcome, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("record", item, "--item-type", "tool", "--outcome", outcome, "--duration-ms", "10"));
        arguments.addAll(List.of(more));
        return installed.candor(arguments.toArray(String[]::new));
    }

    private ObjectValue json(String... arguments) {
        Installed.Ended ended = installed.candor(arguments);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ObjectValue.parse(ended.out());
    }

    private Path user(String name) {
        return folder.resolve("home/.ai").resolve(name);
    }

    @Test
    void withoutConsent_nothingIsWritten() {
        assertThat(installed.candor("status").out()).startsWith("telemetry is off, as nobody turned it on yet");
        Installed.Ended ended = record("a", "success", "--json");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out())
                .isEqualTo("{\"note\":\"telemetry is off (see: telemetry_status)\","
                        + "\"recorded\":0,\"run_id\":null}\n");
        assertThat(ended.err())
                .isEqualTo("candor: nothing was recorded, because telemetry is off (see: candor status)\n");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void enabled_recordsAndShows() throws IOException {
        assertThat(installed.candor("enable").out()).isEqualTo("telemetry is on (" + user("config.yaml") + ")\n");
        assertThat(record("acme/x@1", "success").out()).startsWith("recorded as ");
        assertThat(record("acme/x@1", "failure", "--error", "no", "--http-calls", "2", "--path", "/x.py")
                        .exitCode())
                .isZero();
        ObjectValue item = (ObjectValue)
                json("status", "--item-id", "acme/x@1", "--json").member("item").orElseThrow();
        assertThat(item.integer("total_runs")).contains(2L);
        assertThat(item.integer("http_calls")).contains(2L);
        assertThat(item.text("last_error")).contains("no");
        assertThat(installed.candor("status").out())
                .contains("telemetry is on\n1 item, 2 runs, success rate 0.500\n")
                .contains("  acme/x@1\n");
        assertThat(installed.candor("export", "--item-id", "acme/x@1").out())
                .isEqualTo("{\"avg_duration_ms\":10.000,\"success_rate\":0.500,\"total_runs\":2}\n");
        assertThat(installed.candor("export", "--item-id", "unknown").out()).isEqualTo("null\n");
        try (Stream<Path> files = Files.walk(user(""))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void everyRowOfTheLog_keepsItsContract() throws IOException {
        installed.candor("enable");
        record("a", "success");
        record("a", "timeout", "--error", "slow");
        installed.candor("clear", "--all");
        try (Stream<Path> logs = Files.walk(user("telemetry/logs/execution"))) {
            Path log =
                    logs.filter(file -> file.endsWith("events.log")).findFirst().orElseThrow();
            assertThat(installed
                            .candor("validate", "--contract", "execution", log.toString())
                            .out())
                    .isEqualTo("3 rows: all valid\n");
        }
        installed.write(
                "odd.jsonl", "{\"event\":\"run\",\"item_id\":\"a\",\"run_id\":\"1\",\"timestamp\":\"yesterday\"}\n");
        assertThat(installed
                        .candor("validate", "--contract", "execution", "odd.jsonl")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void doNotTrack_winsAndIsTold() {
        installed.candor("enable");
        Map<String, String> track = Map.of("DO_NOT_TRACK", "1");
        assertThat(installed
                        .command(track, Installed.CANDOR.toString(), "status")
                        .out())
                .startsWith("telemetry is off, because DO_NOT_TRACK is set\n");
        String command = Installed.CANDOR + " record --item-id a --item-type tool --outcome success --duration-ms 1";
        assertThat(installed.command(track, "sh", "-c", command).err()).contains("nothing was recorded");
        assertThat(user("telemetry")).doesNotExist();
        assertThat(installed
                        .command(track, Installed.CANDOR.toString(), "enable")
                        .out())
                .startsWith("telemetry is off (");
        assertThat(installed
                        .command(Map.of("DO_NOT_TRACK", "0"), "sh", "-c", command)
                        .err())
                .isEmpty();
    }

    @Test
    void brokenConfig_isToldWithItsPlaceAndLeftAlone() throws IOException {
        Files.createDirectories(user(""));
        Files.writeString(user("config.yaml"), "telemetry:\n  enabled: [true\n");
        Installed.Ended enable = installed.candor("enable");
        assertThat(enable.exitCode()).isEqualTo(1);
        assertThat(enable.err()).contains("line 3, column 1").contains("[config-broken]");
        assertThat(record("a", "success").err()).contains("telemetry is off: ").contains("line 3");
        assertThat(installed.candor("status").out()).contains("problem: " + user("config.yaml"));
        assertThat(user("config.yaml")).hasContent("telemetry:\n  enabled: [true\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "record --item-id a --item-type tool --outcome won --duration-ms 1|the flag --outcome must be one of"
                        + " \"success\", \"failure\", \"timeout\", \"cancelled\", found \"won\"",
                "record a b --item-type tool --outcome success --duration-ms 1|'b' is not expected",
                "record --item-type tool --outcome success --duration-ms 1|ITEM-ID is missing",
                "record --item-id a --item-type toy --outcome success --duration-ms 1|the flag --item-type must be one of",
                "record --item-id a --item-type tool --outcome success|the flag --duration-ms N is missing",
                "record --item-id a --item-type tool --outcome success --duration-ms -1|the flag --duration-ms must be at least 0",
                "record --item-id * --item-type tool --outcome success --duration-ms 1|must name one item",
                "clear|say which: ITEM-ID, or --all",
                "clear --all --item-id a|--all means every item, and ITEM-ID one of them",
                "export|say --item-id ID, session ID or items",
                "tool a b c|a tool takes its arguments as one JSON object in one word",
                "tool telemetry_status {|the arguments must be one JSON object: ",
                "tool telemetry_status []|the arguments must be one JSON object, for instance {}, found []",
                "tool telemetry_status {\"x\":1}|there is no argument \"x\"; telemetry_status takes item_id",
                "exec --item-type tool --item-id x --params [1]|the flag --params needs one JSON object",
                "exec --item-type tool --item-id x --timeout soon|the flag --timeout needs a duration",
                "exec --item-type tool|exec needs the id of one item, as in candor exec core/create_tool, found none",
                "exec a --item-type tool --item-id b|found a and b",
                "exec --item-type toy --item-id x|item_type must be one of"
            })
    void badArguments_areExplained(String command, String sentence) {
        Installed.Ended ended = installed.candor(command.split(" "));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).startsWith("candor: ").contains(sentence);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void tool_printsTheResultObject() {
        assertThat(json("tool", "telemetry_status").members()).containsKeys("enabled", "summary");
        assertThat(json("tool", "configure_telemetry", "{\"enabled\":true}").members())
                .containsEntry("changed", JsonValue.of(true));
        assertThat(((JsonValue.ArrayValue)
                                json("tool", "--json").member("tools").orElseThrow())
                        .items())
                .hasSameSizeAs(Capabilities.DECLARATIONS);
        String command = "echo '{\"item_id\":\"*\"}' | " + Installed.CANDOR + " tool clear_telemetry -";
        assertThat(installed.command("sh", "-c", command).out()).isEqualTo("{\"cleared\":0,\"item_id\":\"*\"}\n");
        Installed.Ended unknown = installed.candor("tool", "telemetry_statsu");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("[tool-not-found]");
    }

    @Test
    void exec_passesTheItemsOutputAndExitCodeOn() throws IOException {
        installed.candor("enable");
        Files.createDirectories(folder.resolve("shop/.ai/tools/ops"));
        installed.write(
                "shop/.ai/tools/ops/hi.sh", "#!/bin/sh\n# version: 1.0.0\necho \"hi $*\"\necho oh >&2\nexit \"$2\"\n");
        Installed.Ended ended = exec("{\"code\": 3}");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.out()).isEqualTo("hi --code 3\n");
        assertThat(ended.err()).isEqualTo("oh\n");
        assertThat(exec("{\"code\": 0}").exitCode()).isZero();
        ObjectValue item = (ObjectValue) json("status", "--item-id", "ops/hi@1.0.0", "--json")
                .member("item")
                .orElseThrow();
        assertThat(item.integer("total_runs")).contains(2L);
        assertThat(item.integer("subprocess_calls")).contains(2L);
    }

    private Installed.Ended exec(String params) {
        return installed.candor(
                "exec", "--item-type", "tool", "--item-id", "ops/hi", "--project-path", "shop", "--params", params);
    }

    @Test
    void exec_ofATextThatIsThere_printsItAndCountsTheAccess() throws IOException {
        installed.candor("enable");
        Files.createDirectories(user("knowledge/facts"));
        Files.writeString(user("knowledge/facts/sky.md"), "---\nid: sky\nversion: \"1.0.0\"\n---\nThe sky is blue.\n");
        Installed.Ended ended = installed.candor("exec", "facts/sky", "--item-type", "knowledge");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("The sky is blue.");
        assertThat(((ObjectValue) json("status", "--json").member("summary").orElseThrow()).integer("access_count"))
                .contains(1L);
    }

    @Test
    void exec_refused_runsNothing() {
        Installed.Ended ended = installed.candor("exec", "--item-type", "tool", "--item-id", "ops/nothing");
        assertThat(ended.exitCode()).isEqualTo(125);
        assertThat(ended.err()).contains("[item-not-found]");
    }

    @Test
    void exec_ofOurOwnTools_isProtected() throws IOException {
        Files.createDirectories(user("tools/core"));
        installed.write("home/.ai/tools/core/telemetry_status.sh", "#!/bin/sh\necho shadowed\n");
        Installed.Ended ended = installed.candor("exec", "--item-type", "tool", "--item-id", "core/telemetry_status");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).startsWith("{\"config_path\":");
        assertThat(json(
                                "exec",
                                "--item-type",
                                "tool",
                                "--item-id",
                                "core/configure_telemetry",
                                "--params",
                                "{\"enabled\":true}")
                        .members())
                .containsEntry("enabled", JsonValue.of(true));
    }

    @Test
    void exec_interrupted_isRecordedAsCancelled() throws Exception {
        installed.candor("enable");
        Files.createDirectories(user("tools"));
        installed.write("home/.ai/tools/slow.sh", "#!/bin/sh\n# version: 1\ntouch \"$HOME/started\"\nsleep 60\n");
        Process exec = installed.start(Installed.CANDOR.toString(), "exec", "--item-type", "tool", "--item-id", "slow");
        while (!Files.exists(folder.resolve("home/started"))) {
            assertThat(exec.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        exec.destroy();
        assertThat(exec.waitFor()).isEqualTo(130);
        ObjectValue summary =
                (ObjectValue) json("status", "--json").member("summary").orElseThrow();
        assertThat(summary.integer("cancelled_count")).contains(1L);
    }
}
