package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every verb has in common: help, versions, hints, summaries, completion. */
class CommandLineIT {
    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    @Test
    void summaryOfASuccess_isExactlyThisLine() {
        Installed.Ended ended = installed.run("--context", "ci", "--source", "codex", "--json", "--", "echo", "hi");
        assertThat(ended.out()).isEqualTo("""
                        hi
                        {"command_rc":0,"context":"ci","event_appended":1,"events_path":"events.jsonl","schema_version":1,\
                        "skill":"s","source":"codex","status":"success"}
                        """);
    }

    @Test
    void summaryOfAFailure_hasReasonAndClass() {
        Installed.Ended ended = installed.run("--reason-code", "git_push_failed", "--json", "--", "sh", "-c", "exit 3");
        assertThat(ended.out()).isEqualTo("""
                        {"command_rc":3,"context":"run","error_class":"git","event_appended":1,\
                        "events_path":"events.jsonl","reason_code":"git_push_failed","schema_version":1,"skill":"s",\
                        "source":"skill-telemetry-instrumentor","status":"failure"}
                        """);
    }

    @Test
    void eventOfAFailure_hasTheDefaultsAndSortedNames() {
        installed.run("--", "false");
        ObjectValue row = ObjectValue.parse(installed.rows().getFirst());
        assertThat(List.copyOf(row.members().keySet())).isSorted().hasSize(9);
        assertThat(row.text("reason_code")).contains("command_failed");
        assertThat(row.text("reason_detail")).contains("command_exit=1");
        assertThat(row.text("error_class")).contains("runtime");
        assertThat(row.text("timestamp_utc").orElseThrow())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(row.integer("duration_ms").orElseThrow()).isBetween(0L, 10_000L);
    }

    @Test
    void doubleDash_isOptional() {
        assertThat(installed.run("sh", "-c", "exit 4").exitCode()).isEqualTo(4);
    }

    @Test
    void flagsOfTheCommand_areItsOwn() {
        assertThat(installed.run("echo", "--json", "--help", "--").lines().getFirst())
                .isEqualTo("--json --help --");
    }

    @Test
    void tildeInPaths_isTheHomeFolder() {
        installed.candor("run", "--skill", "s", "--events=~/deep/events.jsonl", "--", "true");
        assertThat(folder.resolve("home/deep/events.jsonl")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "coverage", "validate", "completion", "help"})
    void manual_hasUsageAndExamples(String verb) {
        Installed.Ended flag = installed.candor(verb, "--help");
        assertThat(flag.exitCode()).isZero();
        assertThat(flag.out()).contains("Usage:\n  candor " + verb).contains("Examples:\n  ");
        assertThat(installed.candor("help", verb).out()).isEqualTo(flag.out());
    }

    @Test
    void unknownCommand_namesTheNearestOne() {
        Installed.Ended ended = installed.candor("converage");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo("candor: there is no command 'converage'; did you mean coverage? (see: candor help)\n");
    }

    @Test
    void version_isTheBuilds() {
        for (String spelling : List.of("--version", "-V", "version")) {
            assertThat(installed.candor(spelling).out()).matches("candor \\d+\\.\\d+\\.\\d+\n");
        }
        assertThat(installed.candor("version", "--json").out())
                .matches("\\{\"commit\":\"[0-9a-z]+\",\"folder\":\"/.*\",\"java\":\"25.*\",\"version\":\"0.*\"}\n");
    }

