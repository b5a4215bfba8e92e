package dev.candor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.candor.config.SwitchState.Decider;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What setting the switch changes in a file, and what it refuses to touch. */
class ConfigFileSetTest {
    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("config.yaml");
    }

    /** Config file created if missing. */
    @Test
    void test_configure_creates_config() throws Exception {
        file = folder.resolve("new/folder/config.yaml");

        SwitchState state = config().set(true);

        assertThat(state).isEqualTo(new SwitchState(true, Decider.CONFIG, Optional.empty()));
        assertThat(config().state()).isEqualTo(state);
        assertThat(file).hasContent("""
                        # Candor records nothing until telemetry.enabled is true. What it then records stays on this machine.
                        telemetry:
                          enabled: true
                        """);
        assertThat(modeOf(file)).isEqualTo("rw-------");
        assertThat(modeOf(file.getParent())).isEqualTo("rwx------");
        assertThat(file.getParent()).isDirectoryContaining(file::equals);
    }

    static Stream<Arguments> edits() {
        return Stream.of(
                arguments("telemetry:\n  enabled: false # why\nx: 1", "telemetry:\n  enabled: true # why\nx: 1"),
                arguments("telemetry:\r\n  enabled:   no\r\n", "telemetry:\r\n  enabled:   true\r\n"),
                arguments("\uFEFFtelemetry: {enabled: \"no\"}", "\uFEFFtelemetry: {enabled: true}"),
                arguments("telemetry:\n  enabled:\n", "telemetry:\n  enabled: true\n"),
                arguments("telemetry:\n  enabled: 7", "telemetry:\n  enabled: true"),
                arguments("telemetry:\n    keep: 5\n", "telemetry:\n    enabled: true\n    keep: 5\n"),
                arguments("telemetry: # t\n  # k\n  keep: 5", "telemetry: # t\n  enabled: true\n  # k\n  keep: 5"),
                arguments("telemetry:", "telemetry:\n  enabled: true"),
                arguments("telemetry:\r\nx: 1\r\n", "telemetry:\r\n  enabled: true\r\nx: 1\r\n"),
                arguments("telemetry: ~ # t\n", "telemetry: {enabled: true} # t\n"),
                arguments("a: 1\n", "a: 1\ntelemetry:\n  enabled: true\n"),
                arguments("a: 1\r\nb: 2", "a: 1\r\nb: 2\r\ntelemetry:\r\n  enabled: true"),
                arguments("  a: 1\n  b: 2\n", "  a: 1\n  b: 2\n  telemetry:\n    enabled: true\n"),
                arguments("a: |-\n  text\n", "a: |-\n  text\ntelemetry:\n  enabled: true\n"),
                arguments("---\n", "---\ntelemetry:\n  enabled: true\n"),
                arguments("# c", "# c\ntelemetry:\n  enabled: true"),
                arguments("", "telemetry:\n  enabled: true\n"),
                arguments(
                        "telemetry: # \u2603\n  enabled: off\n\u2603: 1",
                        "telemetry: # \u2603\n  enabled: true\n\u2603: 1"),
                arguments(
                        "\uD83D\uDE00: {telemetry: 1}\ntelemetry: {enabled: off}",
                        "\uD83D\uDE00: {telemetry: 1}\ntelemetry: {enabled: true}"),
                arguments(
                        "b: &b {enabled: no}\ntelemetry: {<<: *b, enabled: no}",
                        "b: &b {enabled: no}\ntelemetry: {<<: *b, enabled: true}"),
                arguments("telemetry:\n  enabled: !!bool no\n", "telemetry:\n  enabled: true\n"),
                arguments(
                        "b: &b {x: 1}\ntelemetry:\n  <<: *b\n",
                        "b: &b {x: 1}\ntelemetry:\n  enabled: true\n  <<: *b\n"));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void set_file_changesTheOneValueOnly(String before, String after) throws Exception {
        Files.writeString(file, before);
        assertThat(config().set(true).enabled()).isTrue();
        assertThat(Files.readString(file)).isEqualTo(after);
    }

    static Stream<Arguments> notEditable() {
        return Stream.of(
                arguments("telemetry: {}", 1, 12),
                arguments("telemetry: { keep: 5 }", 1, 12),
                arguments("{}", 1, 1),
                arguments("{\"a\": 1}\n", 1, 1),
                arguments("x: 1\n\"telemetry\": {\"a\": [1]}\n", 2, 14),
                arguments("{telemetry: , a: 1}", 1, 12),
                arguments("a: >\n  text", 1, 1),
                arguments("a: 1\n...\n", 1, 1),
                arguments("a: &t {x: 1}\ntelemetry: *t", 1, 4),
                arguments("a: &t\n  enabled: no\ntelemetry: *t", 1, 4),
                arguments("telemetry: &t\n  enabled: no\nb: *t", 1, 12),
                arguments("telemetry:\n  enabled: &e no\nx: *e", 2, 3),
                arguments("telemetry:\n  x: &e no\n  enabled: *e", 2, 3),
                arguments("b: &b {telemetry: {x: 1}}\n<<: *b\n", 1, 1),
                arguments("telemetry:\n  enabled: [no]\n", 2, 3),
                arguments("telemetry: on", 1, 12),
                arguments("{telemetry}", 1, 11),
                arguments("---\n...\n", 1, 1));
    }

    @ParameterizedTest
    @MethodSource("notEditable")
    void set_fileThatIsNotPlain_isRefusedAndLeft(String yaml, int line, int column) throws IOException {
        Files.writeString(file, yaml);
        assertThatThrownBy(() -> config().set(true))
                .hasMessage(file + ", line " + line + ", column " + column
                        + ": the switch cannot be set here without changing more than it; edit the file by hand so that"
                        + " it says 'enabled: true' under 'telemetry:' (the file is left as it is)")
                .satisfies(refusal(Kind.REFUSED, "config-not-editable"));
        assertThat(Files.readString(file)).isEqualTo(yaml);
    }

    /** Everything is aliased in everything: comparing takes a look at each node, not at each way to it. */
    @Test
    void set_aliasesOfAliases_areComparedOnce() throws Exception {
        StringBuilder yaml = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 25; i++) {
            yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Files.writeString(file, yaml);
        assertThat(config().set(true).enabled()).isTrue();
        assertThat(Files.readString(file)).isEqualTo(yaml + "telemetry:\n  enabled: true\n");
    }

    @Test
    void set_recursiveAlias_isEdited() throws Exception {
        Files.writeString(file, "a: &a\n  self: *a\ntelemetry:\n  enabled: no\n");
        assertThat(config().set(true).enabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "a: 1\n---\nb: 2", "- a", "a: 1\na: 2"})
    void set_brokenFile_isRefusedAndLeft(String yaml) throws IOException {
        Files.writeString(file, yaml);
        assertThatThrownBy(() -> config().set(true))
                .hasMessage(config().state().problem().orElseThrow() + " (the file is left as it is)")
                .hasMessageMatching(".*, line \\d+, column \\d+: .*")
                .satisfies(refusal(Kind.REFUSED, "config-broken"));
        assertThat(Files.readString(file)).isEqualTo(yaml);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void set_whatTheFileSaysAlready_writesNothing(boolean enabled) throws Exception {
        Files.writeString(file, "telemetry: {enabled: " + (enabled ? "Yes" : "off") + "} # mine");
        FileStamp before = FileStamp.of(file);
        config().set(enabled);
        assertThat(FileStamp.of(file)).isEqualTo(before);
    }

    @Test
    void set_offWhereNobodyDecided_writesTheDecision() throws Exception {
        assertThat(config().set(false)).isEqualTo(new SwitchState(false, Decider.CONFIG, Optional.empty()));
        assertThat(file).content().endsWith("telemetry:\n  enabled: false\n");
    }

    @Test
    void set_symbolicLink_changesTheFileBehindIt() throws Exception {
        Path real = Files.writeString(
                Files.createDirectory(folder.resolve("dotfiles")).resolve("candor.yaml"), "a: 1\n");
        Files.createSymbolicLink(file, Path.of("dotfiles", "candor.yaml"));
        config().set(true);
        assertThat(file).isSymbolicLink();
        assertThat(real).hasContent("a: 1\ntelemetry:\n  enabled: true\n");
    }

    @Test
    void set_linkToNothing_isRefused() throws IOException {
        Files.createSymbolicLink(file, Path.of("nowhere"));
        assertThatThrownBy(() -> config().set(true))
                .hasMessage(
                        file + " cannot be written: it is a symbolic link to a file that is not there; make it and its"
                                + " folder writable for this user")
                .satisfies(refusal(Kind.UNAVAILABLE, "config-unwritable"));
        assertThat(file).isSymbolicLink();
    }

    @Test
    void set_folderThatCannotBeMade_isUnavailable() throws IOException {
        Files.writeString(folder.resolve("taken"), "");
        file = folder.resolve("taken/config.yaml");
        assertThatThrownBy(() -> config().set(true)).satisfies(refusal(Kind.UNAVAILABLE, "config-unwritable"));
    }

    @Test
    void set_folderInTheWay_isUnavailable() throws IOException {
        Files.createDirectory(file);
        assertThatThrownBy(() -> config().set(true))
                .hasMessage(file + " cannot be read: it is no regular file; move it away")
                .satisfies(refusal(Kind.UNAVAILABLE, "config-unreadable"));
    }

    @Test
    void set_whileDoNotTrack_writesButSaysWhoWins() throws Exception {
        ConfigFile config = new ConfigFile(file, Map.of("DO_NOT_TRACK", "1"));
        assertThat(config.set(true)).isEqualTo(new SwitchState(false, Decider.DO_NOT_TRACK, Optional.empty()));
        assertThat(config().state().enabled()).isTrue();
    }

    private ConfigFile config() {
        return new ConfigFile(file, Map.of());
    }

    private static Consumer<Throwable> refusal(Kind kind, String code) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(ToolException.class);
            assertThat(((ToolException) thrown).kind()).isEqualTo(kind);
            assertThat(((ToolException) thrown).code()).isEqualTo(code);
        };
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
