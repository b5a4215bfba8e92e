package dev.candor.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on the command line: from the log and from a file. */
class SessionsIT {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples").toAbsolutePath();
    private static final String FIRE = EXAMPLES.resolve("office-fire.ndjson").toString();
    private static final String SKILL =
            EXAMPLES.resolve("agent-skill-audit.ndjson").toString();
    private static final String ID = "fire-20260307-017";

    @TempDir
    Path folder;

    Installed installed;

    @BeforeEach
    void install() {
        installed = new Installed(folder);
    }

    private Installed.Ended must(int code, String... arguments) {
        Installed.Ended ended = installed.candor(arguments);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(code);
        return ended;
    }

    private ObjectValue json(String... arguments) {
        return ObjectValue.parse(must(0, arguments).out().strip());
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void export_fromTheLog_andFromTheFile_givesTheSameBytes() throws IOException {
        must(0, "ingest", FIRE, SKILL);
        must(0, "export", "session", ID, "--format", "all", "--out", "log");
        must(0, "export", "session", ID, "--format", "all", "--out", "file", "--from", FIRE);

        Map<String, String> bundle = files(folder.resolve("log").resolve(ID));
        assertThat(bundle)
                .containsOnlyKeys(
                        "manifest.json",
                        "microdrills.json",
                        "report.html",
                        "rubric.json",
                        "scenario.json",
                        "session.csv",
                        "session.json")
                .isEqualTo(files(folder.resolve("file").resolve(ID)));
    }

    @Test
    void export_says_whatItWrote() {
        Installed.Ended ended = must(0, "export", "session", ID, "--from", FIRE, "--out", "out");

        assertThat(ended.lines().getFirst())
                .isEqualTo("out/" + ID + ": 12 events, score 70 (conditional_pass) by office_fire_mvp");
        assertThat(ended.lines())
                .hasSize(7)
                .anyMatch(line -> line.matches("  session\\.csv +[0-9a-f]{64}  \\d+ bytes"));
        assertThat(must(0, "export", "session", ID, "--from", FIRE, "--out", "out")
                        .lines()
                        .subList(1, 7))
                .allMatch(line -> line.endsWith(", unchanged"));
        ObjectValue told = json("export", "session", ID, "--from", FIRE, "--out", "out", "--json");
        assertThat(told.members())
                .containsKeys("events", "files", "folder", "report", "scenario_id", "score", "session_id", "warnings");
        assertThat(told.integer("events")).contains(12L);
    }

    @Test
    void export_otherBytesThere_areKeptUnlessForced() throws IOException {
        must(0, "export", "session", ID, "--from", FIRE);
        Files.writeString(folder.resolve(ID).resolve("session.csv"), "mine\n");

        Installed.Ended ended = must(1, "export", "session", ID, "--from", FIRE);
        assertThat(ended.err()).contains("session.csv").contains("[artifact-exists]");
        assertThat(folder.resolve(ID).resolve("session.csv")).hasContent("mine\n");
        must(0, "export", "session", ID, "--from", FIRE, "--force");
        assertThat(installed.rows(ID + "/session.csv")).hasSize(13);
    }

    @Test
    void export_exportedAt_isWhatTheBundleSays() throws IOException {
        must(0, "export", "session", ID, "--from", FIRE, "--exported-at", "2027-01-01T00:00:00Z");
        assertThat(folder.resolve(ID).resolve("session.json")).content().contains("\"2027-01-01T00:00:00Z\"");
    }

    @Test
    void export_badFlags_areRefusedWithASentence() {
        assertThat(must(2, "export", "session", ID, "--out", "s3://bucket/x").err())
                .startsWith("candor: the flag --out needs a folder of this machine, found the address 's3://bucket/x'");
        assertThat(must(2, "export", "session", ID, "--exported-at", "yesterday")
                        .err())
                .contains("needs a moment in UTC such as 2026-02-28T14:10:00Z, found 'yesterday'");
        assertThat(must(2, "export", "session", ID, "--exported-at", "2026-02-28T14:10:00+05:00")
                        .err())
                .contains("needs a moment in UTC");
        assertThat(must(2, "export", "session", ID, "--format", "pdf").err())
                .contains("needs json, csv, both, html or all, found 'pdf'");
        assertThat(must(2, "export", "session", ID, "--item-id", "x").err())
                .contains("the flag --item-id is of no use in an export of a session");
        assertThat(must(2, "export", "session").err()).contains("session needs the id of one session");
        for (String[] verb : List.of(
                new String[] {"export", "session", ID},
                new String[] {"replay", "session", ID},
                new String[] {"sessions"},
                new String[] {"verify", ID})) {
            String[] arguments = Arrays.copyOf(verb, verb.length + 2);
            arguments[verb.length] = "--scenarios";
            arguments[verb.length + 1] = "nowhere";
            assertThat(must(2, arguments).err())
                    .contains("the flag --scenarios needs a folder that is there, found nothing at nowhere");
        }
        assertThat(folder.toFile().list((parent, name) -> name.startsWith(ID))).isEmpty();
    }

    @Test
    void sessions_listsThoseOfTheLog_theLatestFirst() {
        must(0, "ingest", FIRE, SKILL);
        ObjectValue list = json("sessions", "--json");
        assertThat(list.integer("total")).contains(2L);
        List<JsonValue> sessions = ((ArrayValue) list.member("sessions").orElseThrow()).items();
        assertThat(sessions)
                .extracting(
                        session -> ((ObjectValue) session).text("session_id").orElseThrow())
                .containsExactly("audit-20260402-scraper", ID);
        assertThat(((ObjectValue) sessions.getLast()).members())
                .containsEntry("events", JsonValue.of(12))
                .containsEntry("failed", JsonValue.of(2))
                .containsEntry("scenario_id", JsonValue.of("office_fire_mvp"))
                .containsEntry("state", JsonValue.of("complete"))
                .containsEntry("phase", JsonValue.of("re_audit"))
                .containsEntry("first_at", JsonValue.of("2026-03-07T09:00:00Z"));
        assertThat(list).isEqualTo(json("tool", "list_sessions"));

        List<String> table = must(0, "sessions", "--limit", "1").lines();
        assertThat(table.getFirst()).isEqualTo("2 sessions");
        assertThat(table.get(2)).startsWith("audit-20260402-scraper  agent_skill_audit  complete");
        assertThat(table.getLast()).endsWith(" and 1 more (--limit)");
        assertThat(must(0, "sessions", "--from", FIRE).lines().getFirst()).isEqualTo("1 session");
        assertThat(must(2, "sessions", "--limit", "0").err()).contains("needs a number from 1 to 1000, found 0");
    }

    @Test
    void sessions_underWay_endSoonAfterASignal() {
        Installed.Ended ended = installed.command(
                "sh",
                "-c",
                "mkfifo rows; \"$1\" sessions --from rows & candor=$!; exec 3> rows;"
                        + " timeout 60 yes \"$(head -n 1 \"$2\")\" >&3 & kill -TERM $candor; wait $candor; echo $?",
                "sh",
                Installed.CANDOR.toString(),
                FIRE);
        assertThat(ended.out()).isEqualTo("130\n");
        assertThat(ended.err()).contains("candor: interrupted\n");
    }

    @Test
    void replay_tellsTheTimeline_theLineage_andTheResult() {
        Installed.Ended ended = must(0, "replay", ID, "--from", FIRE);

        assertThat(ended.lines().getFirst()).isEqualTo(ID + "  office_fire_mvp  12 events");
        assertThat(ended.lines())
                .anyMatch(line -> line.startsWith("audit  2026-03-07  from "))
                .contains("micro_drill", "re_audit")
                .anyMatch(
                        line -> line.matches("  01:04\\.000 +success +\\+25 +45  alarm_activated +anon-p017 +evt-003"))
                .anyMatch(line -> line.matches(
                        "  obj_use_safe_exit  0 of 25 at first \\(.*evt-004.*\\) -> drill_exit_selection \\(.*\\)"
                                + " -> 25 of 25 when repeated \\(evt-011\\)"))
                .contains("score 70 (conditional_pass)");
        assertThat(ended.out()).doesNotContain("\u001b");
    }

    @Test
    void replay_json_isALineForEachEvent_andOneWithTheResult() {
        List<String> lines =
                must(0, "replay", "session", ID, "--from", FIRE, "--json").lines();

        assertThat(lines).hasSize(13);
        ObjectValue last = ObjectValue.parse(lines.get(11));
        ObjectValue result = ObjectValue.parse(lines.getLast());
        assertThat(((NumberValue) last.member("score").orElseThrow()).text()).isEqualTo("70");
        assertThat(result.members()).containsKeys("events", "lineage", "score", "warnings");
    }

    @Test
    void replay_hostileTexts_cannotSteerTheTerminal() {
        installed.write(
                "hostile.ndjson",
                "{\"event_id\":\"\\u001b]0;x\\u0007\",\"session_id\":\"h\",\"participant_id\":\"p\","
                        + "\"timestamp\":\"2026-01-01T00:00:00Z\",\"event_type\":\"alarm_activated\",\"phase\":\"audit\","
                        + "\"actor_id\":\"\\u202e\\u001b[2J\",\"outcome\":\"success\","
                        + "\"details\":{\"a\\n\":\"\\u009b31m\\r\"}}\n");

        Installed.Ended ended = must(0, "replay", "session", "h", "--from", "hostile.ndjson");
        assertThat(ended.out()).contains("\\u001b]0;x\\u0007", "\\u202e\\u001b[2J", "\\u009b31m\\u000d");
        assertThat(ended.out()).doesNotContain("\u001b", "\u0007", "\r");
        assertThat(ended.err()).doesNotContain("\u001b", "\u0007", "\r");
    }

    @Test
    void replay_whatThereIsNot_isToldInASentence() {
        assertThat(must(1, "replay", "session", "none", "--from", FIRE).err()).contains("[session-not-found]");
        assertThat(must(1, "replay", "session", ID, "--from", FIRE, "--scenario", "none")
                        .err())
                .contains("[scenario-unknown]");
        assertThat(must(2, "replay", "session").err()).startsWith("candor: replay needs the id of one session");
        assertThat(must(2, "replay").err()).startsWith("candor: replay needs the id of one session");
    }

    @Test
    void export_intoWhatIsNoFolder_namesIt_notTheInput() {
        installed.write("taken", "");
        assertThat(must(1, "export", "session", ID, "--from", FIRE, "--out", "taken")
                        .err())
                .startsWith("candor: the bundle cannot be written into taken/" + ID + ": ")
                .contains("[export-failed]")
                .doesNotContain("office-fire.ndjson");
    }

    @Test
    void scenarioThatThereIsNot_isLookedForInFoldersAsPeopleWriteThem() {
        assertThat(must(1, "replay", "session", ID, "--from", FIRE, "--scenario", "none")
                        .err())
                .contains("/config/scenarios, ")
                .doesNotContain("/..");
    }

    @Test
    void export_help_hasAllFormats_andAnExampleOfEachKind() {
        assertThat(must(0, "export", "--help").out())
                .contains("session: json, csv, both (default), html or all")
                .contains("\n  candor export session ", "\n  candor export --item-id ", "\n  candor export items ");
    }

    @Test
    void tool_tellsALongSessionInPieces() {
        must(0, "ingest", SKILL);
        String id = "audit-20260402-scraper";
        ObjectValue first = json("tool", "replay_session", "{\"session_id\":\"" + id + "\",\"limit\":10}");
        assertThat(first.integer("next_offset")).contains(10L);
        ObjectValue rest = json("tool", "replay_session", "{\"session_id\":\"" + id + "\",\"offset\":10}");
        assertThat(rest.member("next_offset")).isEmpty();
        assertThat(((ArrayValue) rest.member("steps").orElseThrow()).items()).hasSize(4);
        assertThat(rest.member("score")).isEqualTo(first.member("score"));
    }
}