    /** The build wrote it down, so that no JVM is started to say it. */
    @Test
    void help_isWhatTheProgramItselfSays() throws UsageException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                Map.of(),
                new Terminal(out, new ByteArrayOutputStream(), false),
                InstantSource.fixed(Instant.EPOCH),
                count -> List.of());
        HelpVerb help = new HelpVerb();
        help.run(Arguments.read(help.manual(), List.of()), surroundings);

        for (String spelling : List.of("help", "--help", "-h")) {
            assertThat(installed.candor(spelling).out()).as(spelling).isEqualTo(out.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void nothing_isAskedForHelp() {
        assertThat(installed.candor().exitCode()).isZero();
        assertThat(installed.candor().out()).isEqualTo(installed.candor("help").out());
    }

    @Test
    void colours_areOnlyForATerminalAndNeverWithNoColor() {
        installed.run("--", "true");
        String command = Installed.CANDOR + " coverage --events events.jsonl --skills s";
        assertThat(installed.command("sh", "-c", command).out()).doesNotContain("\u001b");
        assertThat(installed.command("script", "-qec", command, "/dev/null").out())
                .contains("\u001b[32myes");
        assertThat(installed
                        .command(Map.of("NO_COLOR", "1"), "script", "-qec", command, "/dev/null")
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void validate_listsEveryViolation() {
        installed.write("rows.jsonl", "{\"skill\":1}\n{]\n");
        Installed.Ended ended = installed.candor("validate", "--contract", "skill-usage", "--json", "rows.jsonl");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.lines())
                .contains(
                        "{\"code\":\"SCHEMA_TYPE\",\"file\":\"rows.jsonl\",\"line\":1,\"pointer\":\"/skill\",\"rule\":\"type\","
                                + "\"sentence\":\"/skill must be string, found 1\",\"severity\":\"refusal\"}",
                        "{\"contract\":\"skill-usage\",\"contract_version\":\"1\",\"invalid_rows\":2,\"rows\":2,"
                                + "\"unreadable_files\":0,\"valid\":false,\"violations\":7,\"warnings\":0}");
    }

    @Test
    void validate_readsStandardInput() {
        installed.run("--", "true");
        Installed.Ended ended =
                installed.command("sh", "-c", Installed.CANDOR + " validate --contract skill-usage - < events.jsonl");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).isEqualTo("1 row: all valid\n");
    }

    @Test
    void validate_takesOtherRules() {
        installed.write(
                "schema.json", "{\"$defs\":{\"a\":{\"const\":1}},\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}");
        installed.write("rows.jsonl", "{\"a\":1}\n{\"a\":2}\n");
        Installed.Ended ended =
                installed.candor("validate", "--contract", "skill-usage", "--schema", "schema.json", "rows.jsonl");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.lines()).hasSize(2).last().isEqualTo("2 rows: 1 invalid, 1 violation");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void resultCannotBeWritten_isNoSuccess() {
        installed.run("--", "true");
        String command = Installed.CANDOR + " coverage --events events.jsonl --skills s --json > /dev/full";
        Installed.Ended ended = installed.command("sh", "-c", command);
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).isEqualTo("candor: standard output cannot be written: No space left on device\n");
    }

    @Test
    void standardInputIsClosed_itIsEmpty() {
        Installed.Ended ended =
                installed.command("sh", "-c", Installed.CANDOR + " validate --contract skill-usage - <&-");
        assertThat(ended.out()).isEqualTo("0 rows: nothing was examined\n");
    }

    @Test
    void hints_areQuotedForTheShell() {
        installed.write("my events.jsonl", "{}\n");
        Installed.Ended ended = installed.candor("coverage", "--events", "my events.jsonl", "--skills", "a");
        assertThat(ended.err()).endsWith("; see all with: candor validate --contract skill-usage 'my events.jsonl'\n");
    }

    @Test
    void bashCompletion_knowsVerbsAndFlags() {
        String script = "CANDOR=" + Installed.CANDOR + "; source <($CANDOR completion bash); "
                + "try() { COMP_LINE=\"$CANDOR $1\"; COMP_POINT=${#COMP_LINE}; _candor; echo ${COMPREPLY[@]}; }; "
                + "try co; try 'run --time'; try 'run --skill s -- tru'; "
                + "try 'trails s'; try 'trails list --outcome b'; try 'trails list --un'; try qua; "
                + "touch empty.ndjson; try 'validate emp'";
        List<String> lines = installed.command("bash", "-c", script).lines();
        assertThat(lines.get(0)).isEqualTo("coverage completion");
        assertThat(lines.get(1)).isEqualTo("--timeout");
        assertThat(lines.get(2)).contains("true");
        assertThat(lines.subList(3, 8)).containsExactly("show", "blocked", "--until", "quarantine", "empty.ndjson");
    }

    @Test
    void zshCompletion_knowsVerbsAndFlags() {
        installed.candor("enable");
        installed.candor("record", "a/b@1", "--item-type", "tool", "--outcome", "success", "--duration-ms", "1");
        Installed.Ended ended = installed.python("zsh_completion.py", Installed.CANDOR.toString());
        assertThat(ended.out())
                .contains("coverage")
                .contains("--timeout")
                .contains("show")
                .contains("a/b@1");
    }

    @Test
    void fishCompletion_knowsVerbsFlagsValuesAndFiles() {
        String script = "set -x PATH (dirname $argv[1]) $PATH; candor completion fish | source; touch empty.ndjson;"
                + " for line in 'candor co' 'candor run --time' 'candor trails list --outcome b' 'candor validate emp';"
                + " complete -C $line; end";
        assertThat(installed
                        .command("fish", "-c", script, Installed.CANDOR.toString())
                        .lines())
                .extracting(line -> line.split("\t")[0])
                .containsExactly("completion", "coverage", "--timeout", "blocked", "empty.ndjson");
    }
}
