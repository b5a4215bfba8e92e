package dev.candor.config;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.candor.config.SwitchState.Decider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a config file says about the switch, however it is written. */
class ConfigFileStateTest {
    private static final SwitchState ON = new SwitchState(true, Decider.CONFIG, Optional.empty());
    private static final SwitchState OFF = new SwitchState(false, Decider.CONFIG, Optional.empty());
    private static final SwitchState UNDECIDED = new SwitchState(false, Decider.DEFAULT, Optional.empty());

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("config.yaml");
    }

    @Test
    void state_missingFile_isOffAndNobodyDecided() {
        assertThat(state()).isEqualTo(UNDECIDED);
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "# only a comment",
                "---\n",
                "---\n...\n",
                "~",
                "{}",
                "other: 1",
                "telemetry:",
                "telemetry: null",
                "telemetry: {}",
                "telemetry:\n  keep: 5",
                "nested:\n  telemetry:\n    enabled: true"
            })
    void state_nobodyDecided_isOffByDefault(String yaml) throws IOException {
        write(yaml);
        assertThat(state()).isEqualTo(UNDECIDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "telemetry:\n  enabled: true",
                "telemetry:\r\n  enabled: true\r\n",
                "\uFEFFtelemetry:\n  enabled: true\n",
                "{\"telemetry\": {\"enabled\": true}}",
                "telemetry: {enabled: yes}",
                "telemetry: {enabled: On}",
                "? telemetry\n: enabled: TRUE",
                "%YAML 1.1\n---\ntelemetry:\n  enabled: true\n...\n# the end",
                "base: &b {enabled: true}\ntelemetry: *b",
                "base: &b {enabled: true}\ntelemetry:\n  <<: *b",
                "base: &b {telemetry: {enabled: true}}\n<<: [{x: 1}, *b]",
                "telemetry: {enabled: !!bool 'true'}",
                "other: !python/object:os.system {a: 1}\ntelemetry: {enabled: true}"
            })
    void state_switchedOn_isOn(String yaml) throws IOException {
        write(yaml);
        assertThat(state()).isEqualTo(ON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "no", "Off", "FALSE"})
    void state_switchedOff_isOff(String word) throws IOException {
        write("telemetry:\n  enabled: " + word + "\n");
        assertThat(state()).isEqualTo(OFF);
    }

    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                arguments(
                        "telemetry:\n  enabled: \"true\"",
                        2,
                        12,
                        "telemetry.enabled must be true or false, written without quotes, found the text 'true'; write 'true' or 'false'"),
                arguments(
                        "telemetry:\r\n  enabled: 1",
                        2,
                        12,
                        "telemetry.enabled must be true or false, written without quotes, found 1; write 'true' or 'false'"),
                arguments(
                        "telemetry: {enabled: [true]}",
                        1,
                        22,
                        "telemetry.enabled must be true or false, written without quotes, found a list; write 'true' or 'false'"),
                arguments(
                        "telemetry:\n  enabled:\n",
                        2,
                        11,
                        "telemetry.enabled must be true or false, written without quotes, found nothing; write 'true' or 'false'"),
                arguments(
                        "telemetry: on",
                        1,
                        12,
                        "telemetry must be a mapping of keys to values, found on; write lines such as 'key: value'"),
                arguments(
                        "telemetry: [on]",
                        1,
                        12,
                        "telemetry must be a mapping of keys to values, found a list; write lines such as 'key: value'"),
                arguments(
                        "- telemetry",
                        1,
                        1,
                        "the file must be a mapping of keys to values, found a list; write lines such as 'key: value'"),
                arguments(
                        "\u2603: 1\n\u2603: 2", 2, 1, "the key '\u2603' stands here a second time; remove one of them"),
                arguments("a: [{b: 1, \"b\": 2}]", 1, 12, "the key 'b' stands here a second time; remove one of them"),
                arguments(
                        "a: 1\n---\nb: 2",
                        2,
                        1,
                        "this is not valid YAML (but found another document); correct it by hand"),
                arguments(
                        "a: 1\n\tb: 2",
                        2,
                        1,
                        "this is not valid YAML (found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)); correct it by hand"),
                arguments(
                        "a: 1\nb: \u0007",
                        2,
                        4,
                        "this is not valid YAML (the character U+0007 is not allowed); correct it by hand"),
                arguments(
                        "a: *nowhere",
                        1,
                        4,
                        "this is not valid YAML (found undefined alias nowhere); correct it by hand"));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void state_brokenFile_isOffAndSaysWhere(String yaml, int line, int column, String what) throws IOException {
        write(yaml);
        String expected = file + ", line " + line + ", column " + column + ": " + what;
        assertThat(state()).isEqualTo(new SwitchState(false, Decider.DEFAULT, Optional.of(expected)));
    }

    @Test
    void state_notUtf8_isOffAndSaysWhere() throws IOException {
        Files.write(file, "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problem())
                .isEqualTo(file + ", line 2, column 7: the bytes here are not UTF-8; save the file as UTF-8");
        Files.write(file, "telemetry: {enabled: true}".getBytes(UTF_16));
        assertThat(problem()).contains("line 1, column 1: the bytes here are not UTF-8");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xC3});
        assertThat(problem()).contains("line 1, column 4: the bytes here are not UTF-8");
    }

    @Test
    void state_folder_isOffAndSaysSo() throws IOException {
        Files.createDirectory(file);
        assertThat(problem()).isEqualTo(file + " cannot be read: it is no regular file; move it away");
    }

    @Test
    void state_tooLong_isOffAndSaysSo() throws IOException {
        write("telemetry: {enabled: true}\n#" + "x".repeat(1 << 20));
        assertThat(problem())
                .isEqualTo(file + " cannot be read: it is larger than 1048576 bytes; move it away or shorten it");
    }

    @Test
    void state_tooDeep_isOffAndSaysSo() throws IOException {
        write("a: " + "[".repeat(10_000));
        assertThat(problem()).startsWith(file + ", line 1, column ").contains("Nesting Depth");
    }

    @Test
    void state_aliasesOfAliases_areBounded() throws IOException {
        StringBuilder yaml = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 40; i++) {
            yaml.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" {<<: [*a")
                    .append(i - 1);
            yaml.append(", *a").append(i - 1).append("]}\n");
        }
        write(yaml.toString());
        assertThat(problem()).contains("Number of aliases");
        write(yaml.substring(0, yaml.indexOf("a25:")) + "telemetry:\n  <<: *a24\n");
        assertThat(state()).isEqualTo(UNDECIDED);
    }

    @Test
    void state_recursiveAlias_isRead() throws IOException {
        write("telemetry: &t\n  self: *t\n  <<: *t\n  enabled: true\n");
        assertThat(state()).isEqualTo(ON);
    }

    static Stream<Arguments> unknownKeys() {
        return Stream.of(
                arguments(
                        "telemetry:\n  enbaled: true\n",
                        "line 2, column 3: there is no setting telemetry.enbaled (did you mean \"enabled\"?); it is"
                                + " ignored, because telemetry has only enabled"),
                arguments(
                        "server: {ports: 1}\n",
                        "line 1, column 10: there is no setting server.ports (did you mean \"port\"?); it is ignored,"
                                + " because server has only port, allow_run, run_roots"),
                arguments(
                        "x: 1\nlog:\n  daily: yes\n  colour: red\n",
                        "line 4, column 3: there is no setting log.colour; it is ignored, because log has only"
                                + " part_size, daily, gzip, keep_days, keep_size"));
    }

    @ParameterizedTest
    @MethodSource("unknownKeys")
    void warnings_keyThatIsNoSetting_isToldWithTheNearest(String yaml, String sentence) throws IOException {
        write(yaml);
        assertThat(new ConfigFile(file, Map.of()).warnings()).containsExactly(file + ", " + sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "telemetry:\n  enabled: true\n",
                "telemetery: {enabled: true}\nother: {enbaled: 1}\n",
                "b: &b {enabled: true}\ntelemetry:\n  <<: *b\n",
                "telemetry: [",
                "telemetry: on"
            })
    void warnings_keysOfOtherPrograms_areTheirOwn(String yaml) throws IOException {
        write(yaml);
        assertThat(new ConfigFile(file, Map.of()).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "TRUE", "no", "anything", " "})
    void state_doNotTrack_winsOverTheFile(String value) throws IOException {
        write("telemetry: {enabled: true}");
        SwitchState state = new ConfigFile(file, Map.of("DO_NOT_TRACK", value)).state();
        assertThat(state).isEqualTo(new SwitchState(false, Decider.DO_NOT_TRACK, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "false", "False"})
    void state_doNotTrackTakenBack_leavesItToTheFile(String value) throws IOException {
        write("telemetry: {enabled: true}");
        assertThat(new ConfigFile(file, Map.of("DO_NOT_TRACK", value)).state()).isEqualTo(ON);
    }

    @Test
    void state_fileRewrittenInPlaceAgainAndAgain_isAlwaysTheNewest() throws IOException {
        ConfigFile config = new ConfigFile(file, Map.of());
        for (int i = 0; i < 300; i++) {
            boolean on = i % 2 == 0;
            write("telemetry: {enabled: " + (on ? "on " : "off") + "}");
            assertThat(config.state()).isEqualTo(on ? ON : OFF);
        }
        Files.delete(file);
        assertThat(config.state()).isEqualTo(UNDECIDED);
    }

    @Test
    void state_userPath_namesTheFile() throws IOException {
        write("telemetry: {enabled: true}");
        ConfigFile config = new ConfigFile(new UserPath(folder), Map.of());
        assertThat(config.path()).isEqualTo(file);
        assertThat(config.state()).isEqualTo(ON);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }

    private SwitchState state() {
        return new ConfigFile(file, Map.of()).state();
    }

    private String problem() {
        return state().problem().orElseThrow();
    }
}
